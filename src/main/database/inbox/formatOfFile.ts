import { jsonLines } from '#shared/formats/formats'
import type { LineFormat } from '#shared/formats/lineFormat'
import { revisionOfFile } from '../definitions/revisions'
import type { ReadDb } from '../handles'
import { perConnection } from '../perConnection'

interface Row {
  readonly definitionId: number | null
  readonly columns: string | null
}

/** So many are kept, so that the lines of a package share one. */
const MOST_KNOWN = 200

const select = perConnection((db: ReadDb) =>
  db.prepare<[number], Row>(
    'SELECT definition_id AS definitionId, column_names AS columns FROM files WHERE id = ?',
  ),
)
const known = perConnection<ReadDb, Map<string, LineFormat>>(() => new Map())

/** How a package writes its lines. */
export function formatOfFile(db: ReadDb, fileId: number): LineFormat {
  const { definitionId = null, columns = null } = select(db).get(fileId) ?? {}
  if (definitionId === null) return jsonLines
  const formats = known(db)
  const key = `${definitionId} ${columns}`
  const before = formats.get(key)
  if (before !== undefined) return before
  const { definition } = revisionOfFile(db, fileId)
  const fresh = { file: definition.file, columns: columns === null ? [] : JSON.parse(columns) }
  if (formats.size === MOST_KNOWN) formats.clear()
  formats.set(key, fresh)
  return fresh
}
