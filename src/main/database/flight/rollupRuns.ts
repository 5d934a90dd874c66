import type { TimeWindow } from '#shared/flight/scope'
import { perLayout } from '../definitions/layoutOf'
import type { ReadDb } from '../handles'
import { lineId, lineIds } from '../lines/lineId'
import { perConnection } from '../perConnection'
import { timesOfRows } from '../rollups/rollups'

/** What is known of the times of chunks that follow each other. */
export interface RollupRun {
  readonly times: Float64Array
  /** Time of the file's record before the first one of these; NaN where there is none. */
  readonly beforeUs: number
}

const selectSpans = perConnection((db: ReadDb) =>
  db
    .prepare<[bigint, bigint, bigint, bigint], [bigint, bigint]>(
      `SELECT id, to_us >= ? AND from_us < ? FROM rollups INDEXED BY rollups_by_span
       WHERE id BETWEEN ? AND ? ORDER BY id`,
    )
    .raw()
    .safeIntegers(),
)
const selectRows = perConnection((db: ReadDb) =>
  db
    .prepare<[bigint, bigint], Buffer>(
      'SELECT blocks FROM rollups WHERE id BETWEEN ? AND ? ORDER BY id',
    )
    .pluck(),
)

/** Those of a file's chunks that have records in the window; in the order of their lines. */
export function rollupRuns(db: ReadDb, fileId: number, window: TimeWindow): RollupRun[] {
  const runs: { first: bigint; last: bigint }[] = []
  let isRunning = false
  const { fromUs, toUs } = window
  const rows = selectSpans(db).all(BigInt(fromUs), BigInt(toUs), ...lineIds(fileId))
  for (const [id, isInside] of rows) {
    const run = runs.at(-1)
    if (isInside === 0n) isRunning = false
    else if (isRunning && run !== undefined) run.last = id
    else {
      runs.push({ first: id, last: id })
      isRunning = true
    }
  }
  return runs.map(({ first, last }) => ({
    times: timesOfRows(selectRows(db).all(first, last)),
    beforeUs: timeBefore(db, fileId, first),
  }))
}

const selectBefore = perLayout((db: ReadDb, { table }) =>
  db
    .prepare<[bigint, bigint], number>(
      `SELECT timestamp_us FROM ${table} WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT 1`,
    )
    .pluck(),
)

/** Time of a file's last record before an id; NaN where there is none. */
export function timeBefore(db: ReadDb, fileId: number, id: bigint): number {
  return selectBefore(db, fileId).get(lineId(fileId, 0), id) ?? NaN
}
