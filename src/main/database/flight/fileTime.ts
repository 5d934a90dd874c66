import { BLOCK_DOUBLES, blockField, linesOfBlock } from '../../ingest/rollup'
import type { ReadDb } from '../handles'
import { lineId } from '../lineId'
import { perConnection } from '../perConnection'
import { stretchesOf } from './plan'
import { RecordedTime } from './recordedTime'

/** Of a file with more blocks that have gaps inside, only the longest gap of each further one counts. */
const MOST_READ = 400

const selectTimes = perConnection((db: ReadDb) =>
  db
    .prepare<[bigint, bigint], number>(
      'SELECT timestamp_us FROM records WHERE id BETWEEN ? AND ? ORDER BY id',
    )
    .pluck(),
)

/** The time that a file has records of, cut where it has none for longer than `gapUs`. */
export function recordedTime(
  db: ReadDb,
  fileId: number,
  rollup: Float64Array,
  gapUs: number,
): RecordedTime {
  const recorded = new RecordedTime(gapUs)
  let read = 0
  for (let at = 0; at < rollup.length; at += BLOCK_DOUBLES) {
    const stretches = stretchesOf(rollup, at, gapUs)
    if (stretches.length > 1 && read < MOST_READ) {
      read += 1
      const { first, last } = linesOfBlock(rollup[at + blockField.block] ?? 0)
      for (const timeUs of selectTimes(db).all(lineId(fileId, first), lineId(fileId, last))) {
        recorded.add(timeUs, timeUs)
      }
    } else {
      for (const { fromUs, toUs } of stretches) recorded.add(fromUs, toUs - 1)
    }
  }
  return recorded
}
