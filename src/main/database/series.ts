import type { Series, SeriesQuestion, TimeWindow } from '#shared/series'
import { blockField } from '../ingest/rollup'
import type { ReadDb } from './handles'
import { readRollup, recordedSpan } from './rollups'
import { Buckets } from './seriesBuckets'
import { Coverage } from './seriesCoverage'
import { planSeries } from './seriesPlan'
import { SeriesRecords } from './seriesRecords'
import { usualStep } from './usualStep'

/** A gap is longer than so many usual steps. */
const GAP_STEPS = 10
/** The time of files without records. */
const nothing: TimeWindow = { fromUs: 0, toUs: 0 }

/** Channels of some files over time, in buckets. */
export function series(db: ReadDb, question: SeriesQuestion): Series {
  // In one transaction, so that rollup and records are those of one moment.
  return db.transaction(() => answer(db, question))()
}

/** The buffers to transfer with an answer. */
export function seriesBuffers({ count, firstUs, lastUs, channels, gaps }: Series): ArrayBuffer[] {
  const ofChannels = channels.flatMap(({ min, max, mean }) => [min, max, mean])
  const arrays = [count, firstUs, lastUs, gaps.fromUs, gaps.toUs, ...ofChannels]
  return arrays.map(({ buffer }) => buffer)
}

function answer(db: ReadDb, question: SeriesQuestion): Series {
  const { fileIds, channels } = question
  const window = question.window ?? recordedSpan(db, fileIds) ?? nothing
  const rollups = fileIds.map((fileId) => readRollup(db, fileId, window))
  const gapUs = question.gapUs ?? GAP_STEPS * usualStep(rollups)
  const buckets = new Buckets(window, question.buckets, channels)
  const coverage = new Coverage(gapUs)
  const records = new SeriesRecords(db, window, channels)
  const takeRecord = (record: readonly number[]): void => {
    const timeUs = record[0] ?? 0
    coverage.add(timeUs, timeUs)
    buckets.addRecord(record)
  }
  const plans = planSeries(rollups, window, buckets.bucketUs)
  for (const [i, { whole, read, byTime }] of plans.entries()) {
    const fileId = fileIds[i] ?? 0
    const rollup = rollups[i] ?? new Float64Array(0)
    if (byTime) {
      records.eachInTime(fileId, takeRecord)
      continue
    }
    for (const block of whole) {
      const stretches = stretchesOf(rollup, block, gapUs)
      for (const { fromUs, toUs } of stretches) coverage.add(fromUs, toUs - 1)
      buckets.addBlock(rollup, block, stretches)
    }
    records.eachOfBlocks(fileId, read, takeRecord)
  }
  const gaps = coverage.isShuffled ? buckets.gaps(gapUs) : coverage.gaps()
  return buckets.series(gapUs, gaps)
}

/** The time that a block's records lie in: in two parts where the longest gap in it is one. */
function stretchesOf(rollup: Float64Array, block: number, gapUs: number): TimeWindow[] {
  const fromUs = rollup[block + blockField.minUs] ?? 0
  const toUs = (rollup[block + blockField.maxUs] ?? 0) + 1
  const gapFromUs = rollup[block + blockField.gapFromUs] ?? 0
  const gapToUs = rollup[block + blockField.gapToUs] ?? 0
  if (gapToUs - gapFromUs <= gapUs) return [{ fromUs, toUs }]
  return [
    { fromUs, toUs: gapFromUs + 1 },
    { fromUs: gapToUs, toUs },
  ]
}
