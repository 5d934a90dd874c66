import type { LineIssue } from '#shared/codes'
import type { ReadDb } from '../handles'
import { lineIds } from '../lines/lineId'
import { perConnection } from '../perConnection'
import { faultsOf } from './faultBook'

/** What most bad lines of a file have in common. */
export interface CommonestFault {
  readonly issues: readonly LineIssue[]
  readonly lines: number
  readonly firstLine: number
}

const select = perConnection((db: ReadDb) =>
  db.prepare<
    [{ fileId: number; first: bigint; last: bigint }],
    { fault: number; lines: number; firstLine: number }
  >(
    `SELECT fault, open + fixed + dismissed AS lines,
       (SELECT min(first_id) & 4294967295 FROM fault_blocks
        WHERE fault_blocks.fault = fault_counts.fault
          AND first_id BETWEEN @first AND @last) AS firstLine
     FROM fault_counts WHERE file_id = @fileId ORDER BY lines DESC, firstLine LIMIT 1`,
  ),
)

/** Null for a file without bad lines. */
export function commonestFault(db: ReadDb, fileId: number): CommonestFault | null {
  const [first, last] = lineIds(fileId)
  const found = select(db).get({ fileId, first, last })
  if (found === undefined) return null
  const { fault, lines, firstLine } = found
  return { issues: faultsOf(db).get(fault).issues, lines, firstLine }
}
