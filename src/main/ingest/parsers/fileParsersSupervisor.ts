import { countText } from '#shared/numbers'
import { componentIds } from '#shared/steering/ids'
import type { FileAction } from '#shared/ipc'
import type { Settings } from '#shared/settings'
import type { TypeCandidate } from '#shared/telemetry/candidate'
import type { Told } from '#shared/telemetry/told'
import type { Arrival } from '../../database/files/admission'
import type { StoredFile } from '../../database/files/files'
import type { Replacement } from '../../database/removals/replacement'
import type { Registration } from '../components/componentRegistry'
import { DatabaseTroubleError } from '../databaseService/databaseTrouble'
import { announce, listen } from '../events'
import type { FileIdentity } from '../../record/identity'
import { patiently } from '../databaseService/patience'
import { Admissions, type Enqueued } from './admissions'
import { announceFile } from './announceFile'
import { CutFiles } from './cutFiles'
import { FileOrders, type Interruption } from './fileOrders'
import { FileParser, type FileParserDeps } from './fileParser'
import { FileQueue, type Waiting } from './fileQueue'
import type { ParserResult } from './parserResult'
import { StandingPackages } from './standingPackages'
import { Turns } from './turns'

export interface FileParsersSupervisorDeps extends Omit<FileParserDeps, 'cutFiles'> {
  /**
   * A file is complete, a duplicate, failed, cancelled: its run is over. The identity is that of
   * what was read to its end; null when nothing was.
   */
  readonly onEnded: (
    file: Pick<StoredFile, 'id' | 'path' | 'source'>,
    identity: FileIdentity | null,
  ) => void
  /** Files that are begun are finished from now on and no other is, or that is over. */
  readonly onDraining: (draining: boolean) => void
  /** All that was begun is finished; it goes on draining until it is told otherwise. */
  readonly onDrained: () => void
}

interface Live {
  readonly parser: FileParser
  readonly file: StoredFile
  /** What the operator wants to happen once the parser has stopped. */
  whenStopped: Interruption | null
}

/**
 * Keeps so many files at once going, oldest first, each in a parser of its own. A file whose parser
 * falls troubles no other.
 */
export class FileParsersSupervisor {
  readonly #deps: FileParsersSupervisorDeps
  readonly #component: Registration
  readonly #queue = new FileQueue()
  readonly #live = new Map<number, Live>()
  readonly #stop = new AbortController()
  /** Arrivals and orders of the operator are carried out one after the other. */
  readonly #turns = new Turns(this.#stop.signal)
  readonly #admissions: Admissions
  readonly #orders: FileOrders
  readonly #standing: StandingPackages
  readonly #cutFiles: CutFiles
  readonly #unlisten: () => void
  /** Files that are begun are finished, and no other one is begun. */
  #draining = false
  /** That all is finished was told. */
  #isDrained = false
  #filesAtOnce: number
  #onIdle: (() => void)[] = []

  constructor(
    deps: FileParsersSupervisorDeps,
    { filesAtOnce, cutWaitMs }: Pick<Settings, 'filesAtOnce' | 'cutWaitMs'>,
  ) {
    this.#deps = deps
    this.#filesAtOnce = filesAtOnce
    this.#component = deps.registry.register(
      componentIds.parsers,
      'FileParsersSupervisor',
      componentIds.root,
    )
    this.#component.measure(() => ({ depth: this.#queue.waiting, detail: this.#detail }))
    this.#standing = new StandingPackages(deps.registry)
    const ports = {
      ...deps,
      queue: this.#queue,
      turns: this.#turns,
      signal: this.#stop.signal,
      patiently: <T>(work: () => Promise<T>) => patiently(work, deps.alerts, this.#stop.signal),
      enqueue: (waiting: Waiting) => this.#enqueue(waiting),
    }
    this.#admissions = new Admissions(ports)
    this.#orders = new FileOrders({
      ...ports,
      admissions: this.#admissions,
      standing: this.#standing,
      interruptLive: (fileId, why) => this.#interruptLive(fileId, why),
      startMore: () => this.#startMore(),
      onComplete: (file, identity) => deps.onEnded(file, identity),
    })
    this.#unlisten = listen('mend', ({ fileIds }) => {
      this.#orders.mended(fileIds).catch((error: unknown) => this.#onTrouble(error))
    })
    this.#cutFiles = new CutFiles({
      keepUntil: (fileId, until) => deps.database.write('setCutUntil', { fileId, until }),
      waitMs: cutWaitMs,
      onOver: (fileId) => {
        this.#orders.waitIsOver(fileId).catch((error: unknown) => this.#onTrouble(error))
      },
    })
    this.#show()
  }

  apply({ filesAtOnce, cutWaitMs }: Pick<Settings, 'filesAtOnce' | 'cutWaitMs'>): void {
    this.#filesAtOnce = filesAtOnce
    this.#cutFiles.waitMs = cutWaitMs
    this.#startMore()
  }

  /**
   * Takes up what an earlier run of the station left unfinished; paused files stay paused, waiting
   * ones wait.
   */
  async recover(): Promise<void> {
    const { database } = this.#deps
    const left = await database.read('filesByStatus', { statuses: ['processing', 'queued'] })
    for (const file of left) {
      if (file.status === 'processing') {
        await database.write('setStatus', { fileId: file.id, status: 'queued' })
      }
      this.#queue.add({ file, grew: false })
    }
    const standing = await database.read('filesByStatus', {
      statuses: ['paused', 'failed', 'waiting'],
    })
    for (const file of standing.toReversed()) {
      if (file.status === 'waiting' && file.cut !== null) {
        this.#standing.waiting(file, file.cut)
        this.#cutFiles.recover(file.id, file.cut)
      }
      if (file.status === 'paused') this.#standing.paused(file, file.checkpointLine)
      else if (file.failureCode === 'crashed') {
        this.#standing.held(file, file.checkpointLine, file.failureMessage ?? '')
      }
    }
    this.#startMore()
  }

  /**
   * Decides what a file that came is, and gives it its place in the queue. Waits as long as the
   * database can't take it; throws an Error with words when that will not pass.
   */
  add(arrival: Arrival): Promise<Enqueued> {
    return this.#admissions.add(arrival)
  }

  /** As `add`, for a copy that takes a package's place once it is complete. */
  addReplacement(replacement: Replacement): Promise<Enqueued> {
    return this.#admissions.addReplacement(replacement)
  }

  /** Does what the operator asks for one file. Throws an Error with words when it can't be done. */
  act(fileId: number, action: FileAction): Promise<void> {
    return this.#orders.act(fileId, action)
  }

  /**
   * Reads a file that is held as what somebody says that it is, from its first line. Throws an Error
   * with words when it is not held.
   */
  tell(fileId: number, told: Told): Promise<void> {
    return this.#orders.tell(fileId, told)
  }

  /** How well a file can be read as each type, the best first. Throws an Error with words. */
  candidates(fileId: number): Promise<TypeCandidate[]> {
    return this.#orders.candidates(fileId)
  }

  /** Reader, staging and persister of a file fall and rise. Throws when it is not being read. */
  restart(fileId: number): void {
    const { parser } = this.#liveFile(fileId)
    if (!parser.restart()) throw new Error('It is being started anew already.')
  }

  /**
   * Takes a file that keeps crashing its parser out of work until it is retried. Throws when it is
   * not being read, or its parser has not fallen.
   */
  hold(fileId: number, by: string): void {
    const { parser } = this.#liveFile(fileId)
    const falls = parser.fallWords
    if (falls === null) throw new Error('Its parser has not fallen. Pause the package instead.')
    this.#interruptLive(fileId, {
      hold: `Held by the operator (${by}) at line ${countText(parser.line)}: ${asSentence(falls)} What is stored stays. Retry goes on from there.`,
    })
  }

  /** Finishes what is begun and begins nothing more, until it is told otherwise. */
  set draining(draining: boolean) {
    if (this.#draining === draining) return
    this.#draining = draining
    this.#isDrained = false
    this.#deps.onDraining(draining)
    this.#startMore()
  }

  /** Resolves when nothing waits and nothing runs. */
  async idle(): Promise<void> {
    await this.#turns.settled()
    if (this.#queue.waiting === 0 && this.#live.size === 0) return
    await new Promise<void>((resolve) => this.#onIdle.push(resolve))
  }

  /** Nothing waits, nothing runs, and nothing is being decided about. */
  get isIdle(): boolean {
    return this.#turns.areOver && this.#queue.waiting === 0 && this.#live.size === 0
  }

  /** Files that wait for their turn, and files that are being read. */
  get depth(): { readonly queued: number; readonly processing: number } {
    return { queued: this.#queue.waiting, processing: this.#live.size }
  }

  /** To be called when the station was paused or goes on. */
  paceChanged(): void {
    this.#startMore()
  }

  /** Stops every parser at its next chunk's border; their files go on at the next start. */
  async stop(): Promise<void> {
    this.#stop.abort()
    this.#unlisten()
    this.#queue.clear()
    for (const { parser } of this.#live.values()) parser.stop()
    await this.idle()
    this.#standing.stop()
    this.#cutFiles.stop()
    this.#component.remove()
  }

  #liveFile(fileId: number): Live {
    const live = this.#live.get(fileId)
    if (live === undefined) throw new Error('This package is not being read any more.')
    return live
  }

  #enqueue(waiting: Waiting): void {
    if (!this.#stop.signal.aborted) this.#queue.add(waiting)
    announceFile(waiting.file, 'queued', null)
    this.#startMore()
  }

  #startMore(): void {
    while (!this.#stop.signal.aborted && !this.#deps.pace.paused && !this.#draining) {
      const next = this.#live.size < this.#filesAtOnce ? this.#queue.next() : undefined
      if (next === undefined) break
      this.#start(next)
    }
    this.#show()
    const isDrained = this.#draining && this.#live.size === 0 && !this.#stop.signal.aborted
    if (isDrained && !this.#isDrained) {
      this.#isDrained = true
      this.#deps.onDrained()
    }
    if (this.#queue.waiting > 0 || this.#live.size > 0) return
    for (const resolve of this.#onIdle.splice(0)) resolve()
  }

  #start(waiting: Waiting): void {
    const { file } = waiting
    const parser = new FileParser({ ...this.#deps, cutFiles: this.#cutFiles }, waiting)
    const live: Live = { parser, file, whenStopped: null }
    this.#live.set(file.id, live)
    void parser.run().then((result) => this.#ended(live, result))
  }

  /** Never rejects. What can't be written down leaves the row as it is: the next start takes it up. */
  async #ended(live: Live, result: ParserResult): Promise<void> {
    const { file, whenStopped } = live
    try {
      if (result.status === 'stopped') {
        if (whenStopped !== null) await this.#orders.settle(file, whenStopped, live.parser.line)
      } else {
        announceFile(file, result.status, result.detail, result.complete)
        if (result.code === 'crashed') {
          this.#standing.held(file, live.parser.line, result.detail ?? '')
        }
        if (result.waiting !== undefined) {
          this.#cutFiles.add(file.id)
          this.#standing.waiting(file, result.waiting)
        }
      }
    } catch (error) {
      this.#onTrouble(error)
    }
    this.#live.delete(file.id)
    this.#queue.leave(file)
    this.#deps.onEnded(file, result.identity)
    this.#startMore()
  }

  /** Tells of an error that nobody waits for. */
  #onTrouble(error: unknown): void {
    if (this.#stop.signal.aborted) return
    if (error instanceof DatabaseTroubleError) {
      this.#deps.alerts.raise('writing', error.trouble.alert)
    } else {
      const { message, stack = null } = error instanceof Error ? error : new Error(String(error))
      announce('fault', { message, stack })
    }
  }

  #interruptLive(fileId: number, why: Interruption): boolean {
    const live = this.#live.get(fileId)
    if (live === undefined) return false
    live.whenStopped = why
    live.parser.stop()
    return true
  }

  get #detail(): string {
    const now = `${countText(this.#live.size)} at work, ${countText(this.#queue.waiting)} queued`
    return this.#draining ? `draining: ${now}` : now
  }

  #show(): void {
    const waits = this.#deps.pace.paused || this.#draining
    this.#component.update({ state: waits ? 'waiting' : 'running', detail: this.#detail })
  }
}

const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)
