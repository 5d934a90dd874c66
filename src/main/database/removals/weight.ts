import type { Weight } from '#shared/removals/removal'
import type { ReadDb } from '../handles'
import { perConnection } from '../perConnection'
import { knownFile, removalLock } from './locks'
import { mendsOfFile } from './rows'

/** What a record takes with its entry in the index and its share of the rollups. */
const RECORD_BYTES = 81
/** What a bad line takes beside its own bytes. */
const BAD_LINE_BYTES = 24

const selectSettled = perConnection((db: ReadDb) =>
  db.prepare<[number], { mendedLines: number; dismissedLines: number }>(
    `SELECT coalesce(sum(fixed), 0) AS mendedLines, coalesce(sum(dismissed), 0) AS dismissedLines
     FROM fault_counts WHERE file_id = ?`,
  ),
)

/** What removing a package would take out. Throws RemovalRefusedError when there is none. */
export function weigh(db: ReadDb, fileId: number): Weight {
  const file = knownFile(db, fileId)
  const { importedLines, errorLines } = file
  const settled = selectSettled(db).get(fileId) ?? { mendedLines: 0, dismissedLines: 0 }
  const lines = file.totalLines + file.skippedLines + 1
  const badLines = errorLines + settled.mendedLines
  return {
    records: importedLines,
    badLines: errorLines,
    ...settled,
    mends: mendsOfFile(db, fileId),
    bytes: Math.round(
      importedLines * RECORD_BYTES +
        badLines * (BAD_LINE_BYTES + Math.max(0, file.checkpointByte) / lines),
    ),
    locked: removalLock(db, file),
  }
}
