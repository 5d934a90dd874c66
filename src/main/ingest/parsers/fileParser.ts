import { FileCode } from '#shared/codes'
import type { FileStatus } from '#shared/files'
import type { Stage } from '#shared/status'
import { setTimeout as sleep } from 'node:timers/promises'
import type { StoredFile } from '../../database/files'
import { RemoteError } from '../../workers/workerThread'
import type { Alerts } from '../alerts'
import type { ComponentRegistry, Registration } from '../componentRegistry'
import type { DatabaseService } from '../databaseService'
import { DatabaseTroubleError } from '../databaseTrouble'
import { announce } from '../events'
import { sameFile, sameIdentity, type FileIdentity } from '../identity'
import type { Pace } from '../pace'
import { DATABASE_PAUSE_MS, patiently } from '../patience'
import type { WrittenChunk } from '../persister/dataPersister'
import type { ReaderThread, ReaderThreads } from '../reader/readerThreads'
import { runPipeline } from './pipeline'
import { untilAborted } from './untilAborted'

/** A file whose parser fell this often without getting further is held. */
const MOST_CRASHES = 3
const CRASH_PAUSE_MS = 200
/** A file that grows while it is read is read on after this long. */
const GROWTH_PAUSE_MS = 500

export interface FileParserDeps {
  readonly database: DatabaseService
  readonly alerts: Alerts
  readonly registry: ComponentRegistry
  readonly readers: ReaderThreads
  readonly pace: Pace
}

/** How a parser's run ended; `stopped` leaves the file where its checkpoint is. */
export interface ParserResult {
  readonly status: Extract<FileStatus, 'complete' | 'duplicate' | 'failed'> | 'stopped'
  /** The file as it was when its last byte was read; null unless complete. */
  readonly identity: FileIdentity | null
  readonly detail: string | null
}

const STOPPED: ParserResult = { status: 'stopped', identity: null, detail: null }

/** The run is over for a reason that concerns the file, not its parser. */
class Ended extends Error {
  readonly result: ParserResult

  constructor(result: ParserResult) {
    super(result.status)
    this.result = result
  }
}

/**
 * Takes one file from its checkpoint to its end. Reader, staging and persister fall together
 * (one_for_all) and rise together from the checkpoint that the database holds.
 */
export class FileParser {
  readonly fileId: number
  readonly #deps: FileParserDeps
  readonly #file: StoredFile
  readonly #stop = new AbortController()
  readonly #component: Registration
  #counts: { imported: number; errors: number; skipped: number; doneBytes: number }
  #sizeBytes: number
  #stage: Stage = 'waiting'
  #waitingFor: string | null = null
  /** The file as it was when the lines before the checkpoint were read. */
  #identity: FileIdentity
  /** It was longer than what was read of it, and that part was compared: it may be longer still. */
  #grew: boolean
  #announced = false
  #raisedAlert = false

  /** `grew`: a complete file goes on behind its last line; that beginning was compared. */
  constructor(deps: FileParserDeps, file: StoredFile, grew: boolean) {
    this.fileId = file.id
    this.#deps = deps
    this.#file = file
    this.#identity = file.identity
    this.#grew = grew
    this.#sizeBytes = file.sizeBytes
    this.#counts = {
      imported: file.importedLines,
      errors: file.errorLines,
      skipped: file.skippedLines,
      doneBytes: file.checkpointByte,
    }
    this.#component = deps.registry.register(`file-${file.id}`, 'FileParser', 'parsers')
    this.#component.update({ state: 'running', detail: file.name })
  }

  /** Ends the run at the next chunk's border. */
  stop(): void {
    this.#stop.abort(new Ended(STOPPED))
  }

  /** Never throws: what happens to the file is in the result, and in the database. */
  async run(): Promise<ParserResult> {
    try {
      return await this.#attempts()
    } catch (error) {
      if (this.#stop.signal.aborted) return STOPPED
      if (error instanceof DatabaseTroubleError) {
        this.#deps.alerts.raise('writing', error.trouble.alert)
      }
      return { status: 'failed', identity: null, detail: wordsOf(error) }
    } finally {
      this.#alertIsOver()
      this.#component.remove()
    }
  }

  async #attempts(): Promise<ParserResult> {
    let crashes = 0
    for (;;) {
      const before = this.#counts.doneBytes
      try {
        const result = await this.#attempt()
        if (result !== null) return result
      } catch (error) {
        if (error instanceof Ended) return error.result
        if (this.#stop.signal.aborted) return STOPPED
        const failure = fileFailureOf(error)
        if (failure !== null) return this.#fail(failure.code, failure.message)
        if (error instanceof DatabaseTroubleError) {
          if (!error.trouble.passing) return this.#fail('storage_error', error.message)
          this.#deps.alerts.raise('writing', error.trouble.alert)
          this.#raisedAlert = true
          this.#at('waiting', error.message)
          await this.#pause(DATABASE_PAUSE_MS)
          continue
        }
        const message = wordsOf(error)
        this.#component.restarted(message)
        crashes = this.#counts.doneBytes > before ? 1 : crashes + 1
        if (crashes >= MOST_CRASHES) {
          return this.#fail(
            'crashed',
            `Importing it fell ${crashes} times at line ${this.#lineNow()} (${message}). The file is held; retry it, and report it if it falls again.`,
          )
        }
        await this.#pause(CRASH_PAUSE_MS * crashes)
        this.#component.update({ state: 'running' })
      }
    }
  }

  /** One way through the file from its checkpoint; null when another one must follow. */
  async #attempt(): Promise<ParserResult | null> {
    const { database, readers } = this.#deps
    this.#at('waiting', 'Getting ready')
    const resume = await this.#resumePoint()
    const thread = readers.take()
    try {
      const fresh = resume.checkpoint.line === 0
      const opened = await thread.call('open', {
        path: this.#file.path,
        resume: fresh ? null : { ...resume.checkpoint, blockHashes: resume.blockHashes },
      })
      if (!fresh && !this.#isGoingOn(opened.identity)) return await this.#startOver(opened.identity)
      this.#identity = opened.identity
      this.#grew = false
      this.#sizeBytes = opened.identity.sizeBytes
      if (fresh && !this.#file.again) await this.#endIfDuplicate(thread)
      await database.write('start', { fileId: this.fileId, ...opened })
      this.#announceOnce(opened.satelliteType)
      this.#at('reading', null)
      await runPipeline({
        ...this.#deps,
        fileId: this.fileId,
        parent: this.#component.id,
        thread,
        start: resume.checkpoint,
        signal: this.#stop.signal,
        onWritten: (written) => this.#onWritten(written),
      })
      return await this.#finish(thread)
    } finally {
      await readers.giveBack(thread)
    }
  }

  /** Where the database says to go on, with nothing of an earlier attempt behind it. */
  async #resumePoint() {
    for (;;) {
      const point = await this.#deps.database.write('resumePoint', { fileId: this.fileId })
      this.#stop.signal.throwIfAborted()
      this.#counts = { ...point.counts, doneBytes: point.checkpoint.byte }
      if (!point.more) return point
    }
  }

  /** Whether the open file is the one whose lines are stored up to the checkpoint. */
  #isGoingOn(identity: FileIdentity): boolean {
    if (sameIdentity(this.#identity, identity)) return true
    return (
      this.#grew &&
      sameFile(this.#identity, identity) &&
      identity.sizeBytes >= this.#identity.sizeBytes
    )
  }

  /** Another file lies there than the one that was begun: nothing of the two may be mixed. */
  async #startOver(identity: FileIdentity): Promise<ParserResult | null> {
    if (this.#file.fingerprint !== null) {
      return this.#fail(
        'changed_while_reading',
        'This file was complete and grew, and before the new lines were read another one took its place. What was stored stays.',
      )
    }
    this.#at('waiting', 'The file was changed: it is read from its first line')
    await this.#deps.database.write('requeue', { fileId: this.fileId, identity })
    this.#identity = identity
    return null
  }

  async #endIfDuplicate(thread: ReaderThread): Promise<void> {
    const { database } = this.#deps
    const candidates = await database.read('completeOfSize', { sizeBytes: this.#sizeBytes })
    if (candidates.length === 0) return
    this.#at('hashing', null)
    const { fingerprint, identity } = await untilAborted(this.#stop.signal, thread, () =>
      thread.call('fingerprint', { path: this.#file.path }),
    )
    const first = candidates.find((candidate) => candidate.fingerprint === fingerprint)
    if (first === undefined) return
    const duplicateOf = first.id
    await database.write('duplicate', { fileId: this.fileId, duplicateOf, fingerprint, identity })
    throw new Ended({
      status: 'duplicate',
      identity,
      detail: `same content as file ${duplicateOf}`,
    })
  }

  #onWritten(written: WrittenChunk): void {
    this.#counts = {
      imported: this.#counts.imported + written.imported,
      errors: this.#counts.errors + written.errors,
      skipped: this.#counts.skipped + written.skipped,
      doneBytes: written.to.byte,
    }
    this.#at('reading', null)
    this.#alertIsOver()
    announce('chunk', {
      fileId: this.fileId,
      imported: written.imported,
      errors: written.errors,
      bytes: written.to.byte - written.from.byte,
      milliseconds: written.milliseconds,
    })
  }

  async #finish(thread: ReaderThread): Promise<ParserResult | null> {
    this.#at('finishing', null)
    const { fingerprint, identity, grown, changed } = await untilAborted(
      this.#stop.signal,
      thread,
      () => thread.call('finish', undefined),
    )
    if (changed) {
      return this.#fail(
        'changed_while_reading',
        'The file was changed while it was being read, so what was stored may not be what it says now. Retry to read it again from its beginning.',
      )
    }
    if (grown) {
      this.#identity = identity
      this.#grew = true
      this.#at('waiting', 'Still growing')
      await this.#pause(GROWTH_PAUSE_MS)
      return null
    }
    await this.#deps.database.write('complete', { fileId: this.fileId, fingerprint, identity })
    return { status: 'complete', identity, detail: this.#ledger() }
  }

  async #fail(code: FileCode, message: string): Promise<ParserResult> {
    const { database, alerts } = this.#deps
    await patiently(
      () => database.write('fail', { fileId: this.fileId, code, message }),
      alerts,
      this.#stop.signal,
    )
    return { status: 'failed', identity: null, detail: message }
  }

  #alertIsOver(): void {
    if (!this.#raisedAlert) return
    this.#raisedAlert = false
    this.#deps.alerts.clear('writing')
  }

  async #pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.#stop.signal })
  }

  #at(stage: Stage, waitingFor: string | null): void {
    this.#stage = stage
    this.#waitingFor = waitingFor
    announce('progress', {
      fileId: this.fileId,
      name: this.#file.name,
      status: 'processing',
      stage: this.#stage,
      waitingFor: this.#waitingFor,
      sizeBytes: Math.max(this.#sizeBytes, this.#counts.doneBytes),
      doneBytes: this.#counts.doneBytes,
      importedLines: this.#counts.imported,
      errorLines: this.#counts.errors,
      skippedLines: this.#counts.skipped,
    })
  }

  /** Attempts that follow are the same run of the same file. */
  #announceOnce(satelliteType: string): void {
    if (this.#announced) return
    this.#announced = true
    const { id: fileId, name } = this.#file
    announce('file', { fileId, name, status: 'processing', detail: satelliteType })
  }

  #ledger(): string {
    const { imported, errors, skipped } = this.#counts
    return `${imported + errors} lines = ${imported} imported + ${errors} bad, ${skipped} blank`
  }

  #lineNow(): number {
    const { imported, errors, skipped } = this.#counts
    return imported + errors + skipped + 2
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** A file failure as it comes back from the reader's thread. */
function fileFailureOf(error: unknown): { code: FileCode; message: string } | null {
  if (!(error instanceof RemoteError) || error.name !== 'FileFailureError') return null
  const { data } = FileCode.safeParse(error.code)
  return { code: data ?? 'unreadable', message: error.message }
}
