import type { Series, SeriesQuestion } from '#shared/flight/series'
import type { ReadDb } from '../handles'
import { Buckets } from './buckets'
import { frameOf } from './frame'
import { planFrame, stretchesOf } from './plan'
import { RecordedTime } from './recordedTime'
import { usualGap } from './usualStep'
import { WindowRecords } from './windowRecords'

/** Channels of a scope over time, in buckets. */
export function series(db: ReadDb, question: SeriesQuestion): Series {
  const { channels } = question
  const frame = frameOf(db, question)
  const { window, files } = frame
  const gapUs = question.gapUs ?? usualGap(files.map(({ rollup }) => rollup))
  const buckets = new Buckets(window, question.buckets, channels)
  const recorded = new RecordedTime(gapUs)
  const records = new WindowRecords<[number, ...number[]]>(db, window, channels)
  const takeRecord = (record: readonly [number, ...number[]]): void => {
    const timeUs = record[0]
    recorded.add(timeUs, timeUs)
    buckets.addRecord(record)
  }
  for (const plan of planFrame(frame, buckets.bucketUs)) {
    for (const block of plan.whole) {
      const stretches = stretchesOf(plan.rollup, block, gapUs)
      for (const { fromUs, toUs } of stretches) recorded.add(fromUs, toUs - 1)
      buckets.addBlock(plan.rollup, block, stretches)
    }
    records.eachOfPlan(plan, takeRecord)
  }
  const gaps = recorded.isShuffled ? buckets.gaps(gapUs) : recorded.gaps()
  return buckets.series(gapUs, gaps)
}

/** The buffers to transfer with an answer. */
export function seriesBuffers({ count, firstUs, lastUs, channels, gaps }: Series): ArrayBuffer[] {
  const ofChannels = channels.flatMap(({ min, max, mean }) => [min, max, mean])
  const arrays = [count, firstUs, lastUs, gaps.fromUs, gaps.toUs, ...ofChannels]
  return arrays.map(({ buffer }) => buffer)
}
