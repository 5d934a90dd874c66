import { getHeapStatistics } from 'node:v8'
import type { MessagePort, Transferable } from 'node:worker_threads'
import {
  describeError,
  MEMORY,
  type WorkerMethods,
  type WorkerReply,
  type WorkerRequest,
} from './protocol'

const transfers = new WeakMap<object, readonly Transferable[]>()

/** Marks buffers of a reply to be handed over instead of copied. */
export function withTransfer<T extends object>(value: T, buffers: readonly Transferable[]): T {
  transfers.set(value, buffers)
  return value
}

/**
 * Answers each request on the port with what the method of that name returns or throws. Requests
 * are handled one after the other, in the order in which they came. The methods are made of the
 * thread's data, which comes before all requests, when the first request comes; if that throws, so
 * does the request, and the next one tries again.
 */
export function serveWorker<M extends WorkerMethods<M>>(
  port: MessagePort,
  create: (data: never) => M | Promise<M>,
): void {
  let table: Map<string, unknown> | null = null
  let last: Promise<void> = Promise.resolve()
  const answer = async (data: never, { seq, method, input }: WorkerRequest): Promise<void> => {
    let reply: WorkerReply
    try {
      table ??= new Map(Object.entries(await create(data)))
      const run = table.get(method) as ((input: unknown) => unknown) | undefined
      if (run === undefined) throw new Error(`this worker has no method ${method}`)
      reply = { seq, ok: true, value: await run(input) }
    } catch (error) {
      reply = { seq, ok: false, error: describeError(error) }
    }
    const value = reply.ok ? reply.value : null
    const buffers = typeof value === 'object' && value !== null ? transfers.get(value) : undefined
    port.postMessage(reply, buffers ?? [])
  }
  port.once('message', (data: unknown) => {
    port.on('message', (request: WorkerRequest) => {
      if (request.method === MEMORY) return tellMemory(port)
      last = last.then(() => answer(data as never, request))
    })
  })
}

function tellMemory(port: MessagePort): void {
  // In a worker both are those of its own heap; buffers count as external. Not by
  // `process.memoryUsage`, which opens a file: that would end a thread where none can be opened.
  const { total_heap_size: heap, external_memory: external } = getHeapStatistics()
  port.postMessage({ seq: 0, ok: true, value: heap + external } satisfies WorkerReply)
}
