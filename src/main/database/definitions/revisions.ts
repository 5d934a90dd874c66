import type { Definition } from '#shared/telemetry/definition'
import type { ReadDb } from '../handles'
import { perConnection } from '../perConnection'

/** A definition that packages were read with. */
export interface Revision {
  readonly id: number
  readonly type: string
  /** Counted by the database, from 1 on. */
  readonly revision: number
  readonly layoutId: number
  readonly definition: Definition
  readonly addedBy: string
  /** ISO 8601, UTC. */
  readonly addedAt: string
}

type Row = Omit<Revision, 'definition'> & { readonly json: string }

const COLUMNS = `id, type, revision, layout_id AS layoutId, json, added_by AS addedBy,
  added_at AS addedAt`

const selectAll = perConnection((db: ReadDb) =>
  db.prepare<[], Row>(`SELECT ${COLUMNS} FROM definitions ORDER BY type, revision`),
)
const selectLatest = perConnection((db: ReadDb) =>
  db.prepare<[string], Row>(
    `SELECT ${COLUMNS} FROM definitions WHERE type = ? ORDER BY revision DESC LIMIT 1`,
  ),
)
const selectById = perConnection((db: ReadDb) =>
  db.prepare<[number], Row>(`SELECT ${COLUMNS} FROM definitions WHERE id = ?`),
)
const selectOfFile = perConnection((db: ReadDb) =>
  db.prepare<[number], Row>(
    `SELECT ${COLUMNS} FROM definitions
     WHERE id = (SELECT definition_id FROM files WHERE files.id = ?)`,
  ),
)

/** Every revision that the database knows, by type, the latest one last. */
export function revisions(db: ReadDb): Revision[] {
  return selectAll(db).all().map(hydrate)
}

function hydrate({ json, ...row }: Row): Revision {
  return { ...row, definition: JSON.parse(json) }
}

/** The latest revision of a type; null where no package was ever read as one of it. */
export function latestRevision(db: ReadDb, type: string): Revision | null {
  const row = selectLatest(db).get(type)
  return row === undefined ? null : hydrate(row)
}

/**
 * The revision that a package was begun with.
 * @throws Error where it was not begun, which would be a fault of ours
 */
export function revisionOfFile(db: ReadDb, fileId: number): Revision {
  const row = selectOfFile(db).get(fileId)
  if (row === undefined) throw new Error(`file ${fileId} was not begun yet`)
  return hydrate(row)
}

/** @throws Error where there is none, which would be a fault of ours */
export function revisionById(db: ReadDb, id: number): Revision {
  const row = selectById(db).get(id)
  if (row === undefined) throw new Error(`there is no revision ${id}`)
  return hydrate(row)
}
