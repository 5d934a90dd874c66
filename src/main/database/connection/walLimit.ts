import { statSync } from 'node:fs'
import type { WriteDb } from '../handles'
import { waitingFor } from './waitingFor'

/**
 * The WAL can't be emptied past what somebody still reads: while one question takes long it grows.
 * This is how far, give or take a chunk.
 */
export const MOST_WAL_BYTES = 512 * 1024 ** 2
/** How long one try waits for readers to finish. */
const WAIT_MS = 1_000

/** Somebody has been reading for so long that the WAL must not grow any more. */
export class LongReaderError extends Error {
  override readonly name = 'LongReaderError'
  readonly code = 'LONG_READER'
}

/**
 * To be called before more is written. A WAL beyond the limit is moved into the database and
 * emptied.
 * @throws LongReaderError when a reader keeps it from being emptied; nothing is wrong then
 */
export function keepWalShort(db: WriteDb, mostBytes = MOST_WAL_BYTES): void {
  if (walBytes(db) <= mostBytes) return
  emptyWal(db)
  if (walBytes(db) > mostBytes) {
    throw new LongReaderError(`somebody has been reading ${db.name} for a long time`)
  }
}

/** Moves the WAL into the database and empties it, as far as readers let it. @throws SqliteError */
export function emptyWal(db: WriteDb): void {
  waitingFor(db, WAIT_MS, () => db.pragma('wal_checkpoint(TRUNCATE)'))
}

function walBytes(db: WriteDb): number {
  return statSync(`${db.name}-wal`, { throwIfNoEntry: false })?.size ?? 0
}
