import type { LineIssue } from '#shared/codes'
import type { Definition } from '#shared/telemetry/definition'
import { decimalOf } from '#shared/formats/formats'
import { comparedValue, type DecimalSign } from '#shared/telemetry/numberText'
import { cellReaders, type CellReader } from '../../record/cells/cellReader'
import { textOf } from '../../record/cells/jsonNumber'
import { MissingValues } from '../../record/cells/missingValues'
import { hasColumn, hasWords } from '../../record/layout'
import { timeReader, type TimeReader } from '../../record/time/timeReader'
import type { Slots } from './slots'

/** A line's values: microseconds since 1970 UTC, then what its type's columns and words hold. */
export interface RecordValues {
  readonly timestampUs: number
  /** By `columnsOf`; NaN where there is none. */
  readonly numbers: readonly number[]
  /** By `wordNamesOf`; null where there is none. */
  readonly words: readonly (string | null)[]
}

/** An optional channel whose cell can't be read; its record is stored without it. */
export interface CellFault {
  /** By its place in the definition. */
  readonly channel: number
  readonly issue: LineIssue
}

interface Field {
  readonly read: CellReader
  readonly slot: number
  readonly isRequired: boolean
  readonly isNumber: boolean
  /** Its place among the columns, and among the words. */
  readonly column: number
  readonly word: number
}

/** Makes a record of a line's values as a definition says, or says what is wrong with them. */
export class RecordFields {
  /** Of the record that was read last. */
  readonly cellFaults: CellFault[] = []
  /** The columns whose number came as text in the record that was read last. */
  readonly textNumbers: number[] = []
  readonly #time: TimeReader
  readonly #timeSlots: readonly number[]
  readonly #fields: readonly Field[]
  readonly #columns: number
  readonly #words: number
  readonly #only: ReadonlySet<string | number> | null
  readonly #onlySlot: number
  readonly #decimal: DecimalSign

  /** @param startUs from when on elapsed times count */
  constructor(definition: Definition, slots: Slots<unknown>, startUs: number | null) {
    const decimal = decimalOf(definition.file)
    const missing = new MissingValues(decimal, definition.missing)
    const start = startUs === null ? {} : { startUs }
    this.#time = timeReader(definition.time, { decimal, missing, ...start })
    this.#timeSlots = slots.time
    let columns = 0
    let words = 0
    const readers = cellReaders(definition)
    this.#fields = definition.channels.flatMap((channel, i) => {
      const [read, slot] = [readers[i], slots.channels[i]]
      if (read === undefined || slot === undefined) return []
      const field = {
        read,
        slot,
        isRequired: channel.required,
        isNumber: channel.kind === 'number',
        column: columns,
        word: words,
      }
      if (hasColumn(channel)) columns += 1
      if (hasWords(channel)) words += 1
      return [field]
    })
    this.#columns = columns
    this.#words = words
    this.#onlySlot = slots.only ?? -1
    this.#only =
      definition.only === undefined
        ? null
        : new Set(definition.only.is.map((value) => comparedValue(value, decimal)))
    this.#decimal = decimal
  }

  /** Whether the line is of another kind than the definition takes out of a mixed file. */
  isOther(values: readonly unknown[]): boolean {
    if (this.#only === null) return false
    const value = values[this.#onlySlot]
    const text = typeof value === 'boolean' ? String(value) : textOf(value)
    return text === undefined || !this.#only.has(comparedValue(text, this.#decimal))
  }

  /** @param values by the slots; undefined for what is not there */
  read(values: readonly unknown[]): RecordValues | LineIssue[] {
    this.cellFaults.length = 0
    this.textNumbers.length = 0
    const issues: LineIssue[] = []
    const timestampUs = this.#time(this.#timeSlots.map((slot) => values[slot]))
    if (typeof timestampUs === 'object') issues.push(timestampUs)
    const numbers = Array.from({ length: this.#columns }, () => NaN)
    const words: (string | null)[] = Array.from({ length: this.#words }, () => null)
    let channel = 0
    for (const { read, slot, isRequired, isNumber, column, word } of this.#fields) {
      const value = values[slot]
      const result = read(value)
      if (typeof result === 'number') {
        numbers[column] = result
        if (isNumber && typeof value === 'string') this.textNumbers.push(column)
      } else if (typeof result === 'string') words[word] = result
      else if (result !== null) {
        if (isRequired) issues.push(result)
        else this.cellFaults.push({ channel, issue: result })
      }
      channel += 1
    }
    return typeof timestampUs === 'object' || issues.length > 0
      ? issues
      : { timestampUs, numbers, words }
  }
}
