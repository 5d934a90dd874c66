import { Rule } from '#shared/inbox/rules'
import type { ReadDb } from '../handles'

/** What stands for a bad line: a text of its own, or what a rule makes of the line. */
export type Correction =
  | { readonly text: string; readonly rule: null }
  | { readonly text: null; readonly rule: Rule }

interface MendedRow {
  readonly id: number
  readonly text: string | null
  readonly rule: string | null
}

/** A page of the lines of a mend in the order of their ids; null is the correction of a dismissal. */
export function linesOfMend(
  db: ReadDb,
  mendId: number,
  offset: number,
  limit: number,
): { total: number; rows: { id: number; correction: Correction | null }[] } {
  const total = db
    .prepare<[number], number>('SELECT count(*) FROM mended_lines WHERE mend = ?')
    .pluck()
    .get(mendId)
  const rows = db
    .prepare<[number, number, number], MendedRow>(
      `SELECT mended_lines.id, text, rule FROM mended_lines JOIN mends ON mends.id = mend
       WHERE mend = ? ORDER BY mended_lines.id LIMIT ? OFFSET ?`,
    )
    .all(mendId, limit, offset)
  return { total: total ?? 0, rows: rows.map((row) => ({ id: row.id, correction: ofRow(row) })) }
}

/** The corrections that hold now for lines of a range of ids, by id. */
export function correctionsBetween(
  db: ReadDb,
  first: number,
  last: number,
): ReadonlyMap<number, Correction> {
  const rows = db
    .prepare<[number, number], MendedRow>(
      `SELECT mended_lines.id, text, rule FROM mended_lines JOIN mends ON mends.id = mend
       WHERE mended_lines.id BETWEEN ? AND ? AND kind <> 'dismiss' AND undone_at IS NULL`,
    )
    .all(first, last)
  const corrections = new Map<number, Correction>()
  for (const row of rows) {
    const correction = ofRow(row)
    if (correction !== null) corrections.set(row.id, correction)
  }
  return corrections
}

function ofRow({ text, rule }: MendedRow): Correction | null {
  if (text !== null) return { text, rule: null }
  return rule === null ? null : { text: null, rule: Rule.parse(JSON.parse(rule)) }
}
