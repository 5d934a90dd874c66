import { isUtf8 } from 'node:buffer'
import type { LineIssue } from '#shared/codes'
import {
  channelNames,
  definitionKeys,
  type SatelliteDefinition,
} from '#shared/satellites/definition'
import { IssueLists } from './issueLists'
import { jsonFault } from './jsonFaults'
import { IS_JSON, JsonGrammar } from './jsonGrammar'
import { lineIssues } from './lineIssues'
import { LONG_LINE_BYTES, pickFromLongLine } from './longLine'
import { recordFields, type RecordFields } from './recordFields'
import type { TextNumbers } from './textNumbers'
import type { UnknownKeys } from './unknownKeys'
import { textOf } from './utf8'

/** A line's values: microseconds since 1970 UTC, then numbers and words in the definition's order. */
export interface RecordValues {
  readonly timestampUs: number
  readonly numbers: readonly number[]
  readonly words: readonly string[]
}

export type Verdict =
  | { readonly values: RecordValues; readonly issues: null }
  | { readonly values: null; readonly issues: readonly LineIssue[] }

/**
 * The exact way to read a line: UTF-8, JSON.parse, then the satellite type's fields. The only place
 * that ever calls a line bad, but for its length.
 */
export class LineParser {
  readonly #keys: readonly string[]
  readonly #places: ReadonlyMap<string, number>
  readonly #definition: SatelliteDefinition
  #fields: RecordFields | null = null
  readonly #unknownKeys: UnknownKeys
  readonly #textNumbers: TextNumbers | null
  readonly #grammar = new JsonGrammar()
  readonly #issueLists = new IssueLists()
  #repeatedValues = 0
  /** The satellite type that the line names as a header does; null where it names none. */
  #headerType: string | null = null

  constructor(
    definition: SatelliteDefinition,
    unknownKeys: UnknownKeys,
    textNumbers: TextNumbers | null = null,
  ) {
    this.#keys = definitionKeys(definition)
    this.#places = new Map(this.#keys.map((key, place) => [key, place]))
    this.#definition = definition
    this.#unknownKeys = unknownKeys
    this.#textNumbers = textNumbers
  }

  /** How many values were left out since the last call, because their key came again in their line. */
  takeRepeatedValues(): number {
    const count = this.#repeatedValues
    this.#repeatedValues = 0
    return count
  }

  /**
   * Judges one line, without its line end. Unknown and repeated keys are counted for every object,
   * bad or not.
   */
  parse(bytes: Uint8Array, lineNumber: number): Verdict {
    if (!isUtf8(bytes)) return bad(lineIssues.invalidUtf8)
    const faultAt = this.#grammar.faultAt(bytes)
    if (faultAt !== IS_JSON) return bad(jsonFault(bytes, faultAt, this.#grammar.closerAtFault))
    let values: unknown[] | null
    this.#headerType = null
    try {
      values = this.#values(bytes, lineNumber)
    } catch (error) {
      if (error instanceof SyntaxError) return bad(lineIssues.invalidJson)
      throw error
    }
    if (values === null) return bad(lineIssues.notAnObject)
    const read = this.#read(values)
    if (!Array.isArray(read)) {
      this.#textNumbers?.add(channelsAsText(values), lineNumber)
      return { values: read, issues: null }
    }
    if (this.#headerType !== null && values.every((value) => value === undefined)) {
      const isOwn = this.#headerType === this.#definition.type
      return bad(isOwn ? lineIssues.secondHeader : lineIssues.otherHeader)
    }
    return bad(this.#issueLists.get(read))
  }

  /** Null when the line is no object. Throws what JSON.parse throws. */
  #values(bytes: Uint8Array, lineNumber: number): unknown[] | null {
    if (bytes.length > LONG_LINE_BYTES) {
      const picked = pickFromLongLine(bytes, this.#places, this.#unknownKeys, lineNumber)
      if (picked === null) return null
      this.#countRepeated(picked.keys)
      return picked.values
    }
    const value: unknown = JSON.parse(textOf(bytes))
    this.#headerType = headerTypeOf(value)
    return isObject(value) ? this.#pick(value, lineNumber) : null
  }

  /** The values of the type's keys, in its order; other keys are counted. */
  #pick(object: Readonly<Record<string, unknown>>, lineNumber: number): unknown[] {
    const values: unknown[] = Array(this.#keys.length).fill(undefined)
    // Own keys only, and values by the key's place: `toString` and `__proto__` are keys like others.
    const keys = Object.keys(object)
    this.#countRepeated(keys.length)
    for (const key of keys) {
      const place = this.#places.get(key)
      if (place === undefined) this.#unknownKeys.count(key, lineNumber)
      else values[place] = object[key]
    }
    return values
  }

  /** The record that the values are, or what is wrong with them. */
  #read(values: readonly unknown[]): RecordValues | LineIssue[] {
    this.#fields ??= recordFields(this.#definition)
    const { timestamp, numbers, words } = this.#fields
    const at = timestamp(values[0])
    const read = numbers.map((field, i) => field(values[1 + i]))
    const said = words.map((field, i) => field(values[1 + numbers.length + i]))
    if (typeof at === 'number' && read.every(isNumber) && said.every(isText)) {
      return { timestampUs: at, numbers: read, words: said }
    }
    return [at, ...read, ...said].filter((field) => typeof field === 'object')
  }

  /** @param keys how many different ones the line has */
  #countRepeated(keys: number): void {
    this.#repeatedValues += this.#grammar.members - keys
  }
}

/** Which of the channels have a text for their value. */
function channelsAsText([, ...values]: readonly unknown[]): number[] {
  return channelNames.flatMap((_, i) => (typeof values[i] === 'string' ? [i] : []))
}

function headerTypeOf(value: unknown): string | null {
  const type = isObject(value) && Object.hasOwn(value, 'satellite_type') && value['satellite_type']
  return typeof type === 'string' ? type : null
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isNumber(field: unknown): field is number {
  return typeof field === 'number'
}

function isText(field: unknown): field is string {
  return typeof field === 'string'
}

function bad(issues: readonly LineIssue[]): Verdict {
  return { values: null, issues }
}
