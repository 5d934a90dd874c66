import type { ReadDb, WriteDb } from '../handles'
import { perConnection } from '../perConnection'

const selectSeen = perConnection((db: ReadDb) =>
  db.prepare<[], number>('SELECT fault FROM seen_faults').pluck(),
)
const selectOpen = perConnection((db: ReadDb) =>
  db
    .prepare<[], number>(
      `SELECT DISTINCT fault FROM fault_counts WHERE open > 0
         AND file_id NOT IN (SELECT hidden_files.file_id FROM hidden_files)`,
    )
    .pluck(),
)
const remember = perConnection((db: WriteDb) =>
  db.prepare<[number]>('INSERT OR IGNORE INTO seen_faults (fault) VALUES (?)'),
)
const forget = perConnection((db: WriteDb) =>
  db.prepare<[number]>('DELETE FROM seen_faults WHERE fault = ?'),
)

/** The faults that had open lines when the operator last looked. */
export function seenFaults(db: ReadDb): ReadonlySet<number> {
  return new Set(selectSeen(db).all())
}

/** The operator has seen these groups as they are: open, or without an open line. */
export function markSeen(db: WriteDb, faultIds: readonly number[]): void {
  db.transaction(() => {
    const open = new Set(selectOpen(db).all())
    for (const fault of faultIds) (open.has(fault) ? remember : forget)(db).run(fault)
  }).immediate()
}
