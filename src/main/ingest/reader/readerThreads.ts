import type { Definition } from '#shared/telemetry/definition'
import { readerThread } from '../firstThreads'
import { WorkerThread } from '../../workers/workerThread'
import type { ReaderMethods } from './readerMethods'

export type ReaderThread = WorkerThread<ReaderMethods>

/** Reader threads that wait for their next file: starting one costs more than reading a small file. */
export class ReaderThreads {
  readonly #idle: ReaderThread[] = []
  readonly #all = new Set<ReaderThread>()
  /** The satellite types that files are read with, and which of them each thread was told. */
  #definitions: readonly Definition[] = []
  readonly #told = new WeakMap<ReaderThread, readonly Definition[]>()
  #started = 0

  /** For how many milliseconds the threads that are there now have been busy, all together. */
  get busyMs(): number {
    return [...this.#all].reduce((sum, thread) => sum + thread.busyMs, 0)
  }

  /** Whatever is opened from now on is read with these. */
  know(definitions: readonly Definition[]): void {
    this.#definitions = definitions
  }

  /** An idle thread, or a new one. */
  take(): ReaderThread {
    const thread = this.#idle.pop() ?? this.#start()
    const definitions = this.#definitions
    if (this.#told.get(thread) !== definitions) {
      this.#told.set(thread, definitions)
      // What it is asked next comes behind; where it falls, that fails.
      thread.call('learn', { definitions }).catch(() => undefined)
    }
    return thread
  }

  /**
   * Gives a thread back when its file is done, which it closes before anything else; one that fell
   * is not taken again.
   */
  giveBack(thread: ReaderThread): void {
    if (!this.#all.has(thread) || thread.isEnding) return this.#forget(thread)
    thread.call('close', undefined).catch(() => this.#forget(thread))
    this.#idle.push(thread)
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#all].map((thread) => thread.stop()))
    this.#all.clear()
    this.#idle.length = 0
  }

  #start(): ReaderThread {
    this.#started += 1
    const thread: ReaderThread = new WorkerThread<ReaderMethods>({
      ...readerThread(this.#started),
      data: null,
      onCrash: () => this.#forget(thread),
    })
    this.#all.add(thread)
    return thread
  }

  #forget(thread: ReaderThread): void {
    this.#all.delete(thread)
    const at = this.#idle.indexOf(thread)
    if (at !== -1) this.#idle.splice(at, 1)
    void thread.stop()
  }
}
