import type { Stretch } from '#shared/flight/coverage'
import { MAX_LISTED_GAPS, RATE_BUCKETS } from '#shared/flight/bounds'
import type { ChannelHealth, Health } from '#shared/flight/health'
import { BLOCK_DOUBLES, blockField, recordsIn } from '../../record/blockTimes'
import { linesOfBlock } from '../../record/blocks'
import { addChannel, CHANNEL_DOUBLES, channelField } from '../../record/channelFigures'
import type { Rollup } from '../../record/rollup'
import { fileById } from '../files/files'
import { readingOf, type Reading, type ShownNumber } from '../definitions/reading'
import { scaled } from '../definitions/scaling'
import type { ReadDb } from '../handles'
import { lineId } from '../lines/lineId'
import { isHidden } from '../removals/hidden'
import { timeOf } from '../packageTimes/timeOf'
import type { PackageTime } from '../packageTimes/measure'
import { usualGap } from '../packageTimes/usualStep'
import { emptyChannels } from '../rollups/emptyChannels'
import { readRollup } from '../rollups/rollups'
import { textNumbers } from '../lines/textNumbers'
import { unknownKeys } from '../lines/unknownKeys'
import { cellSummary } from '../inbox/cellGroups'
import { channelsOf } from './channels'
import { directionOf } from './direction'
import { instrumentHealth } from './instrumentHealth'
import { series } from './series'

/** What the records of a package are like; null when there is no such package, or it is removed. */
export function health(db: ReadDb, fileId: number): Health | null {
  if (fileById(db, fileId) === null || isHidden(db, fileId)) return null
  const reading = readingOf(db, fileId)
  const rollup = readRollup(db, fileId, { fromUs: 0, toUs: Number.MAX_SAFE_INTEGER })
  const records = recordsIn(rollup.times)
  const found = timeOf(db, fileId)
  return {
    records,
    time: found === null ? null : time(db, fileId, rollup.times, found),
    channels:
      records === 0
        ? []
        : channelsOf(db, { kind: 'file', fileId }).flatMap(({ kind, name, unit }) =>
            kind === 'number'
              ? { name, unit, ...channel(db, fileId, rollup, reading, reading.number(name)) }
              : [],
          ),
    instruments: instrumentHealth(db, fileId, reading),
    textNumbers: textNumbers(db, fileId),
    unknownKeys: unknownKeys(db, fileId),
    cellErrors: cellSummary(db, fileId),
    emptyChannels: emptyChannels(db, fileId),
  }
}

const lengthOf = ({ fromUs, toUs }: Stretch): number => toUs - fromUs

function time(
  db: ReadDb,
  fileId: number,
  times: Float64Array,
  { fromUs: firstUs, toUs: lastUs, stepUs, gaps }: PackageTime,
): NonNullable<Health['time']> {
  const overTime = series(db, {
    scope: { kind: 'file', fileId },
    window: null,
    channels: [],
    buckets: RATE_BUCKETS,
  })
  const listed = Array.from(gaps.fromUs, (fromUs, i) => ({ fromUs, toUs: gaps.toUs[i] ?? fromUs }))
  const order = directionOf(db, fileId)
  const turns = turnsOf(times)
  return {
    firstUs,
    lastUs,
    stepUs,
    gapUs: stepUs === null ? null : usualGap(stepUs),
    gaps: listed.length,
    gapTotalUs: listed.reduce((sum, gap) => sum + lengthOf(gap), 0),
    longestGaps: listed.toSorted((a, b) => lengthOf(b) - lengthOf(a)).slice(0, MAX_LISTED_GAPS),
    order,
    outOfOrder: order === 'ascending' ? turns.falls : turns.rises,
    repeated: turns.repeats,
    recordsOverTime: overTime.count,
  }
}

/** How time goes from each record of a file to the next. */
function turnsOf(times: Float64Array): { rises: number; falls: number; repeats: number } {
  let rises = total(times, blockField.rises)
  let falls = total(times, blockField.falls)
  let repeats = total(times, blockField.repeats)
  for (let at = BLOCK_DOUBLES; at < times.length; at += BLOCK_DOUBLES) {
    const before = times[at - BLOCK_DOUBLES + blockField.lastUs] ?? 0
    const after = times[at + blockField.firstUs] ?? 0
    if (after > before) rises += 1
    else if (after < before) falls += 1
    else repeats += 1
  }
  return { rises, falls, repeats }
}

type Figures = Pick<ChannelHealth, 'values' | 'min' | 'mean' | 'max'>

const noValues: Figures = { values: 0, min: null, mean: null, max: null }

function channel(
  db: ReadDb,
  fileId: number,
  rollup: Rollup,
  reading: Reading,
  number: ShownNumber | undefined,
): Figures {
  if (number === undefined) return noValues
  const { channels, times, figures } = rollup
  const all = new Float64Array(CHANNEL_DOUBLES).fill(NaN, 0, 2)
  const places = { min: 0, max: 0 }
  for (let block = 0; block < times.length / BLOCK_DOUBLES; block += 1) {
    const at = (block * channels + number.place) * CHANNEL_DOUBLES
    const before = [all[channelField.min], all[channelField.max]]
    addChannel(all, 0, figures, at)
    if (!Object.is(all[channelField.min], before[0])) places.min = block
    if (!Object.is(all[channelField.max], before[1])) places.max = block
  }
  const [least = NaN, greatest = NaN, sum = 0, count = 0] = all
  if (count === 0) return noValues
  const { scaling } = number
  const { scale = 1, offset = 0 } = scaling
  const first = (block: number, value: number): Extreme => {
    const lines = linesOfBlock(times[block * BLOCK_DOUBLES + blockField.block] ?? 0)
    return extreme(db, fileId, lines, reading, number, value)
  }
  const ends = [first(places.min, least), first(places.max, greatest)]
  const [min, max] = scale < 0 ? ends.toReversed() : ends
  if (min === undefined || max === undefined) return noValues
  // Rounding may put the mean of equal values beside them.
  const mean = Math.min(max.value, Math.max(min.value, (sum / count) * scale + offset))
  return { values: count, min, mean, max }
}

type Extreme = NonNullable<ChannelHealth['min']>

/** The first record of a block that has its smallest or largest value. */
function extreme(
  db: ReadDb,
  fileId: number,
  { first, last }: ReturnType<typeof linesOfBlock>,
  { layout }: Reading,
  { name, column, scaling }: ShownNumber,
  value: number,
): Extreme {
  const found = db
    .prepare<[bigint, bigint, number], Omit<Extreme, 'value'>>(
      `SELECT id & 4294967295 AS line, timestamp_us AS timestampUs
       FROM ${layout.table} WHERE id BETWEEN ? AND ? AND ${column} = ? ORDER BY id LIMIT 1`,
    )
    .get(lineId(fileId, first), lineId(fileId, last), value)
  if (found === undefined) throw new Error(`file ${fileId} has no record for its ${name} ${value}`)
  return { value: scaled(value, scaling), ...found }
}

function total(times: Float64Array, field: number): number {
  let sum = 0
  for (let at = 0; at < times.length; at += BLOCK_DOUBLES) sum += times[at + field] ?? 0
  return sum
}
