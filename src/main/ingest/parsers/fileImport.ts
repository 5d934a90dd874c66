import { setTimeout as sleep } from 'node:timers/promises'
import type { Comparable, StoredFile } from '../../database/files/files'
import type { Checkpoint } from '../../database/records/checkpoint'
import type { ResumePoint } from '../../database/writeMethods'
import type { DatabaseService } from '../databaseService/databaseService'
import { announce, type CompletePackage } from '../events'
import { FileFailureError } from '../reader/failure'
import type { OwnFiles } from './ownFiles'
import { sameIdentity, type FileIdentity } from '../../record/identity'
import type { Pace } from '../pace'
import type { WrittenChunk } from '../persister/dataPersister'
import type { CutAt } from '../reader/packageReader'
import type { ReaderThread, ReaderThreads } from '../reader/readerThreads'
import type { SatelliteTypes } from '../types/satelliteTypes'
import { emptyChannelWords } from '#shared/mismatchWords'
import { besideLines } from '#shared/inbox/cellErrorWords'
import { waitingWords } from '#shared/waiting'
import type { CutFiles } from './cutFiles'
import type { FileLedger } from './fileLedger'
import type { Waiting } from './fileQueue'
import { nothingImportedWords } from './nothingImported'
import type { ParserResult } from './parserResult'
import { runPipeline } from './pipeline'
import type { PipelineParts } from './pipelineParts'
import { untilAborted } from './untilAborted'

/** A file that grows while it is read is read on after this long. */
const GROWTH_PAUSE_MS = 500
/** Where reading stops before a header that is cut: nothing is before it. */
const CUT_HEADER: CutAt = { byte: 0, line: 1, fingerprint: '' }

export interface FileImportPorts {
  readonly database: DatabaseService
  readonly readers: ReaderThreads
  readonly types: Pick<SatelliteTypes, 'inUse'>
  readonly pace: Pace
  readonly ownFiles: OwnFiles
  readonly cutFiles: Pick<CutFiles, 'waitMs' | 'untilFromNow'>
  readonly parts: PipelineParts
  readonly ledger: FileLedger
  readonly signal: AbortSignal
  readonly onWritten: (written: WrittenChunk, staged: number) => void
}

/** The way of one file into the database, attempt after attempt. */
export class FileImport {
  readonly #ports: FileImportPorts
  readonly #file: StoredFile
  /** The file as it was when its first byte was read, or compared with what had been read. */
  #identity: FileIdentity
  /** It has grown since: it may be longer still, and is compared whole at its end. */
  #grew: boolean
  readonly #asItIs: boolean
  #announced = false
  /** What it is read as; '' before that is known. */
  #type = ''
  /** What this attempt ends by: the parser's own end, or a restart that was asked for. */
  #signal: AbortSignal
  #thread: ReaderThread | null = null

  constructor(ports: FileImportPorts, { file, grew, asItIs = false }: Waiting) {
    this.#ports = ports
    this.#file = file
    this.#identity = file.identity
    this.#grew = grew
    this.#asItIs = asItIs
    this.#signal = ports.signal
  }

  /** Ends the attempt's thread, whatever it is at. */
  endThread(): void {
    void this.#thread?.stop()
  }

  /**
   * One way through the file from its checkpoint; null when another one must follow. Throws
   * FileFailureError, here or from the reader's thread, when the file can't be imported; `restart`
   * ends it before its time.
   */
  async attempt(restart: AbortSignal): Promise<ParserResult | null> {
    const { database, readers, ledger, ownFiles } = this.#ports
    this.#signal = AbortSignal.any([this.#ports.signal, restart])
    ledger.tell('waiting', 'Getting ready')
    await ownFiles.refuse(this.#file.path)
    const { checkpoint, definition: begun, ...before } = await this.#resumePoint()
    const thread = readers.take()
    this.#thread = thread
    try {
      const fresh = checkpoint.line === 0
      const opened = await thread.call('open', {
        path: this.#file.path,
        resume: fresh ? null : { ...checkpoint, ...before },
        leavesCut: this.#mayWait,
        told: this.#file.told,
        begun,
      })
      // A header that is cut says nothing yet, and nothing of the file is stored.
      if (opened.isCut) return await this.#waitForRest(CUT_HEADER, opened.identity)
      const { definition, head, site } = opened
      this.#type = definition.type
      const isGoingOn =
        opened.isAsBegun && (await this.#isGoingOn(opened.identity, checkpoint, thread))
      if (!fresh && !isGoingOn) {
        return await this.#startOver(opened.identity)
      }
      if (fresh) this.#identity = opened.identity
      ledger.sizeBytes = opened.textBytes
      // A file that grew is told by what it was: killed now, it must not pass for one that was
      // compared.
      const addedBy = this.#ports.types.inUse(definition.type)?.addedBy ?? 'Downlink'
      const use = fresh ? { definition, addedBy, head, site } : null
      const started = { fileId: this.#file.id, use, identity: this.#identity }
      const compare = fresh && !this.#file.again
      const alike = await database.write('start', { ...started, compare })
      if (alike.length > 0) {
        const duplicate = await this.#compare(alike, thread)
        if (duplicate !== null) return duplicate
        await database.write('start', { ...started, compare: false })
      }
      await this.#mayTakePlace()
      this.#announceOnce(definition.type)
      return await this.#readToEnd(thread, checkpoint)
    } finally {
      this.#thread = null
      readers.giveBack(thread)
    }
  }

  /** Reads on behind its last line for as long as the file grows; null as in `attempt`. */
  async #readToEnd(thread: ReaderThread, from: Checkpoint): Promise<ParserResult | null> {
    for (let start = from; ;) {
      this.#ports.ledger.tell('reading', null)
      await runPipeline({
        ...this.#ports,
        signal: this.#signal,
        fileId: this.#file.id,
        thread,
        start,
      })
      const end = await this.#finish(thread)
      if (end !== 'grown') return end
      start = (await this.#resumePoint()).checkpoint
    }
  }

  /** Where the database says to go on, with nothing of an earlier attempt behind it. */
  async #resumePoint(): Promise<ResumePoint> {
    const { database, ledger } = this.#ports
    const signal = this.#signal
    for (;;) {
      const point = await database.write('resumePoint', { fileId: this.#file.id })
      signal.throwIfAborted()
      ledger.set(point.counts, point.checkpoint)
      if (!point.more) return point
    }
  }

  /**
   * Whether the open file is the one whose lines are stored up to the checkpoint. One that was
   * complete and grew, or waited for its last line, may have grown on since, but what was read of it
   * must still be there.
   */
  async #isGoingOn(
    identity: FileIdentity,
    checkpoint: Checkpoint,
    thread: ReaderThread,
  ): Promise<boolean> {
    if (sameIdentity(this.#identity, identity)) return true
    const { fingerprint, textBytes, cut } = this.#file
    if (cut !== null && cut.byte === checkpoint.byte && cut.line === checkpoint.line) {
      // Another file may have its name by now, with the same beginning: a copy that began anew.
      if (!(await this.#beginsWith(cut.byte, cut.fingerprint, thread))) return false
      this.#identity = identity
      this.#grew = true
      return true
    }
    if (!this.#grew || fingerprint === null) return false
    return this.#beginsWith(textBytes, fingerprint, thread)
  }

  async #beginsWith(
    firstBytes: number,
    fingerprint: string,
    thread: ReaderThread,
  ): Promise<boolean> {
    this.#ports.ledger.tell('hashing', null)
    const now = await untilAborted(this.#signal, thread, () =>
      thread.call('openFingerprint', { firstBytes }),
    )
    return now.fingerprint === fingerprint
  }

  /** Only what the watched folder brings is waited for; what somebody names is taken as it is. */
  get #mayWait(): boolean {
    return !this.#asItIs && this.#file.source === 'watch' && this.#ports.cutFiles.waitMs > 0
  }

  async #waitForRest(cut: CutAt, identity: FileIdentity): Promise<ParserResult> {
    const { database, cutFiles } = this.#ports
    const until = cutFiles.untilFromNow()
    await database.write('waitForRest', {
      fileId: this.#file.id,
      identity,
      cut: { ...cut, until },
    })
    const waiting = { line: cut.line, until }
    return { status: 'waiting', identity, detail: waitingWords(waiting), waiting }
  }

  /** Another file lies there than the one that was begun: nothing of the two may be mixed. */
  async #startOver(identity: FileIdentity): Promise<null> {
    const { database, ledger } = this.#ports
    if (this.#file.fingerprint !== null) {
      throw new FileFailureError(
        'changed_while_reading',
        'This file was complete and grew, and before the new lines were read it was changed again, or another one took its place. What was stored stays. Retry imports what lies there now as a file of its own, whole.',
      )
    }
    ledger.tell('waiting', 'The file has changed: it is read from its first line')
    await database.write('startOver', { fileId: this.#file.id, identity })
    this.#identity = identity
    return null
  }

  /** Ends a file whose content is that of one of these; null when it is not. */
  async #compare(alike: readonly Comparable[], thread: ReaderThread): Promise<ParserResult | null> {
    const { database, ledger } = this.#ports
    ledger.tell('hashing', null)
    const { fingerprint, identity } = await untilAborted(this.#signal, thread, () =>
      thread.call('openFingerprint', {}),
    )
    const first = alike.find((candidate) => candidate.fingerprint === fingerprint)
    if (first === undefined) return null
    const duplicateOf = first.id
    const fileId = this.#file.id
    await database.write('duplicate', { fileId, duplicateOf, fingerprint, identity })
    return { status: 'duplicate', identity, detail: `same content as file ${duplicateOf}` }
  }

  async #finish(thread: ReaderThread): Promise<ParserResult | 'grown' | null> {
    const { database, ledger } = this.#ports
    ledger.tell('finishing', null)
    const { fingerprint, identity, grown, changed, textBytes, cut } = await untilAborted(
      this.#signal,
      thread,
      () => thread.call('finish', undefined),
    )
    if (changed && cut !== null) {
      // Whoever writes it is not at its end yet, as when reserved space is filled.
      await sleep(GROWTH_PAUSE_MS, undefined, { signal: this.#signal })
      return await this.#startOver(identity)
    }
    if (changed) {
      throw new FileFailureError(
        'changed_while_reading',
        'The file was changed while it was being read, so what was stored may not be what it says now. Retry to read it again from its beginning.',
      )
    }
    if (grown) {
      this.#grew = true
      ledger.sizeBytes = Math.max(ledger.sizeBytes, textBytes)
      ledger.tell('waiting', 'Still growing')
      await sleep(GROWTH_PAUSE_MS, undefined, { signal: this.#signal })
      return 'grown'
    }
    if (cut !== null) return await this.#waitForRest(cut, identity)
    if (await this.#grewInto(fingerprint, identity)) return await this.#startOver(identity)
    if (ledger.nothingImported) {
      const { id: fileId, path } = this.#file
      const fault = await database.read('commonestFault', { fileId })
      const fitting = await thread.call('candidates', { path })
      const words = nothingImportedWords(ledger.badLines, this.#type, fault, fitting)
      throw new FileFailureError('nothing_imported', words)
    }
    const complete = await database.write('complete', {
      fileId: this.#file.id,
      fingerprint,
      identity,
      textBytes,
    })
    if (complete.lock !== null) throw new FileFailureError('cannot_replace', `${complete.lock}.`)
    const detail = `${ledger.sum()}${this.#besides(complete)}`
    return { status: 'complete', identity, detail, complete }
  }

  /**
   * What is to be said of it beside its lines, in words for the log. Tells that its content was
   * removed before.
   */
  #besides({ record, mismatch }: CompletePackage): string {
    const { id: fileId, name } = this.#file
    const empty = emptyChannelWords(mismatch.emptyChannels)
    const cells = `${besideLines(record.cellErrors)}${empty === null ? '' : `, ${empty}`}`
    const removed = record.returns
    if (removed === null) return cells
    announce('returned', { fileId, name, removed })
    return `${cells}; it was removed before, as #${removed}`
  }

  /** A copy that is to take another package's place is not read where it could not. */
  async #mayTakePlace(): Promise<void> {
    if (this.#file.replacing === null) return
    const lock = await this.#ports.database.write('replacementLock', { fileId: this.#file.id })
    if (lock !== null) throw new FileFailureError('cannot_replace', `${lock}.`)
  }

  /**
   * Whether it has become, by growing, what is stored as another file: then its lines go, and the
   * next attempt finds it a duplicate. What was complete once keeps its lines.
   */
  async #grewInto(fingerprint: string, { sizeBytes }: FileIdentity): Promise<boolean> {
    if (!this.#grew || this.#file.again || this.#file.fingerprint !== null) return false
    const alike = await this.#ports.database.read('completeOfSize', { sizeBytes })
    return alike.some((other) => other.fingerprint === fingerprint)
  }

  /** Attempts that follow are the same run of the same file. */
  #announceOnce(satelliteType: string): void {
    if (this.#announced) return
    this.#announced = true
    const { id: fileId, name } = this.#file
    announce('file', { fileId, name, status: 'processing', detail: satelliteType })
  }
}
