import type { ReadDb } from '../handles'
import { perConnection } from '../perConnection'
import { FIRST, layoutById, type Layout } from './layouts'

const known = new WeakMap<ReadDb, Map<number, Layout>>()

const selectLayoutId = perConnection((db: ReadDb) =>
  db
    .prepare<[number], number>(
      `SELECT layout_id FROM definitions
       WHERE id = (SELECT definition_id FROM files WHERE files.id = ?)`,
    )
    .pluck(),
)

/** The layout of a file's records; of a file whose type is not known yet, which has none, the first. */
export function layoutOf(db: ReadDb, fileId: number): Layout {
  const id = selectLayoutId(db).get(fileId) ?? FIRST
  // A layout never changes.
  const ofDb = known.get(db) ?? new Map<number, Layout>()
  known.set(db, ofDb)
  const layout = ofDb.get(id) ?? layoutById(db, id)
  ofDb.set(id, layout)
  return layout
}

/**
 * Something that is made once for each connection and layout, such as a prepared statement; as
 * `perConnection` is. It is asked for by a file, whose layout it is of.
 */
export function perLayout<D extends ReadDb, S extends object>(
  make: (db: D, layout: Layout) => S,
): (db: D, fileId: number) => S {
  const made = perConnection<D, Map<number, S>>(() => new Map())
  return (db, fileId) => {
    const layout = layoutOf(db, fileId)
    const ofDb = made(db)
    const before = ofDb.get(layout.id)
    if (before !== undefined) return before
    const fresh = make(db, layout)
    ofDb.set(layout.id, fresh)
    return fresh
  }
}
