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

/**
 * Starts the threads that an import needs, before the station is there to take them.
 *
 * @param database whether one for the database will be wanted, too
 */
export function startFirstThreads(database: boolean): void {
  if (database) startEarly(databaseWriter)
  startEarly(readerThread(1))
}
