import type { Transferable } from 'node:worker_threads'
import type { InvokeOutput } from '#shared/ipc'
import type { Alert } from '#shared/status'
import { componentIds } from '#shared/steering/ids'
import type { CheckedInput } from '../../answers'
import type { ChunkToWrite, ChunkWritten } from '../../database/records/chunkWriter'
import type { DatabaseData } from '../../database/databaseMethods'
import type { OpenOptions } from '../../database/connection/open'
import type { Question } from '../../database/questions'
import type { ReadMethods } from '../../database/readMethods'
import type { WriteMethods } from '../../database/writeMethods'
import { HereThread } from '../../workers/hereThread'
import { WorkerClosedError, WorkerThread, type Thread } from '../../workers/workerThread'
import type { WorkerMethods } from '../../workers/protocol'
import { asTrouble, databaseTrouble, DatabaseTroubleError } from './databaseTrouble'
import { chunkBuffers } from '../../record/chunk'
import type { ComponentRegistry, Registration } from '../components/componentRegistry'
import { announce } from '../events'
import { databaseWriter } from '../firstThreads'
import { RestartLimit } from '../components/restartLimit'
import type { Reading } from '../vitals/reading'
import { threadReading } from '../vitals/threadReading'

type Input<M extends WorkerMethods<M>, K extends keyof M> =
  Parameters<M[K]> extends [infer I] ? [input: I] : []

/** One database worker that is started anew when it falls, or when the operator asks for it. */
class SupervisedWorker<M extends WorkerMethods<M> & { ready(): void }> {
  readonly #registration: Registration
  readonly #data: DatabaseData
  readonly #where: (() => Thread) | undefined
  readonly #onCrash: (error: Error) => void
  #thread: WorkerThread<M> | null = null
  #wasReady = false
  /** Calls that are not answered yet, those that wait for a restart too. */
  #open = 0
  /** Resolves when a restart that was asked for is over; calls wait for it. */
  #restart: Promise<void> | null = null
  /** The thread that such a restart has ended last. */
  #leaving: WorkerThread<M> | null = null

  constructor(
    data: DatabaseData,
    where: (() => Thread) | undefined,
    registration: Registration,
    reading: () => Reading,
    limit: RestartLimit,
    onGivenUp: (error: Error) => void,
  ) {
    this.#registration = registration
    this.#data = data
    this.#where = where
    registration.measure(() => ({
      ...threadReading(this.#thread),
      ...reading(),
      depth: this.#open,
    }))
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
      thread: this.#where,
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

  async call<K extends keyof M & string>(
    method: K,
    input: Parameters<M[K]>[0],
    transfer: readonly Transferable[] = [],
  ): Promise<Awaited<ReturnType<M[K]>>> {
    this.#open += 1
    try {
      for (;;) {
        // Without a pause where there is none: what is asked after `leave` finds nobody.
        while (this.#restart !== null) await this.#restart
        const thread = this.#thread
        if (thread === null) throw new Error('the database is not open yet')
        try {
          return await thread.call(method, input, transfer)
        } catch (error) {
          if (!this.#wasTakenAway(thread, error)) throw error
        }
      }
    } finally {
      this.#open -= 1
    }
  }

  /**
   * Starts it anew because the operator asked for it, which counts as no fall. Calls that come
   * meanwhile wait. `leave` does what must be done in the thread before it ends; where that throws
   * the thread stays. Calls that it left undone are made again.
   */
  async restart(leave: (thread: WorkerThread<M>) => Promise<void>): Promise<void> {
    const thread = this.#thread
    if (this.#restart !== null || thread === null || thread.isEnding) {
      throw new Error('It is being started anew already.')
    }
    const restart = this.#replace(thread, leave)
    // Whoever calls waits for its end, however it ends.
    this.#restart = restart.catch(() => undefined)
    try {
      await restart
    } finally {
      this.#restart = null
    }
  }

  async #replace(
    thread: WorkerThread<M>,
    leave: (thread: WorkerThread<M>) => Promise<void>,
  ): Promise<void> {
    await leave(thread)
    this.#leaving = thread
    await thread.stop()
    this.#registration.restartedAsAsked()
    this.start()
  }

  /** The thread ended before this call was answered because the operator had it restarted. */
  #wasTakenAway(thread: WorkerThread<M>, error: unknown): boolean {
    return thread === this.#leaving && error instanceof WorkerClosedError
  }

  get busyMs(): number {
    return this.#thread?.busyMs ?? 0
  }

  async stop(): Promise<void> {
    await this.#thread?.stop()
  }
}

/**
 * How many threads the database has: two where questions have one of their own, so that a window never
 * waits for a write; one in a terminal, which asks nothing while it imports and saves the memory; none
 * where all is stored before another thread would have started.
 */
export type DatabaseThreads = 0 | 1 | 2

export interface DatabaseServiceOptions extends OpenOptions {
  readonly threads: DatabaseThreads
}

const here = (): Thread =>
  new HereThread(async (data: DatabaseData) => {
    const { createDatabaseMethods } = await import('../../database/databaseMethods')
    return createDatabaseMethods(data)
  })

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
  readonly #writer: SupervisedWorker<WriteMethods>
  readonly #reader: SupervisedWorker<ReadMethods>
  readonly #registrations: readonly Registration[]
  /** Calls of the writer that are still to be answered. */
  #writing = 0
  #idle: (() => void) | null = null
  readonly #path: string
  readonly #events: DatabaseServiceEvents
  /** Lines of packages, since the start. */
  #storedLines = 0
  #damage: DatabaseTroubleError | null = null
  #isOpen = false

  private constructor(
    { threads, ...options }: DatabaseServiceOptions,
    registry: ComponentRegistry,
    parent: string,
    events: DatabaseServiceEvents,
  ) {
    const { onGivenUp } = events
    this.#path = options.path
    this.#events = events
    const service = registry.register(componentIds.database, 'DatabaseService', parent)
    const writer = registry.register(componentIds.writer, 'Writer', service.id)
    const limit = new RestartLimit()
    const stored = (): Reading => ({ done: this.#storedLines })
    if (threads === 2) {
      const reader = registry.register(componentIds.reader, 'Reader', service.id)
      this.#writer = new SupervisedWorker<WriteMethods>(
        { ...options, role: 'writer' },
        undefined,
        writer,
        stored,
        limit,
        onGivenUp,
      )
      this.#reader = new SupervisedWorker<ReadMethods>(
        { ...options, role: 'reader' },
        undefined,
        reader,
        () => ({}),
        limit,
        onGivenUp,
      )
      this.#reader.start()
      reader.update({ detail: 'answers questions' })
      this.#registrations = [reader, writer, service]
    } else {
      const both = new SupervisedWorker<WriteMethods & ReadMethods>(
        { ...options, role: 'both' },
        threads === 0 ? here : undefined,
        writer,
        stored,
        limit,
        onGivenUp,
      )
      this.#writer = both
      this.#reader = both
      this.#registrations = [writer, service]
    }
    this.#writer.start()
    writer.update({ detail: 'the only thread that changes the database' })
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

  async write<K extends keyof WriteMethods>(
    method: K,
    ...input: Input<WriteMethods, K>
  ): Promise<Awaited<ReturnType<WriteMethods[K]>>> {
    return this.writeWithTransfer(method, input[0] as Parameters<WriteMethods[K]>[0], [])
  }

  async writeWithTransfer<K extends keyof WriteMethods>(
    method: K,
    input: Parameters<WriteMethods[K]>[0],
    transfer: readonly Transferable[],
  ): Promise<Awaited<ReturnType<WriteMethods[K]>>> {
    if (this.#damage !== null) throw this.#damage
    this.#writing += 1
    try {
      return await this.#writer.call(method, input, transfer)
    } catch (error) {
      throw this.#troubleOf(error)
    } finally {
      this.#writing -= 1
      if (this.#writing === 0) this.#idle?.()
    }
  }

  /** Stores a chunk whole, whose buffers are handed over; a refused one comes back. */
  async store(input: ChunkToWrite): Promise<ChunkWritten> {
    const lines = input.chunk.records.count + input.chunk.errors.count
    const written = await this.writeWithTransfer('write', input, chunkBuffers(input.chunk))
    if (written.stored) this.#storedLines += lines
    return written
  }

  async read<K extends keyof ReadMethods>(
    method: K,
    ...input: Input<ReadMethods, K>
  ): Promise<Awaited<ReturnType<ReadMethods[K]>>> {
    try {
      return await this.#reader.call(method, input[0] as Parameters<ReadMethods[K]>[0])
    } catch (error) {
      throw this.#troubleOf(error)
    }
  }

  /** What a question of the window comes to. */
  ask<C extends Question>(call: C, question: CheckedInput<C>): Promise<InvokeOutput<C>>
  ask(call: Question, question: never): Promise<unknown> {
    return this.read(call, question)
  }

  /** The writer stores what it was given, and a new thread takes its place. */
  async restartWriter(): Promise<void> {
    await this.#writer.restart(async (thread) => {
      await thread.call('leave', undefined)
    })
  }

  /** A new thread answers from now on, also what the old one was asked. */
  async restartReader(): Promise<void> {
    await this.#reader.restart(async () => undefined)
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
