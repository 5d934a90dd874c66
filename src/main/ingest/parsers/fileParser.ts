import type { FileCode } from '#shared/codes'
import { countText } from '#shared/numbers'
import { componentIds, parserId } from '#shared/steering/ids'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Alerts } from '../alerts'
import type { ComponentRegistry, Registration } from '../components/componentRegistry'
import type { DatabaseService } from '../databaseService/databaseService'
import { DatabaseTroubleError } from '../databaseService/databaseTrouble'
import { announce } from '../events'
import type { SatelliteTypes } from '../types/satelliteTypes'
import type { Pace } from '../pace'
import { DATABASE_PAUSE_MS, patiently } from '../databaseService/patience'
import type { WrittenChunk } from '../persister/dataPersister'
import type { ReaderThreads } from '../reader/readerThreads'
import type { OwnFiles } from './ownFiles'
import { errorCode } from '../../systemError'
import { WorkerClosedError } from '../../workers/workerThread'
import type { CutFiles } from './cutFiles'
import { FileImport } from './fileImport'
import { FileLedger } from './fileLedger'
import type { Waiting } from './fileQueue'
import { fileFailureOf, STOPPED, type ParserResult } from './parserResult'
import { PipelineParts } from './pipelineParts'

/** A file whose parser fell this often without getting further is held. */
const MOST_CRASHES = 3
const CRASH_PAUSE_MS = 200
/** A reader's thread that the system can't start is tried again so often, with so long a pause. */
const MOST_SHORTAGES = 30
const SHORTAGE_PAUSE_MS = 1_000

export interface FileParserDeps {
  readonly database: DatabaseService
  readonly alerts: Alerts
  readonly registry: ComponentRegistry
  readonly readers: ReaderThreads
  readonly types: Pick<SatelliteTypes, 'inUse'>
  readonly pace: Pace
  readonly ownFiles: OwnFiles
  readonly cutFiles: Pick<CutFiles, 'waitMs' | 'untilFromNow'>
}

/**
 * Takes one file from its checkpoint to its end. Reader, staging and persister fall together
 * (one_for_all) and rise together from the checkpoint that the database holds.
 */
export class FileParser {
  readonly #fileId: number
  readonly #deps: FileParserDeps
  readonly #stop = new AbortController()
  readonly #component: Registration
  readonly #ledger: FileLedger
  readonly #import: FileImport
  readonly #parts: PipelineParts
  #raisedAlert = false
  /** Ends the attempt under way, so that another one begins; null between two attempts. */
  #restart: AbortController | null = null
  #falls = 0
  #lastFall = ''

  constructor(deps: FileParserDeps, waiting: Waiting) {
    const { file } = waiting
    this.#fileId = file.id
    this.#deps = deps
    const { id, name } = file
    const known = { id, name }
    this.#component = deps.registry.register(
      parserId(id),
      'FileParser',
      componentIds.parsers,
      known,
    )
    this.#component.update({ state: 'running', detail: name })
    this.#ledger = new FileLedger(file)
    this.#component.measure(() => ({ line: this.#ledger.line }))
    this.#parts = new PipelineParts({
      registry: deps.registry,
      parent: this.#component.id,
      file: known,
      ledger: this.#ledger,
    })
    const ports = {
      ...deps,
      parts: this.#parts,
      ledger: this.#ledger,
      signal: this.#stop.signal,
      onWritten: (written: WrittenChunk, staged: number) => this.#onWritten(written, staged),
    }
    this.#import = new FileImport(ports, waiting)
  }

  /** Ends the run at the next chunk's border. */
  stop(): void {
    this.#stop.abort()
  }

  /**
   * Ends reader, staging and persister, and begins them anew from the checkpoint in a new thread;
   * false when that is about to happen anyway.
   */
  restart(): boolean {
    if (this.#restart === null || this.#restart.signal.aborted) return false
    this.#restart.abort()
    this.#import.endThread()
    return true
  }

  /** The line that would be stored next. */
  get line(): number {
    return this.#ledger.line
  }

  /** How often it fell by itself, and why last, in words; null when it did not. */
  get fallWords(): string | null {
    if (this.#falls === 0) return null
    const times = this.#falls === 1 ? 'once' : `${countText(this.#falls)} times`
    return `its parser had fallen ${times}, last because: ${this.#lastFall}`
  }

  /** Never throws: what happens to the file is in the result, and in the database. */
  async run(): Promise<ParserResult> {
    try {
      const result = await this.#attempts()
      // What could be written down shows that an earlier trouble is over.
      if (result.status !== 'stopped') this.#deps.alerts.clear('writing')
      return result
    } catch (error) {
      if (this.#stop.signal.aborted) return STOPPED
      if (error instanceof DatabaseTroubleError) {
        this.#deps.alerts.raise('writing', error.trouble.alert)
      }
      return { status: 'failed', identity: null, detail: wordsOf(error) }
    } finally {
      this.#alertIsOver()
      this.#parts.remove()
      this.#component.remove()
    }
  }

  async #attempts(): Promise<ParserResult> {
    let crashes = 0
    let shortages = 0
    for (;;) {
      const before = this.#ledger.doneBytes
      const restart = new AbortController()
      this.#restart = restart
      try {
        const result = await this.#import.attempt(restart.signal)
        if (result !== null) return result
      } catch (error) {
        this.#restart = null
        if (this.#stop.signal.aborted) return STOPPED
        if (restart.signal.aborted) {
          this.#restartedAsAsked()
          continue
        }
        const failure = fileFailureOf(error)
        if (failure !== null) return this.#fail(failure.code, failure.message)
        if (error instanceof DatabaseTroubleError) {
          if (!error.trouble.passing) return this.#fail('storage_error', error.message)
          this.#deps.alerts.raise('writing', error.trouble.alert)
          this.#raisedAlert = true
          this.#ledger.tell('waiting', error.message)
          await this.#pause(DATABASE_PAUSE_MS)
          continue
        }
        if (isShortage(error) && shortages < MOST_SHORTAGES) {
          shortages += 1
          this.#ledger.tell('waiting', 'The system can start no more threads: too much is open')
          await this.#pause(SHORTAGE_PAUSE_MS)
          continue
        }
        const message = wordsOf(error)
        this.#falls += 1
        this.#lastFall = message
        this.#component.restarted(message)
        this.#parts.restarted(message)
        crashes = this.#ledger.doneBytes > before ? 1 : crashes + 1
        if (crashes >= MOST_CRASHES) {
          return this.#fail(
            'crashed',
            `Importing it fell ${crashes} times at line ${countText(this.#ledger.line)} (${message}). The file is held; retry it, and report it if it falls again.`,
          )
        }
        await this.#pause(CRASH_PAUSE_MS * crashes)
        this.#component.update({ state: 'running' })
      }
    }
  }

  #onWritten(written: WrittenChunk, staged: number): void {
    this.#ledger.add(written)
    this.#ledger.tell('reading', null)
    this.#alertIsOver()
    announce('chunk', {
      fileId: this.#fileId,
      imported: written.imported,
      errors: written.errors,
      bytes: written.to.byte - written.from.byte,
      milliseconds: written.milliseconds,
      staged,
    })
  }

  async #fail(code: FileCode, message: string): Promise<ParserResult> {
    const { database, alerts } = this.#deps
    await patiently(
      () => database.write('fail', { fileId: this.#fileId, code, message }),
      alerts,
      this.#stop.signal,
    )
    return { status: 'failed', identity: null, detail: message, code }
  }

  #restartedAsAsked(): void {
    this.#component.restartedAsAsked()
    this.#parts.restartedAsAsked()
    this.#component.update({ state: 'running' })
  }

  #alertIsOver(): void {
    if (!this.#raisedAlert) return
    this.#raisedAlert = false
    this.#deps.alerts.clear('writing')
  }

  async #pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.#stop.signal })
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** No fault of the file: files or threads are short in this process, or on the whole machine. */
function isShortage(error: unknown): boolean {
  return error instanceof WorkerClosedError && errorCode(error.cause) === 'ERR_WORKER_INIT_FAILED'
}
