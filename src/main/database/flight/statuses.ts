import type { TimeWindow } from '#shared/flight/scope'
import type { Statuses, StatusesQuestion } from '#shared/flight/statuses'
import { blockField } from '../../record/blockTimes'
import { statusFields } from '../../record/statusRollup'
import type { ReadDb } from '../handles'
import { readStatusRollups } from '../rollups'
import { frameOf } from './frame'
import { Grid, type Shares } from './grid'
import { instrumentWords } from './instrumentWords'
import { planFrame, type FilePlan } from './plan'
import { ScopeTimes } from './scopeTimes'
import { Strips } from './strips'
import { WindowRecords } from './windowRecords'

/** What instruments said over time, in buckets. */
export function statuses(db: ReadDb, question: StatusesQuestion): Statuses {
  const frame = frameOf(db, question)
  const grid = new Grid(frame.window, question.buckets)
  const strips = new Strips(grid)
  const times = new ScopeTimes(db, frame.files)
  const records = new WindowRecords<[number, number | string]>(db, frame.window, ['instruments'])
  const counters = new Map<number | string, Shares[]>()
  const countersOf = (stored: number | string): Shares[] => {
    const known = counters.get(stored)
    if (known !== undefined) return known
    const found = instrumentWords(db, stored).map(({ name, word }) => strips.counter(name, word))
    counters.set(stored, found)
    return found
  }
  for (const plan of planFrame(frame, grid.bucketUs)) {
    addBlocks(db, plan, frame.window, times, strips)
    records.eachOfPlan(plan, ([timeUs, stored]) => {
      const bucket = grid.bucketOf(timeUs)
      for (const counter of countersOf(stored)) counter.add(bucket, 1)
    })
  }
  return strips.statuses()
}

/** The buffers to transfer with an answer. */
export function statusesBuffers({ instruments }: Statuses): ArrayBuffer[] {
  return instruments.flatMap(({ words }) => words.map(({ count }) => count.buffer))
}

/** The blocks that a plan takes whole. */
function addBlocks(
  db: ReadDb,
  { fileId, rollup, whole }: FilePlan,
  window: TimeWindow,
  times: ScopeTimes,
  strips: Strips,
): void {
  if (whole.length === 0) return
  const places = new Map(whole.map((at) => [rollup.times[at + blockField.block] ?? 0, at]))
  for (const { words, blocks } of readStatusRollups(db, fileId, window)) {
    const { fields, stride } = statusFields(words)
    const counters = fields.map(({ name, word, offset }) => {
      return { offset, counter: strips.counter(name, word) }
    })
    for (let at = 0; at < blocks.length; at += stride) {
      const place = places.get(blocks[at] ?? 0)
      if (place === undefined) continue
      const stretches = times.stretchesOf(fileId, rollup.times, place)
      strips.isShared(stretches)
      for (const { offset, counter } of counters) {
        const count = blocks[at + offset] ?? 0
        if (count > 0) strips.spread(counter, stretches, count)
      }
    }
  }
}
