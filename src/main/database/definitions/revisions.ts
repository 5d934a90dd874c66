import type { Definition } from '#shared/telemetry/definition'
import { columnsOf } from '../../record/layout'
import type { ReadDb, WriteDb } from '../handles'
import { perConnection } from '../perConnection'
import { layoutFor } from './layouts'

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

/** Every revision that the database knows, by type, the latest one last. */
export function revisions(db: ReadDb): Revision[] {
  return selectAll(db).all().map(hydrate)
}

function hydrate({ json, ...row }: Row): Revision {
  return { ...row, definition: JSON.parse(json) }
}

/**
 * The revision that a definition is: the latest one of its type, or a new one where it differs from
 * that. Inside a transaction; where it says that the revision is new, views have to be made anew.
 */
export function revisionFor(
  db: WriteDb,
  definition: Definition,
  addedBy: string,
  now: string,
): { readonly revision: Revision; readonly isNew: boolean } {
  // What an editor reads of it says nothing of the type.
  const { $schema: _, ...said } = definition
  const json = JSON.stringify(said)
  const latest = selectLatest(db).get(definition.type)
  if (latest?.json === json) return { revision: hydrate(latest), isNew: false }
  const layout = layoutFor(db, columnsOf(definition))
  const revision = (latest?.revision ?? 0) + 1
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO definitions (type, revision, layout_id, json, added_by, added_at)
       VALUES (?, ?, ?, ?, ?, ?)`,
    )
    .run(definition.type, revision, layout.id, json, addedBy, now)
  const made = {
    id: Number(lastInsertRowid),
    type: definition.type,
    revision,
    layoutId: layout.id,
    definition,
    addedBy,
    addedAt: now,
  }
  return { revision: made, isNew: true }
}
