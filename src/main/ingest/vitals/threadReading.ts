import type { WorkerMethods } from '../../workers/protocol'
import type { WorkerThread } from '../../workers/workerThread'
import type { Reading } from './reading'

/** What is to be told of a thread, without holding it up; nothing while there is none. */
export function threadReading<M extends WorkerMethods<M>>(
  thread: WorkerThread<M> | null,
): Pick<Reading, 'busyMs' | 'memoryBytes'> {
  if (thread === null) return {}
  thread.askMemory()
  const { busyMs, memoryBytes } = thread
  return memoryBytes === null ? { busyMs } : { busyMs, memoryBytes }
}
