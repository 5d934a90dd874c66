import type { ChannelName, TimeWindow } from '#shared/flight/scope'
import type { Statuses, StatusesQuestion } from '#shared/flight/statuses'
import { blockField } from '../../record/blockTimes'
import { statusFields, type Said } from '../../record/statusRollup'
import type { Reading } from '../definitions/reading'
import type { ReadDb } from '../handles'
import { wholeStatuses } from '../rollups/wholeStatuses'
import { storedTexts } from '../records/storedTexts'
import { frameOf, type Frame } from './frame'
import { Grid, type Shares } from './grid'
import { planFrame, type FilePlan } from './plan'
import { ScopeTimes } from './scopeTimes'
import { Strips } from './strips'
import { WindowRecords } from './windowRecords'

type Wanted = (name: ChannelName) => boolean
/** Time, what the columns of states hold, and the texts. */
type StoredRow = readonly [number, number | string, ...(number | null)[]]

/** What was said in words over time, in buckets. */
export function statuses(db: ReadDb, question: StatusesQuestion): Statuses {
  const frame = frameOf(db, question)
  const grid = new Grid(frame.window, question.buckets)
  const strips = new Strips(grid)
  const times = new ScopeTimes(db, frame.files)
  const asked = question.channels === null ? null : new Set(question.channels)
  const isWanted: Wanted = (name) => asked === null || asked.has(name)
  const states = statesOf(frame).filter(isWanted)
  const records = new WindowRecords<StoredRow>(db, frame.window, [
    'texts',
    ...states.map((state) => ({ state })),
  ])
  const ofTexts = new Map<number | string, Shares[]>()
  const textCounters = (stored: number | string): Shares[] => {
    const known = ofTexts.get(stored)
    if (known !== undefined) return known
    const found = [...storedTexts(db, stored)].flatMap(([name, word]) =>
      isWanted(name) ? [strips.counter(name, word)] : [],
    )
    ofTexts.set(stored, found)
    return found
  }
  for (const plan of planFrame(frame, grid.bucketUs)) {
    addBlocks(db, plan, frame.window, times, strips, isWanted)
    const ofStates = states.map((name) => new StateCounters(plan.reading, name, strips))
    records.eachOfPlan(plan, ([timeUs, stored, ...values]) => {
      const bucket = grid.bucketOf(timeUs)
      for (const counter of textCounters(stored)) counter.add(bucket, 1)
      for (let k = 0; k < ofStates.length; k += 1) {
        const value = values[k] ?? null
        if (value !== null) ofStates[k]?.of(value)?.add(bucket, 1)
      }
    })
  }
  return strips.statuses(namesInOrder(frame))
}

function readingsOf({ files }: Frame): Reading[] {
  return [...new Set(files.map(({ reading }) => reading))]
}

function statesOf(frame: Frame): ChannelName[] {
  const names = readingsOf(frame).flatMap(({ states }) => states.map(({ name }) => name))
  return [...new Set(names)]
}

function namesInOrder(frame: Frame): ChannelName[] {
  return [...new Set(readingsOf(frame).flatMap(({ wordNames }) => wordNames))]
}

/** Where the records of a package with each value of a state are counted. */
class StateCounters {
  readonly #find: (value: number) => string | null
  readonly #name: ChannelName
  readonly #strips: Strips
  readonly #known = new Map<number, Shares | null>()

  constructor(reading: Reading, name: ChannelName, strips: Strips) {
    const state = reading.states.find((one) => one.name === name)
    this.#find = (value) => state?.words.wordOf(value) ?? null
    this.#name = name
    this.#strips = strips
  }

  of(value: number): Shares | null {
    const known = this.#known.get(value)
    if (known !== undefined) return known
    const word = this.#find(value)
    const counter = word === null ? null : this.#strips.counter(this.#name, word)
    this.#known.set(value, counter)
    return counter
  }
}

/** The word that is shown for what a rollup has; null for all that it does not tell apart. */
export function shownWord(reading: Reading, name: ChannelName, said: Said | null): string | null {
  if (typeof said !== 'number') return said
  return reading.states.find((state) => state.name === name)?.words.wordOf(said) ?? null
}

/** The blocks that a plan takes whole. */
function addBlocks(
  db: ReadDb,
  { fileId, reading, rollup, whole }: FilePlan,
  window: TimeWindow,
  times: ScopeTimes,
  strips: Strips,
  isWanted: Wanted,
): void {
  if (whole.length === 0) return
  const places = new Map(whole.map((at) => [rollup.times[at + blockField.block] ?? 0, at]))
  for (const { words, blocks } of wholeStatuses(db, fileId, window)) {
    const { fields, stride } = statusFields(words)
    const counters = fields.flatMap(({ name, word, offset }) =>
      isWanted(name)
        ? [{ offset, counter: strips.counter(name, shownWord(reading, name, word)) }]
        : [],
    )
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
