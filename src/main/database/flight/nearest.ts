import { BLOCK_DOUBLES, blockField } from '../../record/blockTimes'
import { linesOfBlock } from '../../record/blocks'
import { layoutOf, perLayout } from '../definitions/layoutOf'
import type { ReadDb } from '../handles'
import { fileOf, lineId, lineIds } from '../lines/lineId'
import { perConnection } from '../perConnection'
import { timesOfRows } from '../rollups/rollups'

/** Records on one side of a place that are looked at before blocks are. */
const MOST_LOOKED_AT = 256

/** A place in the order of time, in which records of one moment stand by their ids. */
export interface Place {
  readonly timeUs: number
  readonly id: bigint
}

export type Side = 'before' | 'after'

interface InScope {
  readonly fileId: number
}

const selects: Readonly<Record<Side, ReturnType<typeof besides>>> = {
  after: besides('>', 'ASC'),
  before: besides('<', 'DESC'),
}

/** The nearest records of a layout on one side of a place. */
function besides(than: '<' | '>', order: 'ASC' | 'DESC') {
  return perLayout((db: ReadDb, { table, timeIndex }) =>
    db
      .prepare<[bigint, bigint], [bigint, bigint]>(
        `SELECT id, timestamp_us FROM ${table} INDEXED BY ${timeIndex}
         WHERE (timestamp_us, id) ${than} (?, ?)
         ORDER BY timestamp_us ${order}, id ${order} LIMIT ${MOST_LOOKED_AT}`,
      )
      .raw()
      .safeIntegers(),
  )
}

/**
 * The record of some files that comes next after a place in time, or last before it. The index on
 * time finds it at once, unless records of many other files lie between: then blocks do.
 */
export function neighbour(
  db: ReadDb,
  files: readonly InScope[],
  place: Place,
  side: Side,
): Place | null {
  const ids = files.map(({ fileId }) => fileId)
  const ofLayouts = [...Map.groupBy(ids, (fileId) => layoutOf(db, fileId).id).values()]
  return nearestOf(
    ofLayouts.map((fileIds) => neighbourOfLayout(db, fileIds, place, side)),
    side,
  )
}

/** The same of files whose records lie in one table. */
function neighbourOfLayout(
  db: ReadDb,
  fileIds: readonly number[],
  place: Place,
  side: Side,
): Place | null {
  const wanted = new Set(fileIds)
  const rows = selects[side](db, fileIds[0] ?? 0).all(BigInt(place.timeUs), place.id)
  const row = rows.find(([id]) => wanted.has(fileOf(id)))
  if (row !== undefined) return { id: row[0], timeUs: Number(row[1]) }
  return rows.length < MOST_LOOKED_AT ? null : neighbourInBlocks(db, fileIds, place, side)
}

/** The one that is nearest to a place on that side of it. */
function nearestOf(places: readonly (Place | null)[], side: Side): Place | null {
  let nearest: Place | null = null
  for (const found of places) {
    if (found !== null && (nearest === null || isNearer(found, nearest, side))) nearest = found
  }
  return nearest
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
const selectTimes = perLayout((db: ReadDb, { table }) =>
  db
    .prepare<[bigint, bigint], [bigint, bigint]>(
      `SELECT id, timestamp_us FROM ${table} WHERE id BETWEEN ? AND ? ORDER BY id`,
    )
    .raw()
    .safeIntegers(),
)

/** How far away the nearest record on one side may be, by what is known of a stretch of time. */
function leastAway(fromUs: number, toUs: number, timeUs: number, side: Side): number {
  const [near, far] =
    side === 'after' ? [fromUs - timeUs, toUs - timeUs] : [timeUs - toUs, timeUs - fromUs]
  return far < 0 ? Infinity : Math.max(0, near)
}

/** Looks into chunks and blocks, the nearest ones first, until no other can be nearer. */
function neighbourInBlocks(
  db: ReadDb,
  fileIds: readonly number[],
  place: Place,
  side: Side,
): Place | null {
  const rows = fileIds
    .flatMap((fileId) => selectSpans(db).all(...lineIds(fileId)))
    .map(([id, fromUs, toUs]) => ({
      id,
      away: leastAway(Number(fromUs), Number(toUs), place.timeUs, side),
    }))
    .toSorted((a, b) => a.away - b.away)
  let nearest: Place | null = null
  const canBeNearer = (away: number): boolean =>
    away < Infinity && (nearest === null || away <= Math.abs(nearest.timeUs - place.timeUs))
  for (const row of rows) {
    if (!canBeNearer(row.away)) break
    const times = timesOfRows(selectRow(db).all(row.id))
    const blocks = Array.from({ length: times.length / BLOCK_DOUBLES }, (_, i) => {
      const field = (at: number): number => times[i * BLOCK_DOUBLES + at] ?? 0
      const away = leastAway(field(blockField.minUs), field(blockField.maxUs), place.timeUs, side)
      return { block: field(blockField.block), away }
    }).toSorted((a, b) => a.away - b.away)
    for (const { block, away } of blocks) {
      if (!canBeNearer(away)) break
      nearest = nearestOfBlock(db, fileOf(row.id), block, place, side, nearest)
    }
  }
  return nearest
}

/** Whether the first place comes later than the second. */
function isLater(a: Place, b: Place): boolean {
  return a.timeUs > b.timeUs || (a.timeUs === b.timeUs && a.id > b.id)
}

function isNearer(found: Place, than: Place, side: Side): boolean {
  return side === 'after' ? isLater(than, found) : isLater(found, than)
}

function nearestOfBlock(
  db: ReadDb,
  fileId: number,
  block: number,
  place: Place,
  side: Side,
  before: Place | null,
): Place | null {
  const { first, last } = linesOfBlock(block)
  const isOnSide = (found: Place): boolean =>
    side === 'after' ? isLater(found, place) : isLater(place, found)
  let nearest = before
  for (const [id, time] of selectTimes(db, fileId).all(
    lineId(fileId, first),
    lineId(fileId, last),
  )) {
    const found = { id, timeUs: Number(time) }
    if (!isOnSide(found)) continue
    if (nearest === null || isNearer(found, nearest, side)) nearest = found
  }
  return nearest
}
