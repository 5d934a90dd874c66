import type { ReaderThread } from '../reader/readerThreads'

/**
 * Work in a reader thread that may take minutes, such as hashing: when the signal is aborted the
 * thread is ended with it, and nobody waits. Rejects with WorkerClosedError then.
 */
export async function untilAborted<T>(
  signal: AbortSignal,
  thread: ReaderThread,
  work: () => Promise<T>,
): Promise<T> {
  signal.throwIfAborted()
  const end = (): void => void thread.stop()
  signal.addEventListener('abort', end, { once: true })
  try {
    return await work()
  } finally {
    signal.removeEventListener('abort', end)
  }
}
