import type { FileCode } from '#shared/codes'
import { setTimeout as sleep } from 'node:timers/promises'
import type { StoredFile } from '../../database/files'
import type { Alerts } from '../alerts'
import type { ComponentRegistry, Registration } from '../componentRegistry'
import type { DatabaseService } from '../databaseService'
import { DatabaseTroubleError } from '../databaseTrouble'
import { announce } from '../events'
import type { Pace } from '../pace'
import { DATABASE_PAUSE_MS, patiently } from '../patience'
import type { WrittenChunk } from '../persister/dataPersister'
import type { ReaderThreads } from '../reader/readerThreads'
import type { OwnFiles } from '../ownFiles'
import { errorCode } from '../systemError'
import { WorkerClosedError } from '../../workers/workerThread'
import { FileImport } from './fileImport'
import { FileLedger } from './fileLedger'
import { fileFailureOf, STOPPED, type ParserResult } from './parserResult'

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
  readonly pace: Pace
  readonly ownFiles: OwnFiles
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
  #raisedAlert = false

  /** `grew`: a complete file goes on behind its last line; that beginning was compared. */
  constructor(deps: FileParserDeps, file: StoredFile, grew: boolean) {
    this.#fileId = file.id
    this.#deps = deps
    this.#component = deps.registry.register(`file-${file.id}`, 'FileParser', 'parsers')
    this.#component.update({ state: 'running', detail: file.name })
    this.#ledger = new FileLedger(file)
    const ports = {
      ...deps,
      parent: this.#component.id,
      ledger: this.#ledger,
      signal: this.#stop.signal,
      onWritten: (written: WrittenChunk, staged: number) => this.#onWritten(written, staged),
    }
    this.#import = new FileImport(ports, file, grew)
  }

  /** Ends the run at the next chunk's border. */
  stop(): void {
    this.#stop.abort()
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
      this.#component.remove()
    }
  }

  async #attempts(): Promise<ParserResult> {
    let crashes = 0
    let shortages = 0
    for (;;) {
      const before = this.#ledger.doneBytes
      try {
        const result = await this.#import.attempt()
        if (result !== null) return result
      } catch (error) {
        if (this.#stop.signal.aborted) return STOPPED
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
        this.#component.restarted(message)
        crashes = this.#ledger.doneBytes > before ? 1 : crashes + 1
        if (crashes >= MOST_CRASHES) {
          return this.#fail(
            'crashed',
            `Importing it fell ${crashes} times at line ${this.#ledger.line} (${message}). The file is held; retry it, and report it if it falls again.`,
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
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** No fault of the file: files or threads are short in this process, or on the whole machine. */
function isShortage(error: unknown): boolean {
  return error instanceof WorkerClosedError && errorCode(error.cause) === 'ERR_WORKER_INIT_FAILED'
}
