import type { ReadDb } from '../handles'

/** Asks several things of one and the same state of the database, whatever is written meanwhile. */
export function inSnapshot<T>(db: ReadDb, ask: () => T): T {
  return db.transaction(ask)()
}
