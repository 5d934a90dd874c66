import type { Channel } from '#shared/telemetry/channel'
import type { Definition } from '#shared/telemetry/definition'
import { decimalOf, textFormat } from '#shared/formats/formats'
import { comparedValue } from '#shared/telemetry/numberText'
import type { Start } from '#shared/telemetry/time'
import type { Reading } from '../database/definitions/reading'
import type { PackageWriter } from '../ingest/reader/formats/format'
import { formatOf } from '../ingest/reader/formats/formats'
import type { RecordValues } from '../ingest/reader/recordFields'
import { columnsOf, wordNamesOf, type Column } from '../record/layout'
import { startOf } from '../record/time/startReader'
import { startText, timeWriter, type TimeWriter } from '../record/time/timeWriter'

/** What the file said of a channel: a number, or a text. */
export type RawValue = number | string

export interface RawRecord {
  readonly timestampUs: number
  /** By the channels' names; what is missing is absent. */
  readonly values: ReadonlyMap<string, RawValue>
}

/**
 * Writes records as a package of their type, by the latest revision of it. Each line is read again:
 * one that would not come back as the very same record is refused.
 */
export class PackageRecords {
  readonly head: readonly string[]
  readonly encoding: 'utf8' | 'latin1'
  /** From when on its times count, where no file of its type says so; else null. */
  readonly untoldStartUs: number | null
  readonly #definition: Definition
  readonly #columns: readonly Column[]
  readonly #wordNames: readonly string[]
  readonly #writer: PackageWriter
  readonly #time: TimeWriter
  readonly #known: ReadonlySet<string>

  /**
   * @param startUs from when on times are to count, where they count from a start
   * @throws Error in plain words where the type's files can't say that start
   */
  constructor(definition: Definition, startUs: number) {
    this.#definition = definition
    this.#columns = columnsOf(definition)
    this.#wordNames = wordNamesOf(definition)
    this.#known = new Set(definition.channels.map(({ name }) => name))
    const { time, file } = definition
    const start = time.form === 'elapsed' ? startIn(definition, time.start, startUs) : null
    this.untoldStartUs = start !== null && start.header === null ? start.us : null
    this.#time = timeWriter(time, decimalOf(file), start?.us ?? null)
    this.#writer = formatOf(definition).write(definition, start?.us ?? null, start?.header ?? {})
    this.head = this.#writer.head
    this.encoding = textFormat(file).encoding(file)
  }

  /** @throws Error in plain words where a package of the type can't hold the record */
  line(record: RawRecord): string {
    const { timestampUs, values } = record
    for (const name of values.keys()) {
      if (!this.#known.has(name)) {
        throw new Error(`${name} is no longer a channel of ${this.#definition.type}`)
      }
    }
    const line = this.#writer.line(
      this.#time(timestampUs),
      this.#definition.channels.map(({ name }) => values.get(name) ?? null),
    )
    if (/[\r\n]/.test(line)) throw new Error('there is a line break in one of its texts')
    const verdict = this.#writer.judge(line)
    if (typeof verdict === 'string') throw new Error('its files leave such a line out')
    if (verdict.values === null) {
      const [issue] = verdict.issues
      throw new Error(issue === undefined ? 'it would be a bad line' : issueText(issue))
    }
    const other = this.#difference(record, verdict.values)
    if (other !== null) throw new Error(`${other} would not come back as it is`)
    return line
  }

  /** What of a record is another than what was read; null where nothing is. */
  #difference({ timestampUs, values }: RawRecord, read: RecordValues): string | null {
    if (read.timestampUs !== timestampUs) return 'its time'
    const found = this.#rawOf(read)
    for (const channel of this.#definition.channels) {
      if (!isSame(channel, values.get(channel.name), found.get(channel.name))) return channel.name
    }
    return null
  }

  #rawOf({ numbers, words }: RecordValues): ReadonlyMap<string, RawValue> {
    const found = new Map<string, RawValue>()
    for (const [i, column] of this.#columns.entries()) {
      const raw = rawOf(column, numbers[i] ?? NaN)
      if (raw !== null) found.set(column.name, raw)
    }
    for (const [i, name] of this.#wordNames.entries()) {
      const word = words[i] ?? null
      if (word !== null) found.set(name, word)
    }
    return found
  }
}

function issueText({ path, message }: { readonly path: string; readonly message: string }): string {
  return path === '' ? message : `${path} ${message}`
}

function isSame(channel: Channel, a: RawValue | undefined, b: RawValue | undefined): boolean {
  if (a === undefined || b === undefined || channel.kind !== 'state') return Object.is(a, b)
  return comparedValue(a, '.') === comparedValue(b, '.')
}

/** What a column's double stands for; null where it is no value. */
function rawOf({ values }: Column, number: number): RawValue | null {
  if (Number.isNaN(number)) return null
  return values === null ? number : (values[number] ?? null)
}

/** The same of a record's row of the database. */
export function rawRecord(
  { layout, numbers, states }: Reading,
  timestampUs: number,
  ofNumbers: ReadonlyMap<string, number | null>,
  ofStates: ReadonlyMap<string, number | null>,
  texts: ReadonlyMap<string, string>,
): RawRecord {
  const values = new Map<string, RawValue>()
  for (const { name } of numbers) {
    const value = ofNumbers.get(name) ?? null
    if (value !== null) values.set(name, value)
  }
  for (const { name, place } of states) {
    const column = layout.columns[place]
    const value = ofStates.get(name) ?? null
    const raw = column === undefined || value === null ? null : rawOf(column, value)
    if (raw !== null) values.set(name, raw)
  }
  for (const [name, text] of texts) values.set(name, text)
  return { timestampUs, values }
}

interface StartOfPackage {
  readonly us: number
  /** How its header says it; null where only its name, or whoever imports it, can. */
  readonly header: Readonly<Record<string, string>> | null
}

/** The start that a package's times are to count from. */
function startIn({ type }: Definition, start: Start | undefined, startUs: number): StartOfPackage {
  if (start?.header === undefined) return { us: startUs, header: null }
  const text = startText(start, startUs)
  const us = startOf(start, text)
  if (us === null) {
    throw new Error(`The start of ${type} can't be written as ${start.pattern ?? 'RFC 3339'}.`)
  }
  return { us, header: { [start.header]: text } }
}
