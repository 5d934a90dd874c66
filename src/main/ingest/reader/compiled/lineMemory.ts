import { BLOCK_BYTES } from '../../../record/chunk'
import { END_MICROSECONDS } from '../../../record/time/calendar'
import type { RecordBuilder } from '../recordBuilder'
import type { FastFields } from './fastFields'
import type { LineCode } from './lineCode'
import type { Plan } from './plan'

/** Lines that are read before they are copied: few enough to stay in the processor's cache. */
const MOST_LINES = 1_024
const MOST_VALUES = 128 * 1_024
const COMBINATIONS_BYTES = 1024 * 1024
const COMMENT_BYTES = 512
/** So many keys that are not read have a plan. */
const MOST_OTHER_KEYS = 1_024
/** Code that looks sixteen bytes ahead stays inside. */
const SLACK_BYTES = 64
/** Fewer lines are copied one by one. */
const FEW_LINES = 16

/** By what `src/assembly/plans.ts` knows them. */
const kinds: Readonly<Record<Plan['kind'], number>> = {
  number: 0,
  state: 1,
  word: 2,
  time: 3,
  timeText: 4,
  only: 5,
  unknown: 6,
  ignored: 7,
  key: 7,
}

/** Where a plan's parts lie in it, as they are there and in `src/assembly/objects.ts`. */
const PLAN_BYTES = 128
const INDEX = 4
const LEAST = 8
const MOST = 16
const MISSING = 24
const MISSING_COUNT = 28
const COUNT = 40
const FIRST_LINE = 44
const TARGET = 48
const IS_REQUIRED = 52
const NEXT = 64
const OTHER = 68

/** How often something came, and first in which line. */
export interface PlanCount {
  readonly place: number
  readonly count: number
  readonly firstLine: number
}

/** Where everything lies in the memory of the compiled code, for one file. */
export class LineMemory {
  /** A window of this many bytes or more does not fit. */
  static readonly INPUT_BYTES = 2 * BLOCK_BYTES
  readonly input: number
  /** The first byte behind all of it. */
  readonly end: number
  /** How many lines are read at a time. */
  readonly batch: number
  readonly mostPlans: number
  readonly columns: {
    readonly times: number
    readonly offsets: number
    readonly lengths: number
    readonly words: number
    readonly values: number
  }
  readonly #fields: number
  readonly #columnCount: number
  readonly #wordCount: number
  readonly #hasKeys: boolean
  readonly #comment: number
  readonly #missing: number
  readonly #plans: number
  readonly #notes: number
  readonly #told: number
  readonly #words: number
  /** Behind the numbers that are listed as missing. */
  #missingEnd = 0
  #view = new DataView(new ArrayBuffer(0))
  #read: ReadColumns | null = null

  /**
   * @param start from where on the memory is free
   * @param words how many the type has
   * @param hasKeys whether keys may be met that have none of the plans
   */
  constructor(
    start: number,
    plans: readonly Plan[],
    { columns: { length: columns }, missingMoments }: FastFields,
    words: number,
    hasKeys: boolean,
  ) {
    let at = (start + 15) & ~15
    const take = (bytes: number): number => {
      const here = at
      at += (bytes + SLACK_BYTES + 15) & ~15
      return here
    }
    this.#fields = plans.length
    this.#columnCount = columns
    this.#wordCount = words
    this.#hasKeys = hasKeys
    this.batch = Math.max(1, Math.min(MOST_LINES, Math.floor(MOST_VALUES / Math.max(1, columns))))
    this.mostPlans = plans.length + (hasKeys ? MOST_OTHER_KEYS : 0)
    this.input = take(LineMemory.INPUT_BYTES)
    this.#comment = take(COMMENT_BYTES)
    const listed = plans.reduce((sum, plan) => sum + missingOf(plan).length, 0)
    this.#missing = take(8 * (listed + missingMoments.size))
    this.#plans = take(PLAN_BYTES * this.mostPlans)
    this.#notes = take(4 * this.mostPlans)
    this.#told = take(4 * this.mostPlans)
    this.#words = take(words * 4 + COMBINATIONS_BYTES)
    this.columns = {
      times: take(8 * this.batch),
      offsets: take(8 * this.batch),
      lengths: take(4 * this.batch),
      words: take(4 * this.batch),
      values: take(8 * this.batch * columns),
    }
    this.end = at
  }

  /** Writes down what is done with values. */
  install(code: LineCode, plans: readonly Plan[], fast: FastFields): void {
    const { run } = code
    const { buffer } = code.bytes
    this.#view = new DataView(buffer)
    this.#read = this.#columnsIn(buffer)
    // A column that a table does not have holds nothing.
    for (const values of this.#read.values) values.fill(NaN)
    this.#missingEnd = this.#missing
    for (const [place, plan] of plans.entries()) this.writePlan(place, plan)
    const fields = this.#hasKeys ? this.#fields - 1 : this.#fields
    run.setPlans(this.#plans, fields, this.#notes, this.#told)
    const missing = this.#list(fast.missingMoments)
    run.setTime(Number(fast.timeOfTexts !== null), END_MICROSECONDS, ...missing)
    if (fast.epoch !== null) run.setEpoch(fast.epoch.power, fast.epoch.startUs)
  }

  writePlan(place: number, plan: Plan): void {
    const at = this.#planAt(place)
    const view = this.#view
    new Uint8Array(view.buffer, at, PLAN_BYTES).fill(0)
    view.setUint32(at, kinds[plan.kind], true)
    view.setUint32(at + INDEX, indexOf(plan), true)
    view.setUint32(at + IS_REQUIRED, Number(isRequired(plan)), true)
    // At first what stands before all is expected, which is no key.
    view.setUint32(at + NEXT, this.#plans, true)
    view.setUint32(at + OTHER, this.#plans, true)
    if (plan.kind !== 'number' && plan.kind !== 'state') return
    view.setFloat64(at + LEAST, plan.fast.min, true)
    view.setFloat64(at + MOST, plan.fast.max, true)
    const [start, count] = this.#list(plan.fast.missing)
    view.setUint32(at + MISSING, start, true)
    view.setUint32(at + MISSING_COUNT, count, true)
    view.setUint32(at + TARGET, this.columns.values + plan.column * this.batch * 8, true)
  }

  /** Returns where the text stands then. */
  writeComment(code: LineCode, comment: Uint8Array): number {
    code.bytes.set(comment, this.#comment)
    return this.#comment
  }

  /** Forgets what texts mean, what was said together, and the plans of keys that are not read. */
  forget(code: LineCode): void {
    const others = this.#planAt(this.#fields)
    code.bytes.fill(0, others, this.#planAt(this.mostPlans))
    code.run.forgetTexts()
    code.run.setWords(this.#words, this.#wordCount, COMBINATIONS_BYTES)
  }

  /** Takes the lines that were read into a chunk. */
  copyLines(records: RecordBuilder, lineNumber: number, lines: number): void {
    const read = this.#read
    if (lines === 0 || read === null) return
    const row = records.count
    for (let i = 0; i < lines; i += 1) records.line[row + i] = lineNumber + i
    copy(read.times, records.timestampUs, row, lines)
    copy(read.offsets, records.byteOffset, row, lines)
    copy(read.lengths, records.byteLength, row, lines)
    copy(read.words, records.wordsIndex, row, lines)
    for (const [k, column] of records.values.entries()) {
      const values = read.values[k]
      if (values !== undefined) copy(values, column, row, lines)
    }
    records.count = row + lines
  }

  /** A number for each word of what was said together. */
  combination({ run }: LineCode, combination: number): Uint32Array {
    return new Uint32Array(this.#view.buffer, run.combinationAt(combination), this.#wordCount)
  }

  /** Where each of the texts that the time is read from begins and ends. */
  parts({ run }: LineCode, count: number): [start: number, end: number][] {
    const places = new Uint32Array(this.#view.buffer, run.partsAt(), 2 * count)
    return Array.from({ length: count }, (_, i) => [places[2 * i] ?? 0, places[2 * i + 1] ?? 0])
  }

  /** What was counted since it was asked last, in the order in which it came. */
  takeCounts({ run }: LineCode): PlanCount[] {
    const count = run.takeTold()
    return Array.from({ length: count }, (_, i) => {
      const at = this.#view.getUint32(this.#told + 4 * i, true)
      const counted = {
        place: (at - this.#plans) / PLAN_BYTES,
        count: this.#view.getUint32(at + COUNT, true),
        firstLine: this.#view.getUint32(at + FIRST_LINE, true),
      }
      this.#view.setUint32(at + COUNT, 0)
      return counted
    })
  }

  #planAt(place: number): number {
    return this.#plans + place * PLAN_BYTES
  }

  #list(values: Iterable<number>): [at: number, count: number] {
    const at = this.#missingEnd
    for (const value of values) {
      this.#view.setFloat64(this.#missingEnd, value, true)
      this.#missingEnd += 8
    }
    return [at, (this.#missingEnd - at) / 8]
  }

  #columnsIn(buffer: ArrayBufferLike): ReadColumns {
    const { times, offsets, lengths, words, values } = this.columns
    const doubles = (at: number) => new Float64Array(buffer, at, this.batch)
    const integers = (at: number) => new Uint32Array(buffer, at, this.batch)
    return {
      times: doubles(times),
      offsets: doubles(offsets),
      lengths: integers(lengths),
      words: integers(words),
      values: Array.from({ length: this.#columnCount }, (_, column) =>
        doubles(values + column * this.batch * 8),
      ),
    }
  }
}

/** The columns of the lines that were read. */
interface ReadColumns {
  readonly times: Float64Array
  readonly offsets: Float64Array
  readonly lengths: Uint32Array
  readonly words: Uint32Array
  readonly values: readonly Float64Array[]
}

function copy<T extends Float64Array | Uint32Array>(
  from: T,
  to: T,
  row: number,
  lines: number,
): void {
  if (lines > FEW_LINES) to.set(from.subarray(0, lines), row)
  else for (let i = 0; i < lines; i += 1) to[row + i] = from[i] ?? 0
}

const missingOf = (plan: Plan): readonly number[] =>
  plan.kind === 'number' || plan.kind === 'state' ? plan.fast.missing : []

function indexOf(plan: Plan): number {
  if (plan.kind === 'word') return plan.word
  return plan.kind === 'timeText' ? plan.part : 0
}

function isRequired(plan: Plan): boolean {
  if (plan.kind === 'number' || plan.kind === 'state') return plan.fast.isRequired
  return plan.kind !== 'word' || plan.isRequired
}
