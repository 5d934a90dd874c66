import type { Transferable } from 'node:worker_threads'
import {
  MEMORY,
  type RemoteErrorShape,
  type WorkerMethods,
  type WorkerReply,
  type WorkerRequest,
} from './protocol'
import { startThread, takeEarly, type ThreadOptions } from './threads'

/** The thread is gone and took this call with it. */
export class WorkerClosedError extends Error {
  constructor(worker: string, how: string, options?: ErrorOptions) {
    super(`${worker} ${how}`, options)
    this.name = 'WorkerClosedError'
  }
}

/** The method in the worker threw. Keeps the name and code of the error over there. */
export class RemoteError extends Error {
  readonly code: string | null

  constructor(shape: RemoteErrorShape) {
    super(shape.message)
    this.name = shape.name
    this.code = shape.code
    if (shape.stack !== undefined) this.stack = shape.stack
  }
}

interface Pending {
  resolve(value: unknown): void
  reject(error: Error): void
}

/** What is needed of a thread, which `Worker` has. */
export interface Thread {
  readonly performance: { eventLoopUtilization(): { readonly active: number } }
  postMessage(message: unknown, transfer: readonly Transferable[]): void
  on(
    event: 'message' | 'messageerror' | 'error' | 'exit',
    listener: (value: unknown) => void,
  ): unknown
  terminate(): Promise<number>
}

export interface WorkerThreadOptions extends ThreadOptions {
  /** Which thread it is, where it is not one of its own. */
  readonly thread?: (() => Thread) | undefined
  /** What the thread makes its methods of. */
  readonly data: unknown
  /** Called once if the thread ends without `stop()`; every pending call was rejected before. */
  readonly onCrash: (error: Error) => void
}

/**
 * A worker thread and the calls under way in it. A call is answered once: by the worker, or by
 * `WorkerClosedError` when the thread dies. Nothing here restarts a thread; supervisors do.
 */
export class WorkerThread<M extends WorkerMethods<M>> {
  readonly #worker: Thread
  readonly #name: string
  readonly #pending = new Map<number, Pending>()
  #seq = 0
  #closed: WorkerClosedError | null = null
  #cause: Error | null = null
  #stopping = false
  #memoryBytes: number | null = null
  #isMemoryAsked = false

  constructor(options: WorkerThreadOptions) {
    this.#name = options.name
    this.#worker = options.thread?.() ?? takeEarly(options) ?? startThread(options)
    this.#worker.postMessage(options.data, [])
    this.#worker.on('message', (reply) => this.#settle(reply as WorkerReply))
    this.#worker.on('messageerror', (error) => this.#fail(error, options.onCrash))
    this.#worker.on('error', (error) => {
      this.#cause = error instanceof Error ? error : new Error(String(error))
    })
    this.#worker.on('exit', (code) => {
      this.#fail(this.#cause ?? new Error(`exit code ${String(code)}`), options.onCrash)
    })
  }

  call<K extends keyof M & string>(
    method: K,
    input: Parameters<M[K]>[0],
    transfer: readonly Transferable[] = [],
  ): Promise<Awaited<ReturnType<M[K]>>> {
    if (this.#closed !== null) return Promise.reject(this.#closed)
    const seq = (this.#seq += 1)
    return new Promise((resolve, reject) => {
      this.#pending.set(seq, {
        resolve: (value) => resolve(value as Awaited<ReturnType<M[K]>>),
        reject,
      })
      this.#worker.postMessage({ seq, method, input } satisfies WorkerRequest, [...transfer])
    })
  }

  /** Calls that are not answered yet. */
  get pendingCalls(): number {
    return this.#pending.size
  }

  /** Milliseconds that the thread has been busy so far: at work, or waiting for a disk. */
  get busyMs(): number {
    return this.#worker.performance.eventLoopUtilization().active
  }

  /** Bytes of its heap and its buffers when it last told; null before. */
  get memoryBytes(): number | null {
    return this.#memoryBytes
  }

  /** Lets the thread tell its memory between two calls; nothing while an answer is still to come. */
  askMemory(): void {
    if (this.#isMemoryAsked || this.isEnding) return
    this.#isMemoryAsked = true
    const request: WorkerRequest = { seq: 0, method: MEMORY, input: null }
    this.#worker.postMessage(request, [])
  }

  /** Whether it has ended, or is about to. */
  get isEnding(): boolean {
    return this.#stopping || this.#closed !== null
  }

  /** Ends the thread at once; pending calls are rejected. */
  async stop(): Promise<void> {
    this.#stopping = true
    await this.#worker.terminate()
  }

  #settle(reply: WorkerReply): void {
    if (reply.seq === 0) {
      this.#isMemoryAsked = false
      if (reply.ok && typeof reply.value === 'number') this.#memoryBytes = reply.value
      return
    }
    const pending = this.#pending.get(reply.seq)
    if (pending === undefined) return
    this.#pending.delete(reply.seq)
    if (reply.ok) pending.resolve(reply.value)
    else pending.reject(new RemoteError(reply.error))
  }

  #fail(cause: unknown, onCrash: (error: Error) => void): void {
    if (this.#closed !== null) return
    const why = cause instanceof Error ? cause.message : String(cause)
    const how = this.#stopping ? 'was stopped' : `stopped by itself: ${why}`
    this.#closed = new WorkerClosedError(this.#name, how, { cause })
    for (const pending of this.#pending.values()) pending.reject(this.#closed)
    this.#pending.clear()
    if (!this.#stopping) onCrash(this.#closed)
  }
}
