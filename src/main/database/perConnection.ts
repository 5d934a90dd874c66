import type { ReadDb } from './handles'

/**
 * Something that is made once per connection: a prepared statement, because preparing one costs
 * several times what running it does. Not for SQL with values written into it, nor for statements
 * whose rows are handed out one by one: those can't be run again meanwhile.
 */
export function perConnection<D extends ReadDb, S extends object>(
  make: (db: D) => S,
): (db: D) => S {
  const made = new WeakMap<D, S>()
  return (db) => {
    const known = made.get(db)
    if (known !== undefined) return known
    const fresh = make(db)
    made.set(db, fresh)
    return fresh
  }
}
