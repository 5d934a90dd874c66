import type { MendKind } from '#shared/inbox/mends'
import type { Rule } from '#shared/inbox/rules'
import type { WriteDb } from '../handles'

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

/** Returns its id; its lines are entered by MendedLines. */
export function insertMend(db: WriteDb, { kind, by, note, rule }: NewMend, now: string): number {
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO mends (kind, made_by, made_at, note, rule, fault, satellite_type)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      kind,
      by,
      now,
      note,
      rule === null ? null : JSON.stringify(rule.rule),
      rule?.faultId,
      rule?.satelliteType,
    )
  return Number(lastInsertRowid)
}

export function setMendUndone(db: WriteDb, mendId: number, by: string, now: string): void {
  db.prepare('UPDATE mends SET undone_by = ?, undone_at = ? WHERE id = ?').run(by, now, mendId)
}
