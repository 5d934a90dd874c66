import { performance } from 'node:perf_hooks'
import { MessageChannel, type MessagePort, type Transferable } from 'node:worker_threads'
import type { WorkerMethods } from './protocol'
import { serveWorker } from './serve'
import type { Thread } from './workerThread'

/**
 * The thread that asks answers itself, by the same messages as another one would: for work that is
 * over before another thread would have started.
 */
export class HereThread<M extends WorkerMethods<M>> implements Thread {
  readonly performance = performance
  readonly #port: MessagePort
  readonly #ended: Promise<unknown>

  /** @param create as of a worker's file */
  constructor(create: (data: never) => M | Promise<M>) {
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    this.#ended = new Promise((resolve) => port1.once('close', resolve))
    serveWorker(port2, create)
  }

  postMessage(message: unknown, transfer: readonly Transferable[]): void {
    this.#port.postMessage(message, transfer)
  }

  on(event: string, listener: (value: unknown) => void): this {
    // What ends a thread of its own ends this one's whole process.
    this.#port.on(event === 'exit' ? 'close' : event, listener)
    return this
  }

  async terminate(): Promise<number> {
    this.#port.close()
    await this.#ended
    return 0
  }
}
