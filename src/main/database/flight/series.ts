import type { Series, SeriesQuestion } from '#shared/flight/series'
import type { ReadDb } from '../handles'
import { Buckets } from './buckets'
import { frameOf } from './frame'
import { planFrame } from './plan'
import { ScopeTimes } from './scopeTimes'
import { numbers, WindowRecords } from './windowRecords'

/** Channels of a scope over time, in buckets. */
export function series(db: ReadDb, question: SeriesQuestion): Series {
  const { channels } = question
  const frame = frameOf(db, question, channels)
  const { window, files } = frame
  const times = new ScopeTimes(db, files)
  const buckets = new Buckets(window, question.buckets, channels)
  const records = new WindowRecords<[number, ...(number | null)[]]>(db, window, numbers(channels))
  for (const plan of planFrame(frame, buckets.bucketUs)) {
    for (const block of plan.whole) {
      const stretches = times.stretchesOf(plan.fileId, plan.rollup.times, block)
      buckets.addBlock(plan.rollup, block, stretches)
    }
    records.eachOfPlan(plan, (record) => buckets.addRecord(record))
  }
  return buckets.series(times.gapUs, times.gaps(window))
}
