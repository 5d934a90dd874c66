import { Rule } from '#shared/inbox/rules'
import type { KnownRule } from '#shared/inbox/mending'
import type { MendEntry, MendPage } from '#shared/inbox/mends'
import type { ReadDb } from '../handles'

interface MendRow extends Omit<MendEntry, 'rule'> {
  readonly rule: string | null
}

const COLUMNS = `
  id, kind, made_by AS "by", made_at AS at, undone_by AS undoneBy, undone_at AS undoneAt, note,
  rule, fault AS faultId, satellite_type AS satelliteType,
  (SELECT coalesce(sum(lines), 0) FROM mended_parts WHERE mend = mends.id) AS lines,
  (SELECT count(DISTINCT file_id) FROM mended_parts WHERE mend = mends.id) AS files`

function hydrate({ rule, ...row }: MendRow): MendEntry {
  return { ...row, rule: rule === null ? null : Rule.parse(JSON.parse(rule)) }
}

export function mendById(db: ReadDb, mendId: number): MendEntry | null {
  const row = db.prepare<[number], MendRow>(`SELECT ${COLUMNS} FROM mends WHERE id = ?`).get(mendId)
  return row === undefined ? null : hydrate(row)
}

/** What was done to a line, newest first. */
export function mendsOfLine(db: ReadDb, id: number): MendEntry[] {
  return db
    .prepare<[number], MendRow>(
      `SELECT ${COLUMNS} FROM mends WHERE id IN (SELECT mend FROM mended_lines WHERE id = ?)
       ORDER BY id DESC`,
    )
    .all(id)
    .map(hydrate)
}

export interface HistoryRequest {
  readonly fileId?: number | undefined
  readonly faultId?: number | undefined
  readonly offset: number
  readonly limit: number
}

/** All that was done, newest first; only to lines of a file or of a group where these are named. */
export function mendHistory(db: ReadDb, request: HistoryRequest): MendPage {
  const { fileId, faultId, offset, limit } = request
  const wanted = { fileId: fileId ?? null, faultId: faultId ?? null }
  const where = `
    WHERE EXISTS (
      SELECT 1 FROM mended_parts WHERE mend = mends.id
        AND file_id = coalesce(@fileId, file_id) AND fault = coalesce(@faultId, fault))`
  const total = db
    .prepare<[typeof wanted], number>(`SELECT count(*) FROM mends ${where}`)
    .pluck()
    .get(wanted)
  const rows = db
    .prepare<[typeof wanted & { offset: number; limit: number }], MendRow>(
      `SELECT ${COLUMNS} FROM mends ${where} ORDER BY id DESC LIMIT @limit OFFSET @offset`,
    )
    .all({ ...wanted, offset, limit })
  return { total: total ?? 0, rows: rows.map(hydrate) }
}

/** Most rules that are offered for one group. */
const MOST_RULES = 20

/** The rules that mended lines of a group and still hold, the one used last first. */
export function knownRules(db: ReadDb, faultId: number): KnownRule[] {
  return db
    .prepare<[number], Omit<KnownRule, 'rule'> & { rule: string }>(
      `SELECT rule, satellite_type AS satelliteType, max(made_at) AS usedAt,
         sum((SELECT sum(lines) FROM mended_parts WHERE mend = mends.id)) AS lines
       FROM mends WHERE kind = 'rule' AND fault = ? AND undone_at IS NULL
       GROUP BY rule, satellite_type ORDER BY max(id) DESC LIMIT ${MOST_RULES}`,
    )
    .all(faultId)
    .map(({ rule, ...row }) => ({ ...row, rule: Rule.parse(JSON.parse(rule)) }))
}
