import type { Channel } from '#shared/telemetry/channel'
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
const selectOfType = perConnection((db: ReadDb) =>
  db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM definitions WHERE type = ? ORDER BY revision`),
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

/** How a type is read now; null where no package was ever read as one of it. */
export function presentDefinition(db: ReadDb, type: string): Definition | null {
  return presentOf(selectOfType(db).all(type).map(hydrate))
}

/**
 * What the latest of a type's revisions says, and behind it the channels that only older ones had, as
 * the last of these has them. They have no role any more.
 *
 * @param ofType in their order
 */
export function presentOf(ofType: readonly Revision[]): Definition | null {
  const latest = ofType.at(-1)?.definition
  if (latest === undefined) return null
  const channels = new Map(latest.channels.map((channel) => [channel.name, channel]))
  for (const { definition } of ofType.toReversed()) {
    for (const channel of definition.channels) {
      if (!channels.has(channel.name)) channels.set(channel.name, withoutRole(channel))
    }
  }
  return { ...latest, channels: [...channels.values()] }
}

function withoutRole(channel: Channel): Channel {
  if (channel.kind !== 'number') return channel
  const { role: _, ...rest } = channel
  return rest
}

/** @throws Error where there is none, which would be a fault of ours */
export function revisionById(db: ReadDb, id: number): Revision {
  const row = selectById(db).get(id)
  if (row === undefined) throw new Error(`there is no revision ${id}`)
  return hydrate(row)
}
