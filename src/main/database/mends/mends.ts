import type { MendKind } from '#shared/inbox/mends'
import type { Rule } from '#shared/inbox/rules'
import type { WriteDb } from '../handles'
import { perConnection } from '../perConnection'

export interface NewMend {
  readonly kind: MendKind
  /** The user name on the machine. */
  readonly by: string
  readonly note: string
  /** What a rule was and what it was for; null for others. */
  readonly rule: {
    readonly rule: Rule
    readonly faultId: number
    readonly satelliteType: string
  } | null
}

type Row = [
  kind: MendKind,
  by: string,
  at: string,
  note: string,
  rule: string | null,
  faultId: number | null,
  satelliteType: string | null,
]
const insert = perConnection((db: WriteDb) =>
  db.prepare<Row>(
    `INSERT INTO mends (kind, made_by, made_at, note, rule, fault, satellite_type)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ),
)
const remove = perConnection((db: WriteDb) =>
  db.prepare<[number]>('DELETE FROM mends WHERE id = ?'),
)
const markUndone = perConnection((db: WriteDb) =>
  db.prepare<[string, string, number]>(
    'UPDATE mends SET undone_by = ?, undone_at = ? WHERE id = ?',
  ),
)

/** Returns its id; its lines are entered by MendedLines. */
export function insertMend(db: WriteDb, { kind, by, note, rule }: NewMend, now: string): number {
  const text = rule === null ? null : JSON.stringify(rule.rule)
  const of = [rule?.faultId ?? null, rule?.satelliteType ?? null] as const
  return Number(insert(db).run(kind, by, now, note, text, ...of).lastInsertRowid)
}

/** Takes back a mend that has no lines. */
export function removeMend(db: WriteDb, mendId: number): void {
  remove(db).run(mendId)
}

export function setMendUndone(db: WriteDb, mendId: number, by: string, now: string): void {
  markUndone(db).run(by, now, mendId)
}
