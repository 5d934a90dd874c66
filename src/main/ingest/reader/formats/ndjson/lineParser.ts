import { isUtf8 } from 'node:buffer'
import type { LineIssue } from '#shared/codes'
import type { Definition } from '#shared/telemetry/definition'
import { decimalOf } from '#shared/formats/formats'
import { isNumbered } from '#shared/telemetry/states'
import type { Findings } from '../../findings'
import { IssueLists } from '../../issueLists'
import { jsonFault } from '../../jsonFaults'
import { IS_JSON, JsonGrammar } from '../../jsonGrammar'
import { lineIssues } from '../../lineIssues'
import { RecordFields } from '../../recordFields'
import { textOf } from '../../utf8'
import type { LineVerdict, Verdict } from '../format'
import { headerSays, namesHeaderKeys } from './headerKeys'
import { keyTree, type KeyTree } from './keyTree'
import { LONG_LINE_BYTES, ObjectPicker } from './objectPicker'

/** From here on a double may not be the whole number that stands in the line. */
const MOST_EXACT = 2 ** 53

/** The exact way to read a line: UTF-8, the grammar of JSON, then the satellite type's fields. */
export class LineParser {
  readonly #definition: Definition
  readonly #tree: KeyTree
  /** The slots whose numbers are needed as they are written. */
  readonly #asWritten: readonly boolean[]
  readonly #picker: ObjectPicker
  readonly #startUs: number | null
  readonly #findings: Findings
  readonly #grammar = new JsonGrammar()
  readonly #issueLists = new IssueLists()
  #fields: RecordFields | null = null

  constructor(definition: Definition, findings: Findings, startUs: number | null) {
    this.#definition = definition
    this.#tree = keyTree(definition)
    this.#asWritten = slotsAsWritten(definition, this.#tree)
    this.#picker = new ObjectPicker(this.#tree)
    this.#findings = findings
    this.#startUs = startUs
  }

  /**
   * Judges one line, without its line end. Unknown and repeated keys are counted for every object of
   * the kind that is read, bad or not.
   */
  parse(bytes: Uint8Array, lineNumber: number): LineVerdict {
    if (!isUtf8(bytes)) return bad(lineIssues.invalidUtf8)
    const faultAt = this.#grammar.faultAt(bytes)
    if (faultAt !== IS_JSON) return bad(jsonFault(bytes, faultAt, this.#grammar.closerAtFault))
    return this.#tree.isDeep || bytes.length > LONG_LINE_BYTES
      ? this.#parseByMembers(bytes, lineNumber)
      : this.#parseWhole(bytes, lineNumber)
  }

  #parseByMembers(bytes: Uint8Array, lineNumber: number): LineVerdict {
    const values = this.#picker.pick(bytes)
    if (values === null) return bad(lineIssues.notAnObject)
    const fields = this.#fieldsNow()
    if (fields.isOther(values)) return 'other'
    const { unknownKeys } = this.#findings
    this.#findings.repeatedValues += this.#picker.count(unknownKeys, lineNumber)
    return this.#verdict(fields, values, bytes, lineNumber)
  }

  #parseWhole(bytes: Uint8Array, lineNumber: number): LineVerdict {
    let object: unknown
    try {
      object = JSON.parse(textOf(bytes))
    } catch (error) {
      if (error instanceof SyntaxError) return bad(lineIssues.invalidJson)
      throw error
    }
    if (!isObject(object)) return bad(lineIssues.notAnObject)
    const keys = Object.keys(object)
    let values = this.#values(object, keys)
    if (values.some((value, slot) => this.#isNeededAsWritten(value, slot))) {
      values = this.#picker.pick(bytes) ?? values
    }
    const fields = this.#fieldsNow()
    if (fields.isOther(values)) return 'other'
    for (const key of keys) {
      if (!this.#tree.keys.has(key)) this.#findings.unknownKeys.count(key, lineNumber)
    }
    this.#findings.repeatedValues += this.#grammar.members - keys.length
    const verdict = this.#verdict(fields, values, bytes, lineNumber)
    return verdict.issues === null ? verdict : (this.#asHeader(object, values) ?? verdict)
  }

  /** Made when the first line needs them: most files have none. */
  #fieldsNow(): RecordFields {
    this.#fields ??= new RecordFields(this.#definition, this.#tree.slots, this.#startUs)
    return this.#fields
  }

  /** Own keys only, and values by the key's slot: `toString` and `__proto__` are keys like others. */
  #values(object: Readonly<Record<string, unknown>>, keys: readonly string[]): unknown[] {
    const values: unknown[] = Array(this.#tree.slots.places.length).fill(undefined)
    for (const key of keys) {
      const slot = this.#tree.keys.get(key)?.slot ?? -1
      if (slot >= 0) values[slot] = object[key]
    }
    return values
  }

  #isNeededAsWritten(value: unknown, slot: number): boolean {
    if (typeof value !== 'number') return false
    return this.#asWritten[slot] === true || Math.abs(value) >= MOST_EXACT
  }

  #verdict(
    fields: RecordFields,
    values: readonly unknown[],
    bytes: Uint8Array,
    lineNumber: number,
  ): Verdict {
    const read = fields.read(values)
    if (Array.isArray(read)) return bad(this.#issueLists.get(read))
    this.#findings.textNumbers.add(fields.textNumbers, lineNumber)
    if (fields.cellFaults.length > 0) {
      this.#picker.pick(bytes)
      this.#findings.cellErrors.add(lineNumber, fields.cellFaults, (channel) =>
        this.#picker.textOf(this.#tree.slots.channels[channel] ?? 0),
      )
    }
    return { values: read, issues: null }
  }

  /** What to say of a bad line that has nothing of a record, but names a type as headers do. */
  #asHeader(object: Readonly<Record<string, unknown>>, values: readonly unknown[]): Verdict | null {
    if (!namesHeaderKeys(object, this.#definition)) return null
    if (values.some((value) => value !== undefined)) return null
    const isOwn = headerSays(object, this.#definition)
    return bad(isOwn ? lineIssues.secondHeader : lineIssues.otherHeader)
  }
}

/** Times may be finer than a double, and a state that is no number is kept as it is written. */
function slotsAsWritten(definition: Definition, { slots }: KeyTree): readonly boolean[] {
  const decimal = decimalOf(definition.file)
  const asWritten = slots.places.map(() => false)
  if (definition.time.form !== 'rfc3339') for (const slot of slots.time) asWritten[slot] = true
  for (const [i, channel] of definition.channels.entries()) {
    if (channel.kind !== 'state' || isNumbered(channel, decimal)) continue
    asWritten[slots.channels[i] ?? 0] = true
  }
  return asWritten
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function bad(issues: readonly LineIssue[]): Verdict {
  return { values: null, issues }
}
