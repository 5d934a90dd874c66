import type { DelimitedFile } from '#shared/formats/delimited/file'
import { comparedValue, type DecimalSign } from '#shared/telemetry/numberText'
import { cellReaders, type CellReader } from '../../../../record/cells/cellReader'
import { MAX_LINE_BYTES } from '../../../../record/chunk'
import { wordNamesOf } from '../../../../record/layout'
import type { EpochReader } from '../../../../record/time/epochReader'
import { TimestampReader } from '../../../../record/time/timestamp'
import type { TimeReader } from '../../../../record/time/timeReader'
import { wordsText } from '../../../../record/wordsText'
import type { Findings } from '../../findings'
import type { LineWindow } from '../../lineWindow'
import { NumberReader } from '../../numberReader'
import type { RecordBuilder } from '../../recordBuilder'
import { slotsOf } from '../../slots'
import { decodeUtf8 } from '../../utf8'
import { fastFields, type FastColumn, type FastFields } from '../fastFields'
import type { DefinitionOf } from '../format'
import { columnOf, ignoredColumns, type Table } from './table'

const LF = 0x0a
const CR = 0x0d
const TAB = 0x09
const SPACE = 0x20
/** Reading goes on nowhere: the line is for the exact way. */
const GIVE_UP = -1

/** Of more columns than these that nobody reads, not all may be named. */
const MOST_UNKNOWN = 100
/** After so many different texts of a column all are forgotten, so that no file fills the memory. */
const MOST_TEXTS = 1000
/** Longer ones are not remembered. */
const LONGEST_TEXT = 200

/** What is done with a cell, by its place in the line. */
type Plan =
  | { readonly kind: 'time' | 'ignored' }
  /** One of the texts that the time is read from, by its place among them. */
  | { readonly kind: 'timeText'; readonly part: number }
  /** What says of which kind a record is; those of other kinds are for the exact way. */
  | { readonly kind: 'only'; readonly is: ReadonlySet<string | number> }
  | { readonly kind: 'unknown'; readonly name: string; count: number; firstLine: number }
  | {
      readonly kind: 'column'
      readonly column: number
      readonly fast: FastColumn
      readonly read: CellReader
      /** What texts that are no plain number are stored as; null for what the exact way is for. */
      readonly texts: Map<string, number | null>
    }
  | {
      readonly kind: 'word'
      readonly word: number
      readonly read: CellReader
      readonly texts: Map<string, string | null | undefined>
    }

/**
 * The fast way to read a table: straight from bytes to columns. It takes lines that have every cell,
 * none of them with a quote inside its quotes, and never calls one bad. What it does not know exactly it leaves to the
 * RowParser, with which it must agree on every line that it takes.
 */
export class RowScanner {
  readonly #delimiter: number
  /** -1 where nothing is quoted. */
  readonly #quote: number
  readonly #comment: Uint8Array
  readonly #trims: boolean
  readonly #isLatin: boolean
  readonly #plans: readonly Plan[]
  readonly #unknown: readonly Extract<Plan, { kind: 'unknown' }>[]
  readonly #values: Float64Array
  readonly #wordNames: readonly string[]
  readonly #words: (string | null)[]
  readonly #epochs: EpochReader | null
  readonly #timeOfTexts: TimeReader | null
  readonly #timeTexts: string[] = []
  readonly #decimal: DecimalSign
  readonly #missingMoments: ReadonlySet<number>
  readonly #timestamps = new TimestampReader()
  readonly #numbers = new NumberReader()
  readonly #findings: Findings
  #timestampUs = 0
  #records: RecordBuilder | null = null
  /** Where in the chunk's words those of the last line stand; -1 where they changed since. */
  #wordsIndex = -1
  /** The places of the unknown cells of the line that hold something. */
  readonly #filled: number[] = []

  private constructor(
    definition: DefinitionOf<DelimitedFile>,
    plans: readonly Plan[],
    columns: number,
    time: Pick<FastFields, 'epochs' | 'timeOfTexts' | 'missingMoments'>,
    findings: Findings,
  ) {
    const { file } = definition
    this.#delimiter = file.delimiter.charCodeAt(0)
    this.#quote = file.quote === false ? -1 : file.quote.charCodeAt(0)
    this.#comment = Buffer.from(file.comment ?? '', file.encoding === 'latin-1' ? 'latin1' : 'utf8')
    this.#trims = file.trim
    this.#isLatin = file.encoding === 'latin-1'
    this.#plans = plans
    this.#unknown = plans.filter((plan) => plan.kind === 'unknown')
    this.#values = new Float64Array(columns).fill(NaN)
    this.#wordNames = wordNamesOf(definition)
    this.#words = this.#wordNames.map(() => null)
    this.#epochs = time.epochs
    this.#timeOfTexts = time.timeOfTexts
    this.#decimal = file.decimal
    this.#missingMoments = time.missingMoments
    this.#findings = findings
  }

  /** Null for a table of which no line can be read the fast way. */
  static of(
    definition: DefinitionOf<DelimitedFile>,
    { names }: Table,
    findings: Findings,
    startUs: number | null,
  ): RowScanner | null {
    const { file } = definition
    const fast = fastFields(definition, startUs)
    if (file.delimiter === 'blanks') return null
    const slots = slotsOf(definition, (source) => columnOf(source, names), String)
    const ofKind = slots.only === null ? [] : [slots.only]
    const there = [...slots.time, ...slots.channels, ...ofKind]
      .map((slot) => slots.places[slot] ?? -1)
      .filter((place) => place >= 0)
    // A cell that is two things at once is left to the exact way.
    if (new Set(there).size < there.length) return null
    const ignored = new Set(ignoredColumns(definition, names))
    const plans: Plan[] = names.map((name, column) =>
      ignored.has(column) ? { kind: 'ignored' } : { kind: 'unknown', name, count: 0, firstLine: 0 },
    )
    const readers = cellReaders(definition)
    const place = (channel: number) => slots.places[slots.channels[channel] ?? -1] ?? -1
    const put = (at: number, plan: Plan): void => {
      if (at >= 0) plans[at] = plan
    }
    for (const [part, slot] of slots.time.entries()) {
      const isText = fast.timeOfTexts !== null
      put(slots.places[slot] ?? -1, isText ? { kind: 'timeText', part } : { kind: 'time' })
    }
    if (definition.only !== undefined) {
      const is = definition.only.is.map((value) => comparedValue(value, file.decimal))
      put(slots.places[slots.only ?? -1] ?? -1, { kind: 'only', is: new Set(is) })
    }
    for (const [column, one] of fast.columns.entries()) {
      const read = readers[one.channel]
      if (read === undefined) return null
      put(place(one.channel), { kind: 'column', column, fast: one, read, texts: new Map() })
    }
    for (const { channel, word } of fast.words) {
      const read = readers[channel]
      if (read === undefined) return null
      put(place(channel), { kind: 'word', word, read, texts: new Map() })
    }
    if (plans.filter(({ kind }) => kind === 'unknown').length > MOST_UNKNOWN) return null
    return new RowScanner(definition, plans, fast.columns.length, fast, findings)
  }

  /** See `LineReader`. */
  scan(window: LineWindow, records: RecordBuilder, lineNumber: number, maxLines: number): number {
    // A mark may stand before line 1.
    if (lineNumber === 1) return 0
    if (this.#records !== records) {
      this.#records = records
      this.#wordsIndex = -1
    }
    const { bytes, view, origin } = window
    const first = records.count
    const room = Math.min(maxLines, records.capacity - first)
    let row = first
    let start = window.start
    for (; row < first + room && records.hasRoomForWords; row += 1) {
      const end = this.#scanRow(bytes, view, start)
      if (end === GIVE_UP || end - start > MAX_LINE_BYTES) break
      const lineEnd = bytes[end] === CR ? end + 1 : end
      const line = lineNumber + row - first
      records.line[row] = line
      records.timestampUs[row] = this.#timestampUs
      for (let k = 0; k < records.values.length; k += 1) {
        const column = records.values[k]
        if (column !== undefined) column[row] = this.#values[k] ?? NaN
      }
      if (this.#wordsIndex === -1) {
        this.#wordsIndex = records.indexOfWords(wordsText(this.#wordNames, this.#words))
      }
      records.wordsIndex[row] = this.#wordsIndex
      records.byteOffset[row] = origin + start
      records.byteLength[row] = end - start
      if (this.#filled.length > 0) this.#countFilled(line)
      start = lineEnd + 1
    }
    window.start = start
    records.count = row
    this.#tellUnknown()
    return row - first
  }

  /** Reads the line that begins at `start`; returns where its line end is. */
  #scanRow(bytes: Uint8Array, view: DataView, start: number): number {
    if (this.#comment.length > 0 && this.#isComment(bytes, start)) return GIVE_UP
    if (this.#filled.length > 0) this.#filled.length = 0
    const plans = this.#plans
    const last = plans.length - 1
    let at = start
    for (let place = 0; ; place += 1) {
      const plan = plans[place]
      if (plan === undefined) return GIVE_UP
      at = this.#skipBlanks(bytes, at)
      at =
        bytes[at] === this.#quote
          ? this.#scanQuoted(bytes, view, at, plan, place)
          : this.#scanCell(bytes, view, at, plan, place)
      if (at === GIVE_UP) return GIVE_UP
      if (place === last) break
      if (bytes[at] !== this.#delimiter) return GIVE_UP
      at += 1
    }
    return isLineEnd(bytes, at) && this.#hasTime() ? at : GIVE_UP
  }

  /** Whether the line's time is read, where it is read from texts. */
  #hasTime(): boolean {
    if (this.#timeOfTexts === null) return true
    const moment = this.#timeOfTexts(this.#timeTexts)
    if (typeof moment !== 'number') return false
    this.#timestampUs = moment
    return true
  }

  /** As `#scanCell`, of a cell in quotes; what stands between them is its text as it is. */
  #scanQuoted(bytes: Uint8Array, view: DataView, at: number, plan: Plan, place: number): number {
    const start = at + 1
    let end = start
    while (bytes[end] !== this.#quote) {
      const byte = bytes[end]
      if (byte === LF || byte === 0 || byte === undefined) return GIVE_UP
      end += 1
    }
    const behind = this.#endBehind(bytes, end + 1)
    if (behind === GIVE_UP) return GIVE_UP
    if (plan.kind === 'time') {
      return this.#readTime(bytes, view, start) === end ? behind : GIVE_UP
    }
    return this.#takeText(bytes, start, end, plan, place) ? behind : GIVE_UP
  }

  /** Takes a cell by its text; false where the exact way is to say. */
  #takeText(bytes: Uint8Array, start: number, end: number, plan: Plan, place: number): boolean {
    if (plan.kind === 'column') return this.#takeColumnText(bytes, start, end, plan)
    if (plan.kind === 'word') return this.#takeWord(bytes, start, end, plan)
    if (!this.#isLatin && !isAscii(bytes, start, end)) return false
    if (plan.kind === 'timeText') this.#timeTexts[plan.part] = latin(bytes, start, end)
    if (plan.kind === 'only') {
      return plan.is.has(comparedValue(latin(bytes, start, end), this.#decimal))
    }
    if (plan.kind === 'unknown' && end > start) this.#filled.push(place)
    return true
  }

  /** Reads the cell that begins at `at`; returns where it and the blanks behind it end. */
  #scanCell(bytes: Uint8Array, view: DataView, at: number, plan: Plan, place: number): number {
    if (plan.kind === 'time') {
      const timeEnd = this.#readTime(bytes, view, at)
      return timeEnd === GIVE_UP ? GIVE_UP : this.#endBehind(bytes, timeEnd)
    }
    if (plan.kind === 'column' && this.#decimal === '.') {
      const numberEnd = this.#scanNumber(bytes, view, at, plan)
      if (numberEnd !== GIVE_UP) return numberEnd
    }
    const end = this.#cellEnd(bytes, at)
    if (end === GIVE_UP) return GIVE_UP
    return this.#takeText(bytes, at, this.#textEnd(bytes, at, end), plan, place) ? end : GIVE_UP
  }

  /** Reads a time that is a number or RFC 3339; returns where it ends. */
  #readTime(bytes: Uint8Array, view: DataView, at: number): number {
    const micros = this.#epochs?.read(bytes, at) ?? this.#timestamps.read(bytes, view, at)
    if (micros < 0 || this.#missingMoments.has(micros)) return GIVE_UP
    this.#timestampUs = micros
    return this.#epochs?.end ?? this.#timestamps.end
  }

  /** A plain number; where it is none, its text says what it is. */
  #scanNumber(
    bytes: Uint8Array,
    view: DataView,
    at: number,
    { fast, column }: Extract<Plan, { kind: 'column' }>,
  ): number {
    const value = this.#numbers.read(bytes, view, at)
    if (!(value >= fast.min && value <= fast.max) || fast.missing.includes(value)) return GIVE_UP
    const end = this.#endBehind(bytes, this.#numbers.end)
    // Adding 0 turns -0 into 0, as it is stored.
    if (end !== GIVE_UP) this.#values[column] = value + 0
    return end
  }

  #takeColumnText(
    bytes: Uint8Array,
    start: number,
    end: number,
    plan: Extract<Plan, { kind: 'column' }>,
  ): boolean {
    const key = latin(bytes, start, end)
    let stored = plan.texts.get(key)
    if (stored === undefined) {
      stored = this.#readText(plan.read, bytes.subarray(start, end))
      // With a comma before decimals every number comes by here, and few come again.
      if (this.#decimal === '.') remember(plan.texts, key, stored)
    }
    if (stored === null) return false
    this.#values[plan.column] = stored
    return true
  }

  /** What a text is stored as in its column; null where the exact way is to say. */
  #readText(read: CellReader, bytes: Uint8Array): number | null {
    const text = this.#decode(bytes)
    const result = text === null ? null : read(text)
    if (result === null) return text === null ? null : NaN
    return typeof result === 'number' ? result : null
  }

  #takeWord(
    bytes: Uint8Array,
    start: number,
    end: number,
    plan: Extract<Plan, { kind: 'word' }>,
  ): boolean {
    const key = latin(bytes, start, end)
    let word: string | null | undefined = plan.texts.get(key)
    if (word === undefined) {
      const text = this.#decode(bytes.subarray(start, end))
      const result = text === null ? undefined : plan.read(text)
      if (result !== null && typeof result !== 'string') return false
      word = result
      remember(plan.texts, key, word)
    }
    if (this.#words[plan.word] !== word) {
      this.#words[plan.word] = word
      this.#wordsIndex = -1
    }
    return true
  }

  #decode(bytes: Uint8Array): string | null {
    return this.#isLatin ? latin(bytes, 0, bytes.length) : decodeUtf8(bytes)
  }

  /** Where the delimiter or the line end behind a cell stands, if only blanks stand before it. */
  #endBehind(bytes: Uint8Array, at: number): number {
    const end = this.#skipBlanks(bytes, at)
    const byte = bytes[end]
    return byte === this.#delimiter || isLineEnd(bytes, end) ? end : GIVE_UP
  }

  #cellEnd(bytes: Uint8Array, at: number): number {
    for (let i = at; ; i += 1) {
      const byte = bytes[i]
      if (byte === this.#delimiter || isLineEnd(bytes, i)) return i
      // It may be the end of what was read.
      if (byte === 0 || byte === undefined) return GIVE_UP
    }
  }

  /** Where a cell's text ends, without the blanks behind it where they are trimmed. */
  #textEnd(bytes: Uint8Array, at: number, end: number): number {
    let textEnd = end
    while (this.#trims && textEnd > at && isBlank(bytes[textEnd - 1])) textEnd -= 1
    return textEnd
  }

  #skipBlanks(bytes: Uint8Array, at: number): number {
    let i = at
    while (this.#trims && isBlank(bytes[i]) && bytes[i] !== this.#delimiter) i += 1
    return i
  }

  #isComment(bytes: Uint8Array, at: number): boolean {
    return this.#comment.every((byte, i) => bytes[at + i] === byte)
  }

  #countFilled(line: number): void {
    for (const place of this.#filled) {
      const plan = this.#plans[place]
      if (plan?.kind !== 'unknown') continue
      if (plan.count === 0) plan.firstLine = line
      plan.count += 1
    }
  }

  #tellUnknown(): void {
    for (const plan of this.#unknown) {
      if (plan.count === 0) continue
      this.#findings.unknownKeys.count(plan.name, plan.firstLine, plan.count)
      plan.count = 0
    }
  }
}

function remember<T>(texts: Map<string, T>, key: string, value: T): void {
  if (texts.size === MOST_TEXTS) texts.clear()
  if (key.length <= LONGEST_TEXT) texts.set(key, value)
}

function latin(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  for (let i = start; i < end; i += 1) text += String.fromCharCode(bytes[i] ?? 0)
  return text
}

function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i += 1) if ((bytes[i] ?? 0) > 0x7f) return false
  return true
}

function isLineEnd(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] === LF)
}

function isBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === TAB
}
