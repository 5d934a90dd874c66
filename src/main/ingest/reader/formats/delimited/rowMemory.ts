import type { DelimitedFile } from '#shared/formats/delimited/file'
import { BLOCK_BYTES } from '../../../../record/chunk'
import { END_MICROSECONDS } from '../../../../record/time/calendar'
import type { RecordBuilder } from '../../recordBuilder'
import type { RowCode } from './rowCode'
import type { FastTime, Plan } from './rowPlan'

/** Rows that are read before they are copied: few enough to stay in the processor's cache. */
const MOST_ROWS = 1_024
const MOST_VALUES = 128 * 1_024
const COMBINATIONS_BYTES = 1024 * 1024
/** Code that looks sixteen bytes ahead stays inside. */
const SLACK_BYTES = 64
const PLAN_BYTES = 64
const kinds = ['ignored', 'unknown', 'column', 'word', 'time', 'timeText', 'only'] as const
/** No byte is. */
const NO_QUOTE = 256

/** Where everything lies in the memory of the compiled code, for one file. */
export class RowMemory {
  /** A window of this many bytes or more does not fit. */
  static readonly INPUT_BYTES = 2 * BLOCK_BYTES
  readonly input: number
  /** The first byte behind all of it. */
  readonly end: number
  /** How many rows are read at a time. */
  readonly batch: number
  readonly columns: {
    readonly times: number
    readonly offsets: number
    readonly lengths: number
    readonly words: number
    readonly values: number
  }
  readonly #comment: number
  readonly #missing: number
  readonly #plans: number
  readonly #words: number
  readonly #wordCount: number
  readonly #valueColumns: number

  constructor(start: number, plans: readonly Plan[], columns: number, words: number) {
    let at = (start + 15) & ~15
    const take = (bytes: number): number => {
      const here = at
      at += (bytes + SLACK_BYTES + 15) & ~15
      return here
    }
    this.batch = Math.max(1, Math.min(MOST_ROWS, Math.floor(MOST_VALUES / Math.max(1, columns))))
    this.#wordCount = words
    this.#valueColumns = columns
    this.input = take(RowMemory.INPUT_BYTES)
    this.#comment = take(512)
    const listed = plans.reduce((sum, plan) => sum + missingOf(plan).length, 0)
    this.#missing = take(8 * (listed + 1_000))
    this.#plans = take(PLAN_BYTES * plans.length)
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

  /** Writes down how the file is written and what is done with its cells. */
  install(code: RowCode, file: DelimitedFile, plans: readonly Plan[], time: FastTime): void {
    const { run, bytes } = code
    const view = new DataView(bytes.buffer)
    const comment = Buffer.from(file.comment ?? '', file.encoding === 'latin-1' ? 'latin1' : 'utf8')
    bytes.set(comment, this.#comment)
    // A column that the table does not have holds nothing.
    new Float64Array(bytes.buffer, this.columns.values, this.batch * this.#valueColumns).fill(NaN)
    let missing = this.#missing
    const list = (values: Iterable<number>): [at: number, count: number] => {
      const at = missing
      for (const value of values) {
        view.setFloat64(missing, value, true)
        missing += 8
      }
      return [at, (missing - at) / 8]
    }
    for (const [place, plan] of plans.entries()) {
      const at = this.#plans + place * PLAN_BYTES
      bytes.fill(0, at, at + PLAN_BYTES)
      view.setUint32(at, kinds.indexOf(plan.kind), true)
      view.setUint32(at + 4, indexOf(plan), true)
      if (plan.kind !== 'column') continue
      view.setFloat64(at + 8, plan.fast.min, true)
      view.setFloat64(at + 16, plan.fast.max, true)
      const [start, count] = list(missingOf(plan))
      view.setUint32(at + 24, start, true)
      view.setUint32(at + 28, count, true)
      view.setUint32(at + 48, this.columns.values + plan.column * this.batch * 8, true)
    }
    run.setTable(
      file.delimiter.charCodeAt(0),
      file.quote === false ? NO_QUOTE : file.quote.charCodeAt(0),
      file.decimal.charCodeAt(0),
      Number(file.trim),
      Number(file.encoding === 'latin-1'),
      this.#comment,
      comment.length,
      this.#plans,
      plans.length,
      Number(time.timeOfTexts !== null),
    )
    run.setTime(END_MICROSECONDS, ...list(time.missingMoments))
    if (time.epochs !== null) run.setEpoch(time.epochs.power, time.epochs.startUs)
    this.forgetWords(code)
  }

  /** Forgets all that was said together. */
  forgetWords({ run }: RowCode): void {
    run.setWords(this.#words, this.#wordCount, COMBINATIONS_BYTES)
  }

  /** Takes the rows that were read into a chunk. */
  copyRows(bytes: Uint8Array, records: RecordBuilder, lineNumber: number, rows: number): void {
    const { times, offsets, lengths, words, values } = this.columns
    const { buffer } = bytes
    const row = records.count
    for (let i = 0; i < rows; i += 1) records.line[row + i] = lineNumber + i
    records.timestampUs.set(new Float64Array(buffer, times, rows), row)
    records.byteOffset.set(new Float64Array(buffer, offsets, rows), row)
    records.byteLength.set(new Uint32Array(buffer, lengths, rows), row)
    records.wordsIndex.set(new Uint32Array(buffer, words, rows), row)
    for (const [k, column] of records.values.entries()) {
      column.set(new Float64Array(buffer, values + k * this.batch * 8, rows), row)
    }
    records.count = row + rows
  }

  /** Where each of the texts that the time is read from begins and ends. */
  parts(bytes: Uint8Array, at: number, count: number): [start: number, end: number][] {
    const places = new Uint32Array(bytes.buffer, at, 2 * count)
    return Array.from({ length: count }, (_, i) => [places[2 * i] ?? 0, places[2 * i + 1] ?? 0])
  }

  /** How many unknown cells of a place held something since it was asked last, and where first. */
  takeCount(bytes: Uint8Array, place: number): { count: number; firstLine: number } {
    const [count = 0, firstLine = 0] = new Uint32Array(
      bytes.buffer,
      this.#plans + place * PLAN_BYTES + 40,
      2,
    )
    if (count > 0) new DataView(bytes.buffer).setUint32(this.#plans + place * PLAN_BYTES + 40, 0)
    return { count, firstLine }
  }
}

const missingOf = (plan: Plan): readonly number[] =>
  plan.kind === 'column' ? plan.fast.missing : []

function indexOf(plan: Plan): number {
  if (plan.kind === 'word') return plan.word
  return plan.kind === 'timeText' ? plan.part : 0
}
