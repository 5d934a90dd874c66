import { startEarly, type ThreadOptions } from '../workers/threads'

export const databaseWriter: ThreadOptions = {
  name: 'database-writer',
  entry: 'database',
  youngGenerationMb: 4,
}

export const readerThread = (number: number): ThreadOptions => ({
  name: `reader-${number}`,
  entry: 'reader',
  youngGenerationMb: 4,
})

/** Starts the threads that every import needs, before the station is there to take them. */
export function startFirstThreads(): void {
  startEarly(databaseWriter)
  startEarly(readerThread(1))
}
