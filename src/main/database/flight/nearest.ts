import { BLOCK_DOUBLES, blockField, linesOfBlock } from '../../ingest/rollup'
import type { ReadDb } from '../handles'
import { fileOf, lineId, lineIds } from '../lineId'
import { perConnection } from '../perConnection'
import { rollupOfRows } from '../rollups'

/** Records on each side of the moment that are looked at before blocks are. */
const MOST_LOOKED_AT = 256

interface Found {
  readonly id: bigint
  readonly distanceUs: number
}

const selectAfter = perConnection((db: ReadDb) =>
  db
    .prepare<[bigint], [bigint, bigint]>(
      `SELECT id, timestamp_us FROM records INDEXED BY records_by_time
       WHERE timestamp_us >= ? ORDER BY timestamp_us, id LIMIT ${MOST_LOOKED_AT}`,
    )
    .raw()
    .safeIntegers(),
)
const selectBefore = perConnection((db: ReadDb) =>
  db
    .prepare<[bigint], [bigint, bigint]>(
      `SELECT id, timestamp_us FROM records INDEXED BY records_by_time
       WHERE timestamp_us < ? ORDER BY timestamp_us DESC LIMIT ${MOST_LOOKED_AT}`,
    )
    .raw()
    .safeIntegers(),
)

/**
 * The record of some files that is nearest to a moment: the first of those that are as near. The
 * index on time finds it at once, unless records of many other files lie between: then blocks do.
 */
export function nearestRecord(
  db: ReadDb,
  files: readonly { readonly fileId: number }[],
  timeUs: number,
): bigint | null {
  const fileIds = new Set(files.map(({ fileId }) => fileId))
  const sides = [selectAfter(db), selectBefore(db)].map((select) => {
    const rows = select.all(BigInt(timeUs))
    const row = rows.find(([id]) => fileIds.has(fileOf(id)))
    const isSure = row !== undefined || rows.length < MOST_LOOKED_AT
    const found = row && { id: row[0], distanceUs: Math.abs(Number(row[1]) - timeUs) }
    return { isSure, found }
  })
  if (!sides.every(({ isSure }) => isSure)) return nearestInBlocks(db, [...fileIds], timeUs)
  return best(sides.flatMap(({ found }) => found ?? []))
}

function best(found: readonly Found[]): bigint | null {
  const [nearest] = found.toSorted((a, b) => a.distanceUs - b.distanceUs || (a.id < b.id ? -1 : 1))
  return nearest?.id ?? null
}

const selectSpans = perConnection((db: ReadDb) =>
  db
    .prepare<[bigint, bigint], [bigint, bigint, bigint]>(
      `SELECT id, from_us, to_us FROM rollups INDEXED BY rollups_by_span
       WHERE id BETWEEN ? AND ? ORDER BY id`,
    )
    .raw()
    .safeIntegers(),
)
const selectRow = perConnection((db: ReadDb) =>
  db.prepare<[bigint], Buffer>('SELECT blocks FROM rollups WHERE id = ?').pluck(),
)
const selectTimes = perConnection((db: ReadDb) =>
  db
    .prepare<[bigint, bigint], [bigint, bigint]>(
      'SELECT id, timestamp_us FROM records WHERE id BETWEEN ? AND ? ORDER BY id',
    )
    .raw()
    .safeIntegers(),
)

/** Looks into chunks and blocks, the nearest ones first, until no other can be nearer. */
function nearestInBlocks(db: ReadDb, fileIds: readonly number[], timeUs: number): bigint | null {
  const distanceTo = (fromUs: number, toUs: number): number =>
    Math.max(0, fromUs - timeUs, timeUs - toUs)
  const rows = fileIds
    .flatMap((fileId) => selectSpans(db).all(...lineIds(fileId)))
    .map(([id, fromUs, toUs]) => ({ id, distanceUs: distanceTo(Number(fromUs), Number(toUs)) }))
    .toSorted((a, b) => a.distanceUs - b.distanceUs)
  let nearest: Found | null = null
  for (const row of rows) {
    if (nearest !== null && row.distanceUs >= nearest.distanceUs) break
    const rollup = rollupOfRows(selectRow(db).all(row.id))
    const blocks = Array.from({ length: rollup.length / BLOCK_DOUBLES }, (_, i) => {
      const field = (place: number): number => rollup[i * BLOCK_DOUBLES + place] ?? 0
      const distanceUs = distanceTo(field(blockField.minUs), field(blockField.maxUs))
      return { block: field(blockField.block), distanceUs }
    }).toSorted((a, b) => a.distanceUs - b.distanceUs)
    for (const { block, distanceUs } of blocks) {
      if (nearest !== null && distanceUs >= nearest.distanceUs) break
      nearest = nearestOfBlock(db, fileOf(row.id), block, timeUs, nearest)
    }
  }
  return nearest?.id ?? null
}

function nearestOfBlock(
  db: ReadDb,
  fileId: number,
  block: number,
  timeUs: number,
  before: Found | null,
): Found | null {
  const { first, last } = linesOfBlock(block)
  let nearest = before
  for (const [id, time] of selectTimes(db).all(lineId(fileId, first), lineId(fileId, last))) {
    const distanceUs = Math.abs(Number(time) - timeUs)
    if (nearest === null || distanceUs < nearest.distanceUs) nearest = { id, distanceUs }
  }
  return nearest
}
