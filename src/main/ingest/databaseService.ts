import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Transferable } from 'node:worker_threads'
import type { Alert } from '#shared/status'
import type { DatabaseWorkerData } from '../database/database.worker'
import type { OpenOptions } from '../database/open'
import type { ReaderMethods } from '../database/reader'
import type { WriterMethods } from '../database/writer'
import { WorkerClosedError, WorkerThread } from '../workers/workerThread'
import type { WorkerMethods } from '../workers/protocol'
import { asTrouble, databaseTrouble, DatabaseTroubleError } from './databaseTrouble'
import type { ComponentRegistry, Registration } from './componentRegistry'
import { announce } from './events'
import { databaseWriter } from './firstThreads'
import { LoadMeter } from './loadMeter'
import { RestartLimit } from './restartLimit'

/** The writer's id in the registry. */
export const WRITER = databaseWriter.name

type Input<M extends WorkerMethods<M>, K extends keyof M> =
  Parameters<M[K]> extends [infer I] ? [input: I] : []

/** One database worker that is started anew when it falls. */
class SupervisedWorker<M extends WorkerMethods<M> & { ready(): void }> {
  readonly #registration: Registration
  readonly #data: DatabaseWorkerData
  readonly #onCrash: (error: Error) => void
  #thread: WorkerThread<M> | null = null
  #wasReady = false

  constructor(
    data: DatabaseWorkerData,
    registration: Registration,
    limit: RestartLimit,
    onGivenUp: (error: Error) => void,
  ) {
    this.#registration = registration
    this.#data = data
    this.#onCrash = (error) => {
      registration.restarted(error.message)
      if (!this.#wasReady) return
      if (limit.allows()) {
        this.start()
      } else {
        registration.update({ state: 'failed' })
        onGivenUp(error)
      }
    }
  }

  start(): void {
    this.#thread = new WorkerThread<M>({
      ...databaseWriter,
      name: this.#registration.id,
      data: this.#data,
      onCrash: this.#onCrash,
    })
    this.#registration.update({ state: 'running' })
  }

  /** Resolves once the database is open in the thread; throws what opening it threw. */
  async ready(): Promise<void> {
    try {
      await this.call('ready', undefined)
      this.#wasReady = true
    } catch (error) {
      throw error instanceof WorkerClosedError ? error.cause : error
    }
  }

  call<K extends keyof M & string>(
    method: K,
    input: Parameters<M[K]>[0],
    transfer: readonly Transferable[] = [],
  ): Promise<Awaited<ReturnType<M[K]>>> {
    if (this.#thread === null) return Promise.reject(new Error('the database is not open yet'))
    return this.#thread.call(method, input, transfer)
  }

  get busyMs(): number {
    return this.#thread?.busyMs ?? 0
  }

  async stop(): Promise<void> {
    await this.#thread?.stop()
  }
}

export interface DatabaseServiceOptions extends OpenOptions {
  /**
   * Whether questions have a thread of their own, so that a window never waits for a write. A
   * terminal asks nothing while it imports, and saves the memory.
   */
  readonly ownReader: boolean
}

export interface DatabaseServiceEvents {
  /** A thread fell too often. */
  readonly onGivenUp: (error: Error) => void
  /** The file is not whole any more: nothing is written to it from now on. */
  readonly onDamaged: (alert: Alert) => void
}

/**
 * The database behind two threads: one that writes, one that answers. A call that a falling thread
 * takes with it is rejected with WorkerClosedError; the next one finds the thread started anew. What
 * the disk or SQLite refuses is a DatabaseTroubleError.
 */
export class DatabaseService {
  readonly #writer: SupervisedWorker<WriterMethods>
  readonly #reader: SupervisedWorker<ReaderMethods>
  readonly #registrations: readonly Registration[]
  /** Calls of the writer that are still to be answered. */
  #writing = 0
  #idle: (() => void) | null = null
  readonly #load: LoadMeter
  readonly #path: string
  readonly #events: DatabaseServiceEvents
  #damage: DatabaseTroubleError | null = null
  #isOpen = false

  private constructor(
    { ownReader, ...options }: DatabaseServiceOptions,
    registry: ComponentRegistry,
    parent: string,
    events: DatabaseServiceEvents,
  ) {
    const { onGivenUp } = events
    this.#path = options.path
    this.#events = events
    const service = registry.register('database', 'DatabaseService', parent)
    const writer = registry.register(WRITER, 'Writer', service.id)
    const limit = new RestartLimit()
    if (ownReader) {
      const reader = registry.register('database-reader', 'Reader', service.id)
      this.#writer = new SupervisedWorker({ ...options, role: 'writer' }, writer, limit, onGivenUp)
      this.#reader = new SupervisedWorker({ ...options, role: 'reader' }, reader, limit, onGivenUp)
      this.#reader.start()
      this.#registrations = [reader, writer, service]
    } else {
      const both = new SupervisedWorker<WriterMethods & ReaderMethods>(
        { ...options, role: 'both' },
        writer,
        limit,
        onGivenUp,
      )
      this.#writer = both
      this.#reader = both
      this.#registrations = [writer, service]
    }
    this.#load = new LoadMeter((percent) => writer.update({ detail: `${percent} % busy` }))
    this.#writer.start()
    service.update({ state: 'running', detail: options.path })
  }

  /**
   * Opens, creates or upgrades the database. The writer comes first: it makes what the reader reads.
   * Throws when the database can't be used, saying why.
   */
  static async start(
    options: DatabaseServiceOptions,
    registry: ComponentRegistry,
    parent: string,
    events: DatabaseServiceEvents,
  ): Promise<DatabaseService> {
    await mkdir(dirname(options.path), { recursive: true })
    const service = new DatabaseService(options, registry, parent, events)
    try {
      await service.#writer.ready()
      service.#isOpen = true
      await service.#reader.ready()
    } catch (error) {
      await service.stop()
      throw new Error(databaseTrouble(error, options.path).atStart, { cause: error })
    }
    return service
  }

  /** For how many milliseconds the writer's thread has been busy since it started. */
  get writerBusyMs(): number {
    return this.#writer.busyMs
  }

  async write<K extends keyof WriterMethods>(
    method: K,
    ...input: Input<WriterMethods, K>
  ): Promise<Awaited<ReturnType<WriterMethods[K]>>> {
    return this.writeWithTransfer(method, input[0] as Parameters<WriterMethods[K]>[0], [])
  }

  async writeWithTransfer<K extends keyof WriterMethods>(
    method: K,
    input: Parameters<WriterMethods[K]>[0],
    transfer: readonly Transferable[],
  ): Promise<Awaited<ReturnType<WriterMethods[K]>>> {
    if (this.#damage !== null) throw this.#damage
    this.#writing += 1
    this.#load.busy()
    try {
      return await this.#writer.call(method, input, transfer)
    } catch (error) {
      throw this.#troubleOf(error)
    } finally {
      this.#writing -= 1
      if (this.#writing === 0) {
        this.#load.free()
        this.#idle?.()
      }
    }
  }

  async read<K extends keyof ReaderMethods>(
    method: K,
    ...input: Input<ReaderMethods, K>
  ): Promise<Awaited<ReturnType<ReaderMethods[K]>>> {
    try {
      return await this.#reader.call(method, input[0] as Parameters<ReaderMethods[K]>[0])
    } catch (error) {
      throw this.#troubleOf(error)
    }
  }

  #troubleOf(error: unknown): unknown {
    const found = asTrouble(error, this.#path)
    if (found instanceof DatabaseTroubleError && found.trouble.damaged && this.#damage === null) {
      this.#damage = found
      this.#events.onDamaged(found.trouble.alert)
    }
    return found
  }

  /** Waits for what is being written, closes the database and ends both threads. */
  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      if (this.#writing === 0) resolve()
      else this.#idle = resolve
    })
    this.#load.stop()
    if (!Object.is(this.#reader, this.#writer)) await this.#reader.stop()
    if (this.#isOpen) await this.#close()
    await this.#writer.stop()
    for (const registration of this.#registrations) registration.remove()
  }

  /** Where it fails nothing is lost: the next start finds all that was committed. */
  async #close(): Promise<void> {
    try {
      await this.#writer.call('close', undefined)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      announce('fault', { message: `The database was not closed: ${message}`, stack: null })
    }
  }
}
