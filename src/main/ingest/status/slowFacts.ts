import { stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { DatabaseService } from '../databaseService/databaseService'
import type { SlowFacts } from './statusBoard'

/** What a status says of the database and its disk, which takes longer to find out than the rest. */
export async function slowFacts(
  database: Pick<DatabaseService, 'read'>,
  databasePath: string,
): Promise<SlowFacts> {
  const [totals, databaseBytes, walBytes, freeBytes] = await Promise.all([
    database.read('totals'),
    sizeOf(databasePath),
    sizeOf(`${databasePath}-wal`),
    freeOn(dirname(databasePath)),
  ])
  return { totals, storage: { databasePath, databaseBytes, walBytes, freeBytes } }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch {
    return 0
  }
}

async function freeOn(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch {
    return null
  }
}
