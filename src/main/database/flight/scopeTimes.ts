import type { Gaps } from '#shared/flight/series'
import type { TimeWindow } from '#shared/flight/scope'
import { BLOCK_DOUBLES, blockField } from '../../record/blockTimes'
import type { ReadDb } from '../handles'
import type { PackageTime } from '../packageTimes/measure'
import { gapsBetween, inOrder, RecordedTime, stretchesWithin } from '../packageTimes/recordedTime'
import { storedTime } from '../packageTimes/rows'
import { timeOf } from '../packageTimes/timeOf'
import { usualGap, usualStep } from '../packageTimes/usualStep'
import type { FramedFile } from './frame'

/**
 * So many packages of a satellite whose time is not found out yet are looked through for an answer.
 * Of more, which there are for a while after an upgrade, the rollup says the longest gap of each block.
 */
const MOST_NOW = 64

type Time = Pick<PackageTime, 'fromUs' | 'toUs' | 'gaps'>

/** Which time the packages of a frame have: each by its own usual step. */
export class ScopeTimes {
  /** A longer time in which no package has a record is a gap; Infinity without a usual step. */
  readonly gapUs: number
  readonly #times: ReadonlyMap<number, Time>

  constructor(db: ReadDb, files: readonly FramedFile[]) {
    const found = new Map<number, PackageTime>()
    let now = 0
    for (const { fileId } of files) {
      let time = storedTime(db, fileId)?.time ?? null
      if (time === null && now < MOST_NOW) {
        now += 1
        time = timeOf(db, fileId)
      }
      if (time !== null) found.set(fileId, time)
    }
    this.gapUs = usualGap(usualStepOf([...found.values()]))
    const times = new Map<number, Time>(found)
    for (const { fileId, rollup } of files) {
      if (found.has(fileId) || rollup.times.length === 0) continue
      times.set(fileId, roughTime(rollup.times, this.gapUs))
    }
    this.#times = times
  }

  /** The time that the records of a package's block lie in, to before the end. */
  stretchesOf(fileId: number, blocks: Float64Array, block: number): TimeWindow[] {
    const fromUs = blocks[block + blockField.minUs] ?? 0
    const toUs = blocks[block + blockField.maxUs] ?? 0
    const time = this.#times.get(fileId)
    if (time === undefined) return [{ fromUs, toUs: toUs + 1 }]
    return stretchesWithin(time, { fromUs, toUs }).map((stretch) => ({
      fromUs: Math.max(fromUs, stretch.fromUs),
      toUs: Math.min(toUs, stretch.toUs) + 1,
    }))
  }

  /** Gaps of all packages together with both ends in a window; ascending. */
  gaps(window: TimeWindow): Gaps {
    const part = { fromUs: window.fromUs, toUs: window.toUs - 1 }
    const stretches = [...this.#times.values()].flatMap((time) => stretchesWithin(time, part))
    return gapsBetween(
      inOrder(Float64Array.from(stretches, ({ fromUs }) => fromUs)),
      inOrder(Float64Array.from(stretches, ({ toUs }) => toUs)),
      leastGap(this.gapUs),
    )
  }
}

/** What most steps of some packages are. */
export function usualStepOf(
  times: readonly Pick<PackageTime, 'stepUs' | 'steps'>[],
): number | null {
  const weights = new Map<number, number>()
  for (const { stepUs, steps } of times) {
    if (stepUs !== null) weights.set(stepUs, (weights.get(stepUs) ?? 0) + steps)
  }
  const known = Float64Array.from(weights.keys()).toSorted()
  return usualStep(
    known,
    known.map((stepUs) => weights.get(stepUs) ?? 0),
  )
}

/** Where no two records say what is usual, each moment stands alone. */
export function leastGap(gapUs: number): number {
  return Number.isFinite(gapUs) ? gapUs : 0
}

function roughTime(times: Float64Array, gapUs: number): Time {
  const recorded = new RecordedTime(gapUs)
  let [fromUs, toUs] = [Infinity, -Infinity]
  for (let at = 0; at < times.length; at += BLOCK_DOUBLES) {
    const [first = 0, last = 0] = [times[at + blockField.minUs], times[at + blockField.maxUs]]
    const [from = 0, to = 0] = [times[at + blockField.gapFromUs], times[at + blockField.gapToUs]]
    fromUs = Math.min(fromUs, first)
    toUs = Math.max(toUs, last)
    if (to - from <= gapUs) recorded.add(first, last)
    else {
      recorded.add(first, from)
      recorded.add(to, last)
    }
  }
  return { fromUs, toUs, gaps: recorded.gaps() }
}
