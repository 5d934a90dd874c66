import type { ReadDb, WriteDb } from '../handles'

/** The faults that had open lines when the operator last looked. */
export function seenFaults(db: ReadDb): ReadonlySet<number> {
  return new Set(db.prepare<[], number>('SELECT fault FROM seen_faults').pluck().all())
}

/** The operator has seen these groups as they are: open, or without an open line. */
export function markSeen(db: WriteDb, faultIds: readonly number[]): void {
  const remember = db.prepare('INSERT OR IGNORE INTO seen_faults (fault) VALUES (?)')
  const forget = db.prepare('DELETE FROM seen_faults WHERE fault = ?')
  db.transaction(() => {
    const open = new Set(
      db
        .prepare<[], number>('SELECT DISTINCT fault FROM fault_counts WHERE open > 0')
        .pluck()
        .all(),
    )
    for (const fault of faultIds) (open.has(fault) ? remember : forget).run(fault)
  }).immediate()
}
