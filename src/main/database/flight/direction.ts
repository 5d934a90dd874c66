import { BLOCK_DOUBLES, blockField } from '../../record/blockTimes'
import type { ReadDb } from '../handles'
import { lineIds } from '../lines/lineId'
import { perConnection } from '../perConnection'
import { timesOfRows } from '../rollups/rollups'

/** Which way time goes from line to line. */
export type Direction = 'ascending' | 'descending'

/** Chunks by which a package is judged; more of them would say the same. */
const MOST_ROWS = 8

const selectIds = perConnection((db: ReadDb) =>
  db
    .prepare<[bigint, bigint], bigint>(
      'SELECT id FROM rollups INDEXED BY rollups_by_span WHERE id BETWEEN ? AND ? ORDER BY id',
    )
    .pluck()
    .safeIntegers(),
)
const selectRow = perConnection((db: ReadDb) =>
  db.prepare<[bigint], Buffer>('SELECT blocks FROM rollups WHERE id = ?').pluck(),
)

/** Which way time goes most often in a package, judged by chunks that are spread over it evenly. */
export function directionOf(db: ReadDb, fileId: number): Direction {
  const ids = selectIds(db).all(...lineIds(fileId))
  const every = Math.ceil(ids.length / MOST_ROWS)
  let surplus = 0
  for (let i = 0; i < ids.length; i += every) {
    const times = timesOfRows(selectRow(db).all(ids[i] ?? 0n))
    for (let at = 0; at < times.length; at += BLOCK_DOUBLES) {
      surplus += (times[at + blockField.rises] ?? 0) - (times[at + blockField.falls] ?? 0)
    }
  }
  return surplus < 0 ? 'descending' : 'ascending'
}
