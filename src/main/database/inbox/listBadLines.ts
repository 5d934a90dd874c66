import type { ErrorColumns } from '../../record/chunk'
import type { WriteDb } from '../handles'
import { lineId } from '../lines/lineId'
import { perConnection } from '../perConnection'

const addToCount = perConnection((db: WriteDb) =>
  db.prepare<[number, bigint, number]>(
    `INSERT INTO fault_counts (file_id, fault, open) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET open = open + excluded.open`,
  ),
)
const insertBlock = perConnection((db: WriteDb) =>
  db.prepare<[bigint, bigint, Uint8Array]>(
    'INSERT INTO fault_blocks (fault, first_id, lines) VALUES (?, ?, ?)',
  ),
)

/**
 * Enters a chunk's bad lines in the inbox: how many there are of each fault, and which. Inside the
 * transaction that stores them.
 *
 * @param faults the fault of each of the chunk's lists of issues
 */
export function listBadLines(
  db: WriteDb,
  fileId: number,
  errors: ErrorColumns,
  faults: readonly (bigint | null)[],
): void {
  for (const [i, lines] of linesByIssues(errors).entries()) {
    const [fault, first] = [faults[i], lines[0]]
    if (fault === undefined || fault === null || first === undefined) continue
    addToCount(db).run(fileId, fault, lines.length)
    insertBlock(db).run(fault, lineId(fileId, first), new Uint8Array(lines.buffer))
  }
}

/** The numbers of the lines that have each of the chunk's lists of issues. */
function linesByIssues(errors: ErrorColumns): Uint32Array<ArrayBuffer>[] {
  const counts = new Uint32Array(errors.issues.length)
  for (const index of errors.issuesIndex) counts[index] = (counts[index] ?? 0) + 1
  const lines = Array.from(counts, (count) => new Uint32Array(count))
  counts.fill(0)
  for (const [i, index] of errors.issuesIndex.entries()) {
    const at = counts[index] ?? 0
    const ofIssues = lines[index]
    if (ofIssues !== undefined) ofIssues[at] = errors.line[i] ?? 0
    counts[index] = at + 1
  }
  return lines
}
