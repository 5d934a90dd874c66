import type { Definition } from '#shared/telemetry/definition'
import { MAX_LINE_BYTES } from '../../../../record/chunk'
import { wordNamesOf } from '../../../../record/layout'
import type { Findings } from '../../findings'
import type { LineWindow } from '../../lineWindow'
import type { EpochReader } from '../../../../record/time/epochReader'
import { TimestampReader } from '../../../../record/time/timestamp'
import { NumberReader } from '../../numberReader'
import type { RecordBuilder } from '../../recordBuilder'
import { fastFields, type FastColumn, type FastFields } from '../fastFields'
import { InstrumentWords } from './instrumentWords'
import { KeyPrefix, MAX_PREFIX_BYTES } from './keyPrefix'
import { keyTree, type KeyTree } from './keyTree'
import { StateTexts } from './stateTexts'
import { WordDictionary } from './wordDictionary'

const LF = 0x0a
const CR = 0x0d
const TAB = 0x09
const SPACE = 0x20
const QUOTE = 0x22
const COMMA = 0x2c
const COLON = 0x3a
const OPEN = 0x7b
const CLOSE = 0x7d

const TIMESTAMP = 0
const FIRST_COLUMN = 1
const UNKNOWN = -1
/** Reading goes on nowhere: the line is for the exact way. */
const GIVE_UP = -1

/** Places in a line whose prefixes are remembered. */
const MAX_PLACES = 1_100

/** The words of JSON that a value may be, as bytes. */
const encoder = new TextEncoder()
const TRUE = encoder.encode('true')
const FALSE = encoder.encode('false')
const NULL = encoder.encode('null')
const literals = [TRUE, FALSE, NULL]

/**
 * The fast way to read lines: straight from bytes to columns. It takes the common line, an object
 * of the type's keys and of others with plain values, and only when every check passes; it never
 * calls a line bad. Whatever it does not know exactly it leaves to the LineParser, with which it
 * must agree on every line that it takes.
 *
 * Its fields are the time, then the columns, then the words.
 *
 * It expects before each value the very bytes that stood there in the line before, and looks for the
 * key where they differ: so any order of keys is read, and the usual one at the cost of a comparison.
 */
export class LineScanner {
  readonly #keys: readonly Uint8Array[]
  /** The line in which each field was seen last, by a count of its own. */
  readonly #seenIn: Uint32Array
  #lines = 0
  /** The field behind the one that was looked for last. */
  #nextField = 0
  readonly #isRequired: readonly boolean[]
  readonly #firstWord: number
  readonly #min: Float64Array
  readonly #max: Float64Array
  readonly #columns: readonly FastColumn[]
  readonly #hasMissingNumbers: boolean
  readonly #states: readonly (StateTexts | null)[]
  /** What stood before each value in the line before. */
  readonly #prefixes: KeyPrefix[] = []
  /** The current line's values: timestamp, then the columns. */
  readonly #values: Float64Array
  readonly #numbers = new NumberReader()
  readonly #timestamps = new TimestampReader()
  readonly #epochs: EpochReader | null
  /** Null where no moment is listed as missing. */
  readonly #missingMoments: ReadonlySet<number> | null
  readonly #instruments: InstrumentWords
  /** The place of each word field among the record's words. */
  readonly #wordPlaces: readonly number[]
  readonly #findings: Findings
  readonly #ignored: ReadonlySet<string>
  /** The columns of the current line whose number is a text. */
  readonly #asText: number[] = []
  #unknownNames = new WordDictionary()
  /** Ids of the unknown keys in the current line. */
  readonly #unknownInLine: number[] = []
  #records: RecordBuilder | null = null

  private constructor(definition: Definition, tree: KeyTree, fast: FastFields, findings: Findings) {
    const { slots } = tree
    const { columns, words } = fast
    const fields = [
      slots.time[0] ?? 0,
      ...[...columns, ...words].map(({ channel }) => slots.channels[channel] ?? 0),
    ]
    const keys = fields.map((slot) => slots.places[slot]?.[0] ?? '')
    this.#keys = keys.map((key) => encoder.encode(JSON.stringify(key)))
    this.#seenIn = new Uint32Array(keys.length)
    this.#isRequired = [true, ...[...columns, ...words].map(({ isRequired }) => isRequired)]
    this.#firstWord = FIRST_COLUMN + columns.length
    this.#values = new Float64Array(this.#firstWord)
    this.#min = Float64Array.from(columns, ({ min }) => min)
    this.#max = Float64Array.from(columns, ({ max }) => max)
    this.#columns = columns
    this.#hasMissingNumbers = columns.some(({ missing }) => missing.length > 0)
    this.#states = columns.map(({ readText }) => (readText ? new StateTexts(readText) : null))
    this.#epochs = fast.epochs
    this.#missingMoments = fast.missingMoments.size > 0 ? fast.missingMoments : null
    this.#wordPlaces = words.map(({ word }) => word)
    this.#instruments = new InstrumentWords(wordNamesOf(definition), words)
    this.#findings = findings
    this.#ignored = new Set(
      [...tree.keys].filter(([, { isIgnored }]) => isIgnored).map(([key]) => key),
    )
  }

  /** Null for a type of which no line can be read the fast way. */
  static of(
    definition: Definition,
    findings: Findings,
    startUs: number | null,
  ): LineScanner | null {
    const tree = keyTree(definition)
    if (definition.only !== undefined) return null
    const fast = fastFields(definition, startUs)
    // A value that is two things at once is left to the exact way.
    const isPlain = !tree.isDeep && tree.slots.places.length === 1 + definition.channels.length
    const isKnown = isPlain && fast.timeOfTexts === null
    return isKnown ? new LineScanner(definition, tree, fast, findings) : null
  }

  /**
   * Takes lines from the window into the records until there is one that it can't take, no whole
   * line, or no room. Returns how many it took; the first one's number is `lineNumber`.
   */
  scan(window: LineWindow, records: RecordBuilder, lineNumber: number, maxLines: number): number {
    if (this.#records !== records) {
      this.#records = records
      this.#instruments.beginChunk()
    }
    this.#instruments.forgetIfFull()
    if (this.#unknownNames.isFull) {
      this.#unknownNames = new WordDictionary()
      this.#prefixes.length = 0
    }
    const { bytes, view, origin } = window
    const values = this.#values
    const columns = records.values
    const first = records.count
    const room = Math.min(maxLines, records.capacity - first)
    let row = first
    let start = window.start
    for (; row < first + room && records.hasRoomForWords; row += 1) {
      const end = this.#scanObject(bytes, view, start)
      if (end === GIVE_UP) break
      let lineEnd = end
      if (bytes[lineEnd] === CR) lineEnd += 1
      if (bytes[lineEnd] !== LF || end - start > MAX_LINE_BYTES) break

      records.line[row] = lineNumber + row - first
      records.timestampUs[row] = values[TIMESTAMP] ?? 0
      for (let k = 0; k < columns.length; k += 1) {
        const column = columns[k]
        if (column !== undefined) column[row] = values[FIRST_COLUMN + k] ?? 0
      }
      records.wordsIndex[row] = this.#instruments.index(records)
      records.byteOffset[row] = origin + start
      records.byteLength[row] = end - start
      if (this.#unknownInLine.length > 0) this.#countUnknown(lineNumber + row - first)
      if (this.#asText.length > 0) {
        this.#findings.textNumbers.add(this.#asText, lineNumber + row - first)
      }
      start = lineEnd + 1
    }
    window.start = start
    records.count = row
    return row - first
  }

  /** Reads one object with all its keys; returns where it and the blanks behind it end. */
  #scanObject(bytes: Uint8Array, view: DataView, start: number): number {
    this.#lines += 1
    if (this.#asText.length > 0) this.#asText.length = 0
    if (this.#unknownInLine.length > 0) this.#unknownInLine.length = 0
    let seen = 0
    let at = start
    for (let place = 0; ; place += 1) {
      const expected = this.#prefixes[place]
      const prefix = expected?.isAt(view, at) ? expected : this.#readPrefix(bytes, view, at, place)
      if (prefix === null) return GIVE_UP
      // Blanks too, where this line has more of them than the one before.
      at = skipBlanks(bytes, at + prefix.length)
      const { field } = prefix
      if (field === UNKNOWN) {
        if (this.#unknownInLine.includes(prefix.unknownId)) return GIVE_UP
        this.#unknownInLine.push(prefix.unknownId)
      } else {
        if (this.#seenIn[field] === this.#lines) return GIVE_UP
        this.#seenIn[field] = this.#lines
        seen += 1
      }
      at = this.#scanValue(bytes, view, at, field)
      if (at === GIVE_UP) return GIVE_UP
      if (bytes[at] === CLOSE || bytes[skipBlanks(bytes, at)] === CLOSE) break
    }
    if (seen < this.#keys.length && !this.#clearUnseen()) return GIVE_UP
    return skipBlanks(bytes, skipBlanks(bytes, at) + 1)
  }

  /** Fields that were not seen have no value; false where one of them must have. */
  #clearUnseen(): boolean {
    for (let field = 0; field < this.#keys.length; field += 1) {
      if (this.#seenIn[field] === this.#lines) continue
      if (this.#isRequired[field] === true) return false
      this.#clear(field)
    }
    return true
  }

  #clear(field: number): void {
    if (field < this.#firstWord) this.#values[field] = NaN
    else this.#instruments.clear(this.#wordPlaces[field - this.#firstWord] ?? 0)
  }

  /**
   * Reads from a line's start, or from the end of a value, to the start of the next value, and
   * expects the same at this place in the next line.
   */
  #readPrefix(bytes: Uint8Array, view: DataView, start: number, place: number): KeyPrefix | null {
    let at = skipBlanks(bytes, start)
    if (bytes[at] !== (place === 0 ? OPEN : COMMA)) return null
    at = skipBlanks(bytes, at + 1)
    const field = this.#findField(bytes, at)
    let unknownId = -1
    if (field === UNKNOWN) {
      unknownId = this.#findUnknownKey(bytes, at)
      if (unknownId === -1) return null
      at = this.#unknownNames.end
    } else at += this.#keys[field]?.length ?? 0
    at = skipBlanks(bytes, at)
    if (bytes[at] !== COLON) return null
    at = skipBlanks(bytes, at + 1)
    if (at - start > MAX_PREFIX_BYTES) return null
    const prefix = new KeyPrefix(view, start, at, field, unknownId)
    if (place < MAX_PLACES) this.#prefixes[place] = prefix
    return prefix
  }

  #scanValue(bytes: Uint8Array, view: DataView, at: number, field: number): number {
    if (field >= this.#firstWord) {
      const word = this.#wordPlaces[field - this.#firstWord] ?? 0
      if (bytes[at] !== QUOTE) return this.#scanNull(bytes, at, field)
      return this.#instruments.read(word, bytes, at + 1) ? this.#instruments.end : GIVE_UP
    }
    if (field >= FIRST_COLUMN) return this.#scanColumn(bytes, view, at, field)
    if (field === TIMESTAMP) return this.#scanTime(bytes, view, at)
    return this.#scanUnknownValue(bytes, view, at)
  }

  #scanTime(bytes: Uint8Array, view: DataView, at: number): number {
    if (this.#epochs !== null) return this.#scanEpoch(bytes, at, this.#epochs)
    if (bytes[at] !== QUOTE) return GIVE_UP
    const microseconds = this.#timestamps.read(bytes, view, at + 1)
    const { end } = this.#timestamps
    if (microseconds < 0 || bytes[end] !== QUOTE) return GIVE_UP
    if (this.#missingMoments?.has(microseconds)) return GIVE_UP
    this.#values[TIMESTAMP] = microseconds
    return end + 1
  }

  #scanEpoch(bytes: Uint8Array, at: number, epochs: EpochReader): number {
    const isText = bytes[at] === QUOTE
    const microseconds = epochs.read(bytes, isText ? at + 1 : at)
    if (microseconds < 0 || this.#missingMoments?.has(microseconds)) return GIVE_UP
    this.#values[TIMESTAMP] = microseconds
    if (!isText) return epochs.end
    return bytes[epochs.end] === QUOTE ? epochs.end + 1 : GIVE_UP
  }

  #scanColumn(bytes: Uint8Array, view: DataView, at: number, field: number): number {
    if (bytes[at] === QUOTE) return this.#scanTextColumn(bytes, view, at, field)
    const column = field - FIRST_COLUMN
    const value = this.#numbers.read(bytes, view, at)
    if (this.#hasMissingNumbers && this.#isMissing(column, value)) {
      if (this.#isRequired[field] === true) return GIVE_UP
      this.#values[field] = NaN
      return this.#numbers.end
    }
    const isInRange = value >= (this.#min[column] ?? 0) && value <= (this.#max[column] ?? 0)
    // NaN is in no range, so it ends here as well.
    if (!isInRange) return this.#scanLiteral(bytes, at, field)
    // Adding 0 turns -0 into 0, as it is stored.
    this.#values[field] = value + 0
    return this.#numbers.end
  }

  /** A string that is a number, or a state. */
  #scanTextColumn(bytes: Uint8Array, view: DataView, at: number, field: number): number {
    const column = field - FIRST_COLUMN
    const states = this.#states[column]
    if (states) {
      const state = states.read(bytes, at + 1)
      this.#values[field] = state
      return Number.isNaN(state) ? GIVE_UP : states.end
    }
    const value = this.#numbers.read(bytes, view, at + 1)
    const isInRange = value >= (this.#min[column] ?? 0) && value <= (this.#max[column] ?? 0)
    if (!isInRange || this.#isMissing(column, value)) return GIVE_UP
    this.#values[field] = value + 0
    this.#asText.push(column)
    const { end } = this.#numbers
    return bytes[end] === QUOTE ? end + 1 : GIVE_UP
  }

  #isMissing(column: number, value: number): boolean {
    return this.#columns[column]?.missing.includes(value) ?? false
  }

  /** True and false, which are states, and null. */
  #scanLiteral(bytes: Uint8Array, at: number, field: number): number {
    const states = this.#states[field - FIRST_COLUMN]
    const word = isAt(TRUE, bytes, at) ? TRUE : FALSE
    if (!states || !isAt(word, bytes, at)) return this.#scanNull(bytes, at, field)
    const state = states.number(word === TRUE)
    this.#values[field] = state
    return Number.isNaN(state) ? GIVE_UP : at + word.length
  }

  #scanNull(bytes: Uint8Array, at: number, field: number): number {
    if (this.#isRequired[field] === true || !isAt(NULL, bytes, at)) return GIVE_UP
    this.#clear(field)
    return at + NULL.length
  }

  /** Which of the type's keys stands at `at`, quotes included. They mostly come in their own order. */
  #findField(bytes: Uint8Array, at: number): number {
    const count = this.#keys.length
    let field = this.#nextField
    for (let i = 0; i < count; i += 1, field += 1) {
      if (field >= count) field = 0
      if (isAt(this.#keys[field], bytes, at)) {
        this.#nextField = field + 1
        return field
      }
    }
    return UNKNOWN
  }

  /**
   * The id of a key that the type does not know, if it is plain ASCII: with an escape it might be
   * one it knows. Not one that begins with a digit: JSON.parse may put that before the others.
   */
  #findUnknownKey(bytes: Uint8Array, at: number): number {
    if (bytes[at] !== QUOTE || isDigit(bytes[at + 1])) return -1
    if (skipPlainString(bytes, at + 1) === GIVE_UP) return -1
    return this.#unknownNames.find(bytes, at + 1)
  }

  /** Passes over a plain string, a number, true, false or null. */
  #scanUnknownValue(bytes: Uint8Array, view: DataView, at: number): number {
    if (bytes[at] === QUOTE) return skipPlainString(bytes, at + 1)
    const literal = literals.find((word) => isAt(word, bytes, at))
    if (literal !== undefined) return at + literal.length
    return Number.isNaN(this.#numbers.read(bytes, view, at)) ? GIVE_UP : this.#numbers.end
  }

  #countUnknown(lineNumber: number): void {
    for (const id of this.#unknownInLine) {
      const key = this.#unknownNames.word(id)
      if (!this.#ignored.has(key)) this.#findings.unknownKeys.count(key, lineNumber)
    }
  }
}

function isAt(literal: Uint8Array | undefined, bytes: Uint8Array, at: number): boolean {
  if (literal === undefined) return false
  for (let i = 0; i < literal.length; i += 1) {
    if (bytes[at + i] !== literal[i]) return false
  }
  return true
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39
}

function skipBlanks(bytes: Uint8Array, at: number): number {
  let i = at
  while (bytes[i] === SPACE || bytes[i] === TAB) i += 1
  return i
}

/** Where a string without escapes, in ASCII, ends behind its closing quote. */
function skipPlainString(bytes: Uint8Array, at: number): number {
  for (let i = at; ; i += 1) {
    const byte = bytes[i] ?? 0
    if (byte === QUOTE) return i + 1
    if (byte < SPACE || byte > 0x7f || byte === 0x5c) return GIVE_UP
  }
}
