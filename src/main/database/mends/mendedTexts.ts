import type { LineRef } from '#shared/inbox/filter'
import type { Rule } from '#shared/inbox/rules'
import type { ReadDb } from '../handles'
import { rangeIds, type LineRange } from '../lines/lineId'
import { perConnection } from '../perConnection'
import { ruleOf } from './mendList'

/** What stands for a bad line: a text of its own, or what a rule makes of the line. */
export type Correction =
  | { readonly text: string; readonly rule: null }
  | { readonly text: null; readonly rule: Rule }

interface MendedRow extends LineRef {
  readonly text: string | null
  readonly rule: string | null
}

const SHOWN = `mended_lines.id >> 32 NOT IN (SELECT hidden_files.file_id FROM hidden_files)`
const SELECT = `
  SELECT mended_lines.id >> 32 AS fileId, mended_lines.id & 4294967295 AS line, text, rule
  FROM mended_lines JOIN mends ON mends.id = mend`
const selectPage = perConnection((db: ReadDb) =>
  db.prepare<[number, number, number], MendedRow>(
    `${SELECT} WHERE mend = ? AND ${SHOWN} ORDER BY mended_lines.id LIMIT ? OFFSET ?`,
  ),
)
const selectHolding = perConnection((db: ReadDb) =>
  db.prepare<[bigint, bigint], MendedRow>(
    `${SELECT} WHERE mended_lines.id BETWEEN ? AND ? AND kind <> 'dismiss' AND undone_at IS NULL`,
  ),
)
const countLines = perConnection((db: ReadDb) =>
  db
    .prepare<[number], number>(`SELECT count(*) FROM mended_lines WHERE mend = ? AND ${SHOWN}`)
    .pluck(),
)

/**
 * A page of the lines of a mend in the order of their ids, without those of removed packages; null is
 * the correction of a dismissal.
 */
export function linesOfMend(
  db: ReadDb,
  mendId: number,
  offset: number,
  limit: number,
): { total: number; rows: (LineRef & { correction: Correction | null })[] } {
  return {
    total: countLines(db).get(mendId) ?? 0,
    rows: selectPage(db)
      .all(mendId, limit, offset)
      .map((row) => ({ fileId: row.fileId, line: row.line, correction: ofRow(row) })),
  }
}

/** The corrections that hold now for lines of a range, by line. */
export function correctionsBetween(db: ReadDb, range: LineRange): ReadonlyMap<number, Correction> {
  const corrections = new Map<number, Correction>()
  for (const row of selectHolding(db).all(...rangeIds(range))) {
    const correction = ofRow(row)
    if (correction !== null) corrections.set(row.line, correction)
  }
  return corrections
}

function ofRow({ text, rule }: MendedRow): Correction | null {
  if (text !== null) return { text, rule: null }
  return rule === null ? null : { text: null, rule: ruleOf(rule) }
}
