import { componentIds } from '#shared/steering/ids'
import type { OpenOptions } from '../../database/connection/open'
import { WorkerThread } from '../../workers/workerThread'
import type { ComponentRegistry, Registration } from '../components/componentRegistry'
import { asTrouble } from '../databaseService/databaseTrouble'
import { threadReading } from '../vitals/threadReading'
import type { InboxMethods } from './inboxMethods'

/**
 * The inbox's thread. It is started by the first call; when it falls, the calls under way are
 * rejected and the next one starts another.
 */
export class InboxThread {
  readonly #options: OpenOptions
  readonly #registry: ComponentRegistry
  readonly #parent: string
  #registration: Registration | null = null
  #thread: WorkerThread<InboxMethods> | null = null
  #isStopped = false

  constructor(options: OpenOptions, registry: ComponentRegistry, parent: string) {
    this.#options = options
    this.#registry = registry
    this.#parent = parent
  }

  /** What it is at, in plain words. */
  set detail(detail: string) {
    this.#registration?.update({ detail })
  }

  async call<K extends keyof InboxMethods>(
    method: K,
    input: Parameters<InboxMethods[K]>[0],
  ): Promise<Awaited<ReturnType<InboxMethods[K]>>> {
    if (this.#isStopped) throw new Error('The station is stopping.')
    this.#thread ??= this.#start()
    try {
      return await this.#thread.call(method, input)
    } catch (error) {
      throw asTrouble(error, this.#options.path)
    }
  }

  /** Ends the thread; the next call starts another. */
  async restart(): Promise<void> {
    const thread = this.#thread
    this.#thread = null
    await thread?.stop()
    this.#registration?.restartedAsAsked()
    this.#registration?.update({ state: 'waiting', detail: 'starts when it is asked' })
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#thread?.stop()
    this.#registration?.remove()
  }

  #start(): WorkerThread<InboxMethods> {
    const registration = this.#registration ?? this.#register()
    this.#registration = registration
    const thread = new WorkerThread<InboxMethods>({
      name: 'inbox',
      entry: 'inbox',
      data: this.#options,
      youngGenerationMb: 16,
      onCrash: (error) => {
        registration.restarted(error.message)
        this.#thread = null
      },
    })
    registration.update({ state: 'running', detail: '' })
    return thread
  }

  #register(): Registration {
    const registration = this.#registry.register(componentIds.inbox, 'ErrorInbox', this.#parent)
    registration.measure(() => ({
      ...threadReading(this.#thread),
      depth: this.#thread?.pendingCalls ?? 0,
    }))
    return registration
  }
}
