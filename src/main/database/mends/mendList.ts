import type { LineRef } from '#shared/inbox/filter'
import type { Rule } from '#shared/inbox/rules'
import type { KnownRule } from '#shared/inbox/mending'
import type { MendEntry, MendPage } from '#shared/inbox/mends'
import type { ReadDb } from '../handles'
import { lineId } from '../lines/lineId'
import { perConnection } from '../perConnection'

interface MendRow extends Omit<MendEntry, 'rule'> {
  readonly rule: string | null
}

const COLUMNS = `
  id, kind, made_by AS "by", made_at AS at, undone_by AS undoneBy, undone_at AS undoneAt, note,
  rule, fault AS faultId, satellite_type AS satelliteType,
  (SELECT coalesce(sum(lines), 0) FROM mended_parts WHERE mend = mends.id) AS lines,
  (SELECT count(DISTINCT file_id) FROM mended_parts WHERE mend = mends.id) AS files`

const OF_REQUEST = `
  WHERE EXISTS (
    SELECT 1 FROM mended_parts WHERE mend = mends.id
      AND file_id NOT IN (SELECT hidden_files.file_id FROM hidden_files)
      AND file_id = coalesce(@fileId, file_id) AND fault = coalesce(@faultId, fault))`
/** Most rules that are offered for one group. */
const MOST_RULES = 20

interface Wanted {
  readonly fileId: number | null
  readonly faultId: number | null
}

const selectById = perConnection((db: ReadDb) =>
  db.prepare<[number], MendRow>(`SELECT ${COLUMNS} FROM mends WHERE id = ?`),
)
const selectOfLine = perConnection((db: ReadDb) =>
  db.prepare<[bigint], MendRow>(
    `SELECT ${COLUMNS} FROM mends WHERE id IN (SELECT mend FROM mended_lines WHERE id = ?)
     ORDER BY id DESC`,
  ),
)
const countHistory = perConnection((db: ReadDb) =>
  db.prepare<[Wanted], number>(`SELECT count(*) FROM mends ${OF_REQUEST}`).pluck(),
)
const selectHistory = perConnection((db: ReadDb) =>
  db.prepare<[Wanted & { offset: number; limit: number }], MendRow>(
    `SELECT ${COLUMNS} FROM mends ${OF_REQUEST} ORDER BY id DESC LIMIT @limit OFFSET @offset`,
  ),
)
const selectRules = perConnection((db: ReadDb) =>
  db.prepare<[number], Omit<KnownRule, 'rule'> & { rule: string }>(
    `SELECT rule, satellite_type AS satelliteType, max(made_at) AS usedAt,
       sum((SELECT sum(lines) FROM mended_parts WHERE mend = mends.id)) AS lines
     FROM mends WHERE kind = 'rule' AND fault = ? AND undone_at IS NULL
     GROUP BY rule, satellite_type ORDER BY max(id) DESC LIMIT ${MOST_RULES}`,
  ),
)

export function mendById(db: ReadDb, mendId: number): MendEntry | null {
  const row = selectById(db).get(mendId)
  return row === undefined ? null : hydrate(row)
}

/** What was done to a line, newest first. */
export function mendsOfLine(db: ReadDb, { fileId, line }: LineRef): MendEntry[] {
  return selectOfLine(db).all(lineId(fileId, line)).map(hydrate)
}

export interface MendsQuestion {
  readonly fileId?: number | undefined
  readonly faultId?: number | undefined
  readonly offset: number
  readonly limit: number
}

/**
 * All that was done, newest first; only to lines of a file or of a group where these are named, and
 * not what was done to removed packages alone.
 */
export function mendList(db: ReadDb, request: MendsQuestion): MendPage {
  const { fileId = null, faultId = null, offset, limit } = request
  const wanted = { fileId, faultId }
  return {
    total: countHistory(db).get(wanted) ?? 0,
    rows: selectHistory(db)
      .all({ ...wanted, offset, limit })
      .map(hydrate),
  }
}

/** The rules that mended lines of a group and still hold, the one used last first. */
export function knownRules(db: ReadDb, faultId: number): KnownRule[] {
  return selectRules(db)
    .all(faultId)
    .map(({ rule, ...row }) => ({ ...row, rule: ruleOf(rule) }))
}

function hydrate({ rule, ...row }: MendRow): MendEntry {
  return { ...row, rule: rule === null ? null : ruleOf(rule) }
}

/** A rule as it was stored. */
export function ruleOf(json: string): Rule {
  return JSON.parse(json)
}
