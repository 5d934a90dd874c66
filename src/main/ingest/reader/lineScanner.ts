import {
  channelNames,
  definitionKeys,
  type SatelliteDefinition,
} from '#shared/satellites/definition'
import { MAX_LINE_BYTES } from '../../record/chunk'
import { TimestampReader } from '../../record/time/timestamp'
import { InstrumentWords } from './instrumentWords'
import { KeyPrefix, MAX_PREFIX_BYTES } from './keyPrefix'
import type { LineWindow } from './lineWindow'
import { NumberReader } from './numberReader'
import type { RecordBuilder } from './recordBuilder'
import type { TextNumbers } from './textNumbers'
import type { UnknownKeys } from './unknownKeys'
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
const FIRST_CHANNEL = 1
const FIRST_INSTRUMENT = 1 + channelNames.length
const UNKNOWN = -1
/** Reading goes on nowhere: the line is for the exact way. */
const GIVE_UP = -1

/** Places in a line whose prefixes are remembered. */
const MAX_PLACES = 64

/** The words of JSON that a value may be, as bytes. */
const encoder = new TextEncoder()
const literals = ['true', 'false', 'null'].map((word) => encoder.encode(word))

/**
 * The fast way to read lines: straight from bytes to columns. It takes the common line, an object
 * of the type's keys and of others with plain values, and only when every check passes; it never
 * calls a line bad. Whatever it does not know exactly it leaves to the LineParser, with which it
 * must agree on every line that it takes.
 *
 * It expects before each value the very bytes that stood there in the line before, and looks for the
 * key where they differ: so any order of keys is read, and the usual one at the cost of a comparison.
 */
export class LineScanner {
  readonly #keys: readonly Uint8Array[]
  /** The line in which each field was seen last, by a count of its own. */
  readonly #seenIn: Uint32Array
  #lines = 0
  readonly #min: Float64Array
  readonly #max: Float64Array
  /** What stood before each value in the line before. */
  readonly #prefixes: KeyPrefix[] = []
  /** The current line's values: timestamp, then the channels. */
  readonly #values = new Float64Array(FIRST_INSTRUMENT)
  readonly #numbers = new NumberReader()
  readonly #timestamps = new TimestampReader()
  readonly #instruments: InstrumentWords
  readonly #unknownKeys: UnknownKeys
  readonly #textNumbers: TextNumbers
  /** The channels of the current line whose number is a text. */
  readonly #asText: number[] = []
  #unknownNames = new WordDictionary()
  /** Ids of the unknown keys in the current line. */
  readonly #unknownInLine: number[] = []
  #records: RecordBuilder | null = null

  constructor(definition: SatelliteDefinition, unknownKeys: UnknownKeys, textNumbers: TextNumbers) {
    const keys = definitionKeys(definition)
    this.#keys = keys.map((key) => encoder.encode(JSON.stringify(key)))
    this.#seenIn = new Uint32Array(keys.length)
    this.#min = Float64Array.from(channelNames, (name) => definition[name].min ?? -Infinity)
    this.#max = Float64Array.from(channelNames, (name) => definition[name].max ?? Infinity)
    this.#instruments = new InstrumentWords(definition.instruments)
    this.#unknownKeys = unknownKeys
    this.#textNumbers = textNumbers
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
        if (column !== undefined) column[row] = values[FIRST_CHANNEL + k] ?? 0
      }
      records.wordsIndex[row] = this.#instruments.index(records)
      records.byteOffset[row] = origin + start
      records.byteLength[row] = end - start
      if (this.#unknownInLine.length > 0) this.#countUnknown(lineNumber + row - first)
      if (this.#asText.length > 0) this.#textNumbers.add(this.#asText, lineNumber + row - first)
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
    return seen === this.#keys.length ? skipBlanks(bytes, skipBlanks(bytes, at) + 1) : GIVE_UP
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
    if (field >= FIRST_INSTRUMENT) {
      if (bytes[at] !== QUOTE) return GIVE_UP
      if (!this.#instruments.read(field - FIRST_INSTRUMENT, bytes, at + 1)) return GIVE_UP
      return this.#instruments.end
    }
    if (field >= FIRST_CHANNEL) return this.#scanChannel(bytes, view, at, field)
    if (field === TIMESTAMP) {
      if (bytes[at] !== QUOTE) return GIVE_UP
      const microseconds = this.#timestamps.read(bytes, view, at + 1)
      if (microseconds < 0 || bytes[this.#timestamps.end] !== QUOTE) return GIVE_UP
      this.#values[TIMESTAMP] = microseconds
      return this.#timestamps.end + 1
    }
    return this.#scanUnknownValue(bytes, view, at)
  }

  /** A number, or a string that is one. */
  #scanChannel(bytes: Uint8Array, view: DataView, at: number, field: number): number {
    const isText = bytes[at] === QUOTE
    const value = this.#numbers.read(bytes, view, isText ? at + 1 : at)
    const channel = field - FIRST_CHANNEL
    const isInRange = value >= (this.#min[channel] ?? 0) && value <= (this.#max[channel] ?? 0)
    // NaN is in no range, so it ends here as well.
    if (!isInRange || value === Infinity || value === -Infinity) return GIVE_UP
    // Adding 0 turns -0 into 0, as it is stored.
    this.#values[field] = value + 0
    const { end } = this.#numbers
    if (!isText) return end
    this.#asText.push(channel)
    return bytes[end] === QUOTE ? end + 1 : GIVE_UP
  }

  /** Which of the type's keys stands at `at`, quotes included. */
  #findField(bytes: Uint8Array, at: number): number {
    for (let field = 0; field < this.#keys.length; field += 1) {
      if (isAt(this.#keys[field], bytes, at)) return field
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
      this.#unknownKeys.count(this.#unknownNames.word(id), lineNumber)
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
