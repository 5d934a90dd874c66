import type { DelimitedFile } from '#shared/formats/delimited/file'
import { comparedValue } from '#shared/telemetry/numberText'
import { cellReaders } from '../../../../record/cells/cellReader'
import { MAX_LINE_BYTES } from '../../../../record/chunk'
import { wordNamesOf } from '../../../../record/layout'
import { minuteSecondsAt } from '../../../../record/time/timestamp'
import { wordsText } from '../../../../record/wordsText'
import type { Findings } from '../../findings'
import type { LineWindow } from '../../lineWindow'
import type { RecordBuilder } from '../../recordBuilder'
import { slotsOf } from '../../slots'
import { decodeUtf8 } from '../../utf8'
import { fastFields } from '../fastFields'
import type { DefinitionOf } from '../format'
import { RowCode, type RowQuestions } from './rowCode'
import { RowMemory } from './rowMemory'
import type { FastTime, Plan } from './rowPlan'
import { columnOf, ignoredColumns, type Table } from './table'

/** Of more columns than these that nobody reads, not all may be named. */
const MOST_UNKNOWN = 100
/** After so many different words all are forgotten, so that no file fills the memory. */
const MOST_WORDS = 65_536
/** What the exact way is for. */
const UNCLEAR = Infinity

/**
 * The fast way to read a table: straight from bytes to columns, by compiled code
 * (`src/assembly/rows.ts`) that asks here what it does not know: what a text means that it has not met.
 * It takes lines that have every cell, none of them with a quote inside its quotes, and never calls one
 * bad. What it does not know exactly it leaves to the RowParser, with which it must agree on every line
 * that it takes.
 */
export class RowScanner implements RowQuestions {
  readonly #file: DelimitedFile
  readonly #plans: readonly Plan[]
  readonly #time: FastTime
  readonly #findings: Findings
  readonly #wordNames: readonly string[]
  readonly #code = RowCode.get()
  readonly #memory: RowMemory
  /** What each word may be, in the order in which it was met, and where it stands there. */
  #words: readonly Word[]
  /** What each combination of words is as text. */
  #texts: (string | undefined)[] = []
  #records: RecordBuilder | null = null
  /** Which bytes the memory has: those of a window, after so many changes. */
  #window: LineWindow | null = null
  #fills = -1

  private constructor(
    definition: DefinitionOf<DelimitedFile>,
    plans: readonly Plan[],
    columns: number,
    time: FastTime,
    findings: Findings,
  ) {
    this.#file = definition.file
    this.#plans = plans
    this.#time = time
    this.#findings = findings
    this.#wordNames = wordNamesOf(definition)
    this.#words = this.#noWords()
    this.#memory = new RowMemory(this.#code.run.heapStart(), plans, columns, this.#wordNames.length)
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
      ignored.has(column) ? { kind: 'ignored' } : { kind: 'unknown', name },
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
      put(place(one.channel), { kind: 'column', column, fast: one, read })
    }
    for (const { channel, word } of fast.words) {
      const read = readers[channel]
      if (read === undefined) return null
      put(place(channel), { kind: 'word', word, read })
    }
    if (plans.filter(({ kind }) => kind === 'unknown').length > MOST_UNKNOWN) return null
    const time = { ...fast, parts: slots.time.length }
    return new RowScanner(definition, plans, fast.columns.length, time, findings)
  }

  /** See `LineReader`. */
  scan(window: LineWindow, records: RecordBuilder, lineNumber: number, maxLines: number): number {
    // A mark may stand before line 1, and a line that does not fit is endless.
    if (lineNumber === 1 || window.end >= RowMemory.INPUT_BYTES) return 0
    this.#own(window)
    this.#countRecords(records)
    const { run } = this.#code
    const { input, columns } = this.#memory
    const room = Math.min(maxLines, records.capacity - records.count)
    let taken = 0
    while (taken < room && records.hasRoomForWords) {
      const most = Math.min(this.#memory.batch, room - taken)
      const rows = run.scanRows(
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
      this.#memory.copyRows(this.#code.bytes, records, lineNumber + taken, rows)
      window.start = run.nextStart.value - input
      taken += rows
      if (run.isForgetting.value !== 0) this.#forget()
      else if (rows < most) break
    }
    this.#tellUnknown()
    return taken
  }

  meaning(place: number, start: number, end: number): number {
    const plan = this.#plans[place]
    if (plan?.kind === 'only') {
      return plan.is.has(comparedValue(this.#latin(start, end), this.#file.decimal)) ? 1 : 0
    }
    if (plan?.kind !== 'column' && plan?.kind !== 'word') return UNCLEAR
    const text = this.#text(start, end)
    const result = text === null ? undefined : plan.read(text)
    if (plan.kind === 'word') {
      const isWord = result === null || typeof result === 'string'
      return isWord ? (this.#words[plan.word]?.idOf(result) ?? UNCLEAR) : UNCLEAR
    }
    if (result === null) return NaN
    return typeof result === 'number' ? result + 0 : UNCLEAR
  }

  slowNumber(start: number, end: number): number {
    return Number(this.#latin(start, end).replace(this.#file.decimal, '.'))
  }

  minuteSeconds(at: number): number {
    return minuteSecondsAt(this.#code.bytes, at)
  }

  moment(): number {
    const texts = this.#memory
      .parts(this.#code.bytes, this.#code.run.partsAt(), this.#time.parts)
      .map(([start, end]) => this.#latin(start, end))
    const moment = this.#time.timeOfTexts?.(texts)
    return typeof moment === 'number' ? moment : -1
  }

  wordsIndex(combination: number): number {
    const records = this.#records
    if (records === null) throw new Error('nothing is being read')
    this.#texts[combination] ??= this.#textOf(combination)
    const index = records.indexOfWords(this.#texts[combination] ?? '')
    return records.hasRoomForWords ? index : index | -0x8000_0000
  }

  /** Makes the compiled code this file's, and gives it the window's bytes. */
  #own(window: LineWindow): void {
    const code = this.#code
    if (!code.isOwnedBy(this)) {
      code.own(this, this.#memory.end)
      this.#memory.install(code, this.#file, this.#plans, this.#time)
      this.#words = this.#noWords()
      this.#texts = []
      this.#window = null
      this.#records = null
    }
    if (this.#words.reduce((sum, { count }) => sum + count, 0) > MOST_WORDS) this.#forget()
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

  /** Forgets what texts mean, and what was said together. */
  #forget(): void {
    this.#words = this.#noWords()
    this.#texts = []
    this.#code.run.forgetTexts()
    this.#memory.forgetWords(this.#code)
  }

  #noWords(): Word[] {
    return this.#wordNames.map(() => new Word())
  }

  #textOf(combination: number): string {
    const at = this.#code.run.combinationAt(combination)
    const ids = new Uint32Array(this.#code.bytes.buffer, at, this.#words.length)
    return wordsText(
      this.#wordNames,
      this.#words.map((word, i) => word.text(ids[i] ?? 0)),
    )
  }

  #text(start: number, end: number): string | null {
    if (this.#file.encoding === 'latin-1') return this.#latin(start, end)
    return decodeUtf8(this.#code.bytes.subarray(start, end))
  }

  #latin(start: number, end: number): string {
    let text = ''
    for (let i = start; i < end; i += 1) text += String.fromCharCode(this.#code.bytes[i] ?? 0)
    return text
  }

  #tellUnknown(): void {
    for (const [place, plan] of this.#plans.entries()) {
      if (plan.kind !== 'unknown') continue
      const { count, firstLine } = this.#memory.takeCount(this.#code.bytes, place)
      if (count > 0) this.#findings.unknownKeys.count(plan.name, firstLine, count)
    }
  }
}

/** What one word of a record may be; 0 stands for none. */
class Word {
  readonly #texts: (string | null)[] = [null]
  readonly #ids = new Map<string | null, number>([[null, 0]])

  get count(): number {
    return this.#texts.length
  }

  text(id: number): string | null {
    return this.#texts[id] ?? null
  }

  idOf(text: string | null): number {
    const known = this.#ids.get(text)
    if (known !== undefined) return known
    const id = this.#texts.push(text) - 1
    this.#ids.set(text, id)
    return id
  }
}
