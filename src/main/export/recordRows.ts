import type { ExportFormat, TableFormat } from '#shared/exports'
import type { FlightChannel } from '#shared/flight/channels'
import type { ChannelName, FlightScope, TimeWindow } from '#shared/flight/scope'
import { channelsOf } from '../database/flight/channels'
import { frameOf, type Frame } from '../database/flight/frame'
import { planFrame, type FilePlan } from '../database/flight/plan'
import { blocksInWindow } from '../database/flight/sample'
import { WindowRecords } from '../database/flight/windowRecords'
import { headOf } from '../database/files/fileHeads'
import type { ReadDb } from '../database/handles'
import { storedTexts } from '../database/records/storedTexts'
import { timestampText } from '../ingest/inbox/rules/conversions'
import { BLOCK_DOUBLES, blockField } from '../record/blockTimes'
import type { ExportRows } from './exportRows'
import { PackageRecords, rawRecord } from './packageRecords'
import { lineFormat, type Column, type LineFormat, type Table } from './table'

export interface RecordsToExport {
  readonly scope: FlightScope
  /** Null for all of its time. */
  readonly window: TimeWindow | null
  /** Null for all numbers. A package has all of them. */
  readonly channels: readonly ChannelName[] | null
  readonly format: ExportFormat
}

/** Blocks whose records are read in one go. */
const BLOCKS_AT_ONCE = 16

/** Time, texts, line, the numbers that are wanted, and what the columns of states hold. */
type StoredRow = readonly [number, number | string, number, ...(number | null)[]]
const NUMBERS_AT = 3
const SECOND_US = 1_000_000

interface ExportedRecord {
  readonly plan: FilePlan
  readonly stored: StoredRow
}

/** Each record of a window: package by package, line by line. */
export class RecordRows implements ExportRows {
  readonly header: string | null
  readonly rows: Iterator<string>
  readonly total: number
  readonly encoding: ExportRows['encoding']
  readonly untoldStartUs: ExportRows['untoldStartUs']
  done = 0
  readonly #db: ReadDb
  /** In the definition's order; a channel may be a number in some packages and a word in others. */
  readonly #channels: readonly FlightChannel[]
  readonly #numbers: readonly FlightChannel[]
  /** What is said in words. */
  readonly #words: readonly FlightChannel[]
  readonly #states: readonly ChannelName[]
  readonly #texts = new Map<number, ReadonlyMap<string, string>>()

  /** Throws with words when it is to be a package that can't be written. */
  constructor(db: ReadDb, { scope, window, channels, format }: RecordsToExport) {
    this.#db = db
    const all = channelsOf(db, scope)
    const frame = frameOf(db, { scope, window })
    const isPackage = format === 'package'
    this.#numbers = isPackage || channels === null ? numbersOf(frame, all) : wanted(channels, all)
    this.#channels = all
    this.#words = all.filter(({ kind }) => kind !== 'number')
    this.#states = [...new Set(frame.files.flatMap((file) => namesOf(file.reading.states)))]
    this.total = blocksInWindow(frame).reduce((sum, { count }) => sum + count, 0)
    const lines = isPackage ? this.#package(frame) : this.#lines(format)
    const asked = this.#numbers.map(({ name }) => (isPackage ? { raw: name } : { number: name }))
    const records = new WindowRecords<StoredRow>(db, frame.window, [
      'texts',
      'line',
      ...asked,
      ...this.#states.map((state) => ({ state })),
    ])
    this.header = lines.head
    this.encoding = lines.encoding
    this.untoldStartUs = lines.untoldStartUs
    this.rows = this.#lineTexts(planFrame(frame, 0), records, lines.line)
  }

  *#lineTexts(
    plans: readonly FilePlan[],
    records: WindowRecords<StoredRow>,
    textOf: (record: ExportedRecord) => string,
  ): Generator<string> {
    for (const plan of plans) {
      if (plan.byTime) {
        const found: StoredRow[] = []
        records.eachInTime(plan.fileId, (row) => found.push(row))
        for (const stored of found.toSorted((a, b) => a[2] - b[2])) yield textOf({ plan, stored })
        continue
      }
      for (let at = 0; at < plan.read.length; at += BLOCKS_AT_ONCE) {
        const texts: string[] = []
        const blocks = plan.read.slice(at, at + BLOCKS_AT_ONCE)
        records.eachOfBlocks(plan.fileId, blocks, (stored) => texts.push(textOf({ plan, stored })))
        yield* texts
        this.done = Math.min(this.total, this.done + blocks.length * 256)
      }
    }
    this.done = this.total
  }

  #package(frame: Frame): Lines {
    const definition = frame.files[0]?.reading.present ?? null
    if (definition === null) throw new Error('There are no records to make a package of.')
    const records = new PackageRecords(definition, startUsOf(this.#db, frame))
    return {
      head: records.head.length === 0 ? null : records.head.join('\n'),
      encoding: records.encoding,
      untoldStartUs: records.untoldStartUs,
      line: ({ plan, stored }) => {
        try {
          return records.line(this.#raw(plan, stored))
        } catch (error) {
          const why = error instanceof Error ? error.message : String(error)
          throw new Error(
            `Line ${stored[2]} of ${plan.name} can't be written as a package of ` +
              `${definition.type}: ${why}. Export the records as CSV or NDJSON.`,
            { cause: error },
          )
        }
      },
    }
  }

  #raw({ reading }: FilePlan, stored: StoredRow): ReturnType<typeof rawRecord> {
    const statesAt = NUMBERS_AT + this.#numbers.length
    return rawRecord(
      reading,
      stored[0],
      new Map(this.#numbers.map(({ name }, i) => [name, valueAt(stored, NUMBERS_AT + i)])),
      new Map(this.#states.map((name, i) => [name, valueAt(stored, statesAt + i)])),
      this.#textsOf(stored[1]),
    )
  }

  #lines(format: TableFormat): Lines {
    const { header, line } = lineFormat(this.#table(), format)
    return { head: header, line, encoding: 'utf8', untoldStartUs: null }
  }

  #table(): Table<ExportedRecord> {
    // A channel of this name says it too, and better.
    const names = new Set([...this.#numbers, ...this.#words].map(({ name }) => name))
    const fixed: Column<ExportedRecord>[] = [
      { name: 'id', cell: ({ plan, stored }) => idOf(plan, stored) },
      { name: 'file_id', cell: ({ plan }) => plan.fileId },
      { name: 'file', cell: ({ plan }) => plan.name },
      { name: 'line', cell: ({ stored }) => stored[2] },
      { name: 'timestamp', unit: 'UTC', cell: ({ stored }) => timestampText(stored[0]) },
      { name: 'timestamp_us', unit: 'µs', cell: ({ stored }) => stored[0] },
    ]
    const own = fixed.filter(({ name }) => !names.has(name))
    const hasInstruments = this.#numbers.some(({ name }) => name === 'instruments')
    return {
      columns: [
        ...own,
        ...this.#channels.flatMap((channel) => [
          ...this.#numberColumn(channel),
          ...this.#wordColumn(channel),
        ]),
      ],
      object: (record) => {
        const words = Object.fromEntries(this.#wordsOf(record))
        return {
          ...Object.fromEntries(own.map(({ name, cell }) => [name, cell(record)])),
          ...Object.fromEntries(
            this.#numbers.map(({ name }, i) => [name, valueAt(record.stored, NUMBERS_AT + i)]),
          ),
          // Where a number has that name, words stand beside the numbers.
          ...(hasInstruments ? words : { instruments: words }),
        }
      },
    }
  }

  #numberColumn(channel: FlightChannel): Column<ExportedRecord>[] {
    const place = this.#numbers.indexOf(channel)
    if (place === -1) return []
    const { name, unit } = channel
    return [
      {
        name,
        unit: unit === '' ? undefined : unit,
        cell: ({ stored }) => valueAt(stored, NUMBERS_AT + place),
      },
    ]
  }

  #wordColumn(channel: FlightChannel): Column<ExportedRecord>[] {
    if (!this.#words.includes(channel)) return []
    const { name } = channel
    return [{ name, cell: (record) => this.#wordsOf(record).get(name) ?? null }]
  }

  #lastRecord: ExportedRecord | null = null
  #lastWords: ReadonlyMap<string, string> = new Map()

  /** Asked for once for each column of a record. */
  #wordsOf(record: ExportedRecord): ReadonlyMap<string, string> {
    if (record === this.#lastRecord) return this.#lastWords
    const { plan, stored } = record
    const statesAt = NUMBERS_AT + this.#numbers.length
    const states = plan.reading.states.map(({ name }) =>
      valueAt(stored, statesAt + this.#states.indexOf(name)),
    )
    this.#lastWords = plan.reading.words(this.#textsOf(stored[1]), states)
    this.#lastRecord = record
    return this.#lastWords
  }

  #textsOf(stored: number | string): ReadonlyMap<string, string> {
    // Texts that are stored in the record itself are too many to be remembered.
    if (typeof stored === 'string') return storedTexts(this.#db, stored)
    const known = this.#texts.get(stored) ?? storedTexts(this.#db, stored)
    this.#texts.set(stored, known)
    return known
  }
}

/** An export's first lines, and how a record becomes one. */
interface Lines {
  readonly head: string | null
  readonly line: LineFormat<ExportedRecord>['line']
  readonly encoding: ExportRows['encoding']
  readonly untoldStartUs: ExportRows['untoldStartUs']
}

function valueAt(stored: StoredRow, place: number): number | null {
  const value = stored[place] ?? null
  return typeof value === 'number' ? value : null
}

function namesOf(named: readonly { readonly name: ChannelName }[]): ChannelName[] {
  return named.map(({ name }) => name)
}

/** All numbers: those of the latest revision, and those that only the layouts of packages have. */
function numbersOf({ files }: Frame, all: readonly FlightChannel[]): FlightChannel[] {
  const stored = new Set(files.flatMap(({ reading }) => namesOf(reading.numbers)))
  const shown = all.filter(({ kind, name }) => kind === 'number' || stored.has(name))
  return shown
}

function wanted(names: readonly ChannelName[], all: readonly FlightChannel[]): FlightChannel[] {
  return names.flatMap(
    (name) => all.find((one) => one.kind === 'number' && one.name === name) ?? [],
  )
}

/** The start that times count from: that of the only package, else the second of the first record. */
function startUsOf(db: ReadDb, frame: Frame): number {
  const [only, second] = frame.files
  const own = second === undefined && only !== undefined ? headOf(db, only.fileId) : null
  return own?.startUs ?? Math.floor(firstUs(frame) / SECOND_US) * SECOND_US
}

function firstUs({ files }: Frame): number {
  let least = Infinity
  for (const { rollup } of files) {
    for (let at = 0; at < rollup.times.length; at += BLOCK_DOUBLES) {
      least = Math.min(least, rollup.times[at + blockField.minUs] ?? Infinity)
    }
  }
  return Number.isFinite(least) ? least : 0
}

/** Below 2^53 for two million files. */
function idOf({ fileId }: FilePlan, [, , line]: StoredRow): number {
  return fileId * 2 ** 32 + line
}
