import type { DecimalSign } from '#shared/telemetry/numberText'
import { MAX_LINE_BYTES } from '../../../record/chunk'
import { minuteSecondsAt } from '../../../record/time/timestamp'
import type { Findings } from '../findings'
import type { LineWindow } from '../lineWindow'
import type { RecordBuilder } from '../recordBuilder'
import type { FastFields } from './fastFields'
import { LineCode, type LineExports, type LineQuestions } from './lineCode'
import { LineMemory } from './lineMemory'
import type { Plan } from './plan'
import { RecordWords } from './recordWords'

/** What the exact way is for. */
const UNCLEAR = Infinity

/** How the lines of a file are written. */
export interface LineForm {
  /** What stands before decimals. */
  readonly decimal: DecimalSign
  /** What a line begins with that is no record; empty where there is nothing of the kind. */
  readonly comment: Uint8Array
  /** The place of the plan of each key that the type reads; empty where values have no keys. */
  readonly keys: ReadonlyMap<string, number>
  /** Tells the compiled code; the comment stands in its memory. */
  install(run: LineExports, commentAt: number): void
  /** What bytes say that stand where a text may stand; null where the exact way is to say. */
  textOf(bytes: Uint8Array): string | null
  /** The plan of a key that the type does not read; null where the exact way is to say. */
  planOfKey(key: string): Plan | null
}

/**
 * The fast way to read lines: straight from bytes to columns, by compiled code (`src/assembly/lines.ts`)
 * that asks here what it does not know: what a text means that it has not met. It never calls a line
 * bad. What it does not know exactly it leaves to the exact way of the file's format, with which it
 * must agree on every line that it takes.
 */
export class CompiledScanner implements LineQuestions {
  readonly #form: LineForm
  /** Those that the file has, and behind them those of keys that were met and are not read. */
  readonly #plans: Plan[]
  readonly #fields: number
  readonly #fast: FastFields
  readonly #findings: Findings
  /** The place of the plan of each key that was met or is read. */
  #places: Map<string, number>
  readonly #code = LineCode.get()
  readonly #memory: LineMemory
  readonly #words: RecordWords
  #hasRoomForKeys = true
  #records: RecordBuilder | null = null
  /** Which bytes the memory has: those of a window, after so many changes. */
  #window: LineWindow | null = null
  #fills = -1

  /**
   * @param plans by their columns; or by their keys, behind the one of whatever is a key
   * @param fast what the fast ways know of the type
   */
  constructor(
    form: LineForm,
    plans: readonly Plan[],
    fast: FastFields,
    wordNames: readonly string[],
    findings: Findings,
  ) {
    this.#form = form
    this.#plans = [...plans]
    this.#fields = plans.length
    this.#fast = fast
    this.#findings = findings
    this.#words = new RecordWords(wordNames)
    this.#places = new Map(form.keys)
    const free = this.#code.run.heapStart()
    const hasKeys = form.keys.size > 0
    this.#memory = new LineMemory(free, plans, fast, wordNames.length, hasKeys)
  }

  /** See `LineReader`. */
  scan(window: LineWindow, records: RecordBuilder, lineNumber: number, maxLines: number): number {
    // A line that does not fit is endless.
    if (window.end >= LineMemory.INPUT_BYTES) return 0
    this.#own(window)
    this.#countRecords(records)
    const { run } = this.#code
    const { input, columns, batch } = this.#memory
    const room = Math.min(maxLines, records.capacity - records.count)
    let taken = 0
    while (taken < room && records.hasRoomForWords) {
      const most = Math.min(batch, room - taken)
      const rows = run.scanLines(
        input + window.start,
        window.origin - input,
        lineNumber + taken,
        most,
        MAX_LINE_BYTES,
        columns.times,
        columns.offsets,
        columns.lengths,
        columns.words,
      )
      this.#memory.copyLines(records, lineNumber + taken, rows)
      window.start = run.nextStart.value - input
      taken += rows
      if (run.isForgetting.value !== 0) this.#forget()
      else if (rows < most) break
    }
    this.#tell()
    if (this.#words.isFull || !this.#hasRoomForKeys) this.#forget()
    return taken
  }

  meaning(place: number, start: number, end: number): number {
    const plan = this.#plans[place]
    const text = this.#form.textOf(this.#code.bytes.subarray(start, end))
    if (text === null || plan === undefined) return UNCLEAR
    switch (plan.kind) {
      case 'key':
        return this.#placeOfKey(text)
      case 'number':
      case 'state': {
        const result = plan.read(text)
        if (result === null) return NaN
        return typeof result === 'number' ? result + 0 : UNCLEAR
      }
      case 'word': {
        const result = plan.read(text)
        const isWord = result === null || typeof result === 'string'
        return isWord ? this.#words.idOf(plan.word, result) : UNCLEAR
      }
      case 'only':
        return plan.isMeant(text) ? 0 : UNCLEAR
      case 'time':
      case 'timeText':
      case 'unknown':
      case 'ignored':
        return 0
    }
  }

  slowNumber(start: number, end: number): number {
    return Number(this.#ascii(start, end).replace(this.#form.decimal, '.'))
  }

  minuteSeconds(at: number): number {
    return minuteSecondsAt(this.#code.bytes, at)
  }

  moment(): number {
    const texts = this.#memory
      .parts(this.#code, this.#fast.timeTexts)
      .map(([start, end]) => this.#ascii(start, end))
    const moment = this.#fast.timeOfTexts?.(texts)
    return typeof moment === 'number' ? moment : -1
  }

  wordsIndex(combination: number): number {
    const records = this.#records
    if (records === null) throw new Error('nothing is being read')
    const ids = this.#memory.combination(this.#code, combination)
    const index = records.indexOfWords(this.#words.textOf(combination, ids))
    return records.hasRoomForWords ? index : index | -0x8000_0000
  }

  /** Makes the compiled code this file's, and gives it the window's bytes. */
  #own(window: LineWindow): void {
    const code = this.#code
    if (!code.isOwnedBy(this)) {
      code.own(this, this.#memory.end)
      this.#memory.install(code, this.#plans, this.#fast)
      this.#form.install(code.run, this.#memory.writeComment(code, this.#form.comment))
      this.#forget()
      this.#window = null
      this.#records = null
    }
    if (this.#window === window && this.#fills === window.fills) return
    this.#window = window
    this.#fills = window.fills
    // With the 0 that ends them.
    code.bytes.set(
      window.bytes.subarray(window.start, window.end + 1),
      this.#memory.input + window.start,
    )
  }

  #countRecords(records: RecordBuilder): void {
    if (this.#records === records) return
    this.#records = records
    this.#code.run.beginWords()
  }

  /** Forgets what texts mean, what was said together, and keys that are not read. */
  #forget(): void {
    this.#tell()
    this.#words.forget()
    this.#plans.length = this.#fields
    this.#places = new Map(this.#form.keys)
    this.#hasRoomForKeys = true
    this.#memory.forget(this.#code)
  }

  /** Makes a plan for a key that has none. */
  #placeOfKey(key: string): number {
    const known = this.#places.get(key)
    if (known !== undefined) return known
    const plan = this.#form.planOfKey(key)
    this.#hasRoomForKeys = this.#plans.length < this.#memory.mostPlans
    if (plan === null || !this.#hasRoomForKeys) return UNCLEAR
    const place = this.#plans.push(plan) - 1
    this.#places.set(key, place)
    this.#memory.writePlan(place, plan)
    return place
  }

  #ascii(start: number, end: number): string {
    let text = ''
    for (let i = start; i < end; i += 1) text += String.fromCharCode(this.#code.bytes[i] ?? 0)
    return text
  }

  /** Counts what is to be counted in the lines that were taken, in the order in which it came. */
  #tell(): void {
    for (const { place, count, firstLine } of this.#memory.takeCounts(this.#code)) {
      const plan = this.#plans[place]
      if (plan?.kind === 'unknown') {
        this.#findings.unknownKeys.count(plan.name, firstLine, count)
      } else if (plan?.kind === 'number') {
        this.#findings.textNumbers.count(plan.column, firstLine, count)
      }
    }
  }
}
