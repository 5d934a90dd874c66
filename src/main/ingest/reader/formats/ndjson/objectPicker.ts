import { JsonNumber } from '../../../../record/cells/jsonNumber'
import { skipSpace } from '../../jsonGrammar'
import type { UnknownKeys } from '../../unknownKeys'
import { textOf } from '../../utf8'
import type { KeyNode, Keys, KeyTree } from './keyTree'

/**
 * A longer line is read member by member. JSON.parse makes up to sixty times the text's size in
 * objects, which costs a short line nothing and one of 16 MiB a gigabyte.
 */
export const LONG_LINE_BYTES = 64 * 1024

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d
const NULL = 0x6e
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/** An object that was walked through, of which the unknown keys are still to be counted. */
interface Walked {
  readonly unknown: KeysOfLine
  /** The pointer to it, '' for the line's own object. */
  readonly path: string
  readonly members: number
  readonly known: number
}

/**
 * Takes the values of the known keys out of a line, member by member. They are those of JSON.parse,
 * but numbers keep their text, and a list or an object that nothing is read from comes without its
 * content.
 */
export class ObjectPicker {
  readonly #tree: KeyTree
  readonly #starts: Uint32Array
  readonly #ends: Uint32Array
  #bytes: Uint8Array = new Uint8Array(0)
  #line: Buffer = Buffer.alloc(0)
  #walked: Walked[] = []
  /** Keys whose value should have been an object. */
  #strange: string[] = []

  constructor(tree: KeyTree) {
    this.#tree = tree
    this.#starts = new Uint32Array(tree.slots.places.length)
    this.#ends = new Uint32Array(tree.slots.places.length)
  }

  /**
   * The values by their slots, undefined for what is not there; null when the line is no object.
   *
   * @param bytes JSON text in UTF-8, proven sound before
   */
  pick(bytes: Uint8Array): unknown[] | null {
    const start = skipSpace(bytes, 0)
    if (bytes[start] !== OPEN_OBJECT) return null
    this.#bytes = bytes
    this.#line = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    this.#starts.fill(0)
    this.#ends.fill(0)
    this.#walked = []
    this.#strange = []
    this.#walk(start, this.#tree.keys, '', false)
    return Array.from(this.#starts, (from, slot) =>
      from === 0 ? undefined : this.#valueAt(from, this.#ends[slot] ?? 0),
    )
  }

  /** Counts the unknown keys of the line that was picked last. Returns how many values came again. */
  count(unknownKeys: UnknownKeys, lineNumber: number): number {
    let repeated = 0
    for (const { unknown, path, members, known } of this.#walked) {
      let keys = known
      unknown.eachOnce((key) => {
        keys += 1
        unknownKeys.count(path === '' ? key : `${path}/${escaped(key)}`, lineNumber)
      })
      repeated += members - keys
    }
    for (const key of this.#strange) unknownKeys.count(key, lineNumber)
    return repeated
  }

  /** The text of a slot's value as it stands in the line that was picked last. */
  textOf(slot: number): string {
    return textOf(this.#bytes.subarray(this.#starts[slot] ?? 0, this.#ends[slot] ?? 0))
  }

  /** @param isIgnored whether keys that are not known are left out on purpose */
  #walk(objectStart: number, keys: Keys, path: string, isIgnored: boolean): void {
    const bytes = this.#bytes
    const unknown = new KeysOfLine(this.#line)
    // Where each value begins and ends; of a repeated key the last one counts.
    const found = new Map<string, readonly [number, number]>()
    let members = 0
    let at = skipSpace(bytes, objectStart + 1)
    while (bytes[at] === QUOTE) {
      const keyEnd = skipString(bytes, at)
      const key = keyAt(this.#line, at, keyEnd)
      // Over the colon.
      const start = skipSpace(bytes, skipSpace(bytes, keyEnd) + 1)
      const end = skipValue(bytes, start)
      members += 1
      if (keys.has(key)) found.set(key, [start, end])
      else if (isIgnored) members -= 1
      else unknown.add(key, at)
      at = skipSpace(bytes, end)
      if (bytes[at] === COMMA) at = skipSpace(bytes, at + 1)
    }
    this.#walked.push({ unknown, path, members, known: found.size })
    for (const [key, [start, end]] of found) {
      const node = keys.get(key)
      if (node !== undefined) this.#visit(node, start, end, `${path}/${escaped(key)}`)
    }
  }

  #visit(node: KeyNode, start: number, end: number, path: string): void {
    const { slot, children, isIgnored } = node
    if (slot >= 0) {
      this.#starts[slot] = start
      this.#ends[slot] = end
    }
    if (children === null) return
    const first = this.#bytes[start]
    const skipsOthers = isIgnored || slot >= 0
    if (first === OPEN_OBJECT) this.#walk(start, children, path, skipsOthers)
    else if (first === OPEN_ARRAY) this.#walkList(start, children, path, skipsOthers)
    else if (first !== NULL && !skipsOthers) this.#strange.push(path)
  }

  #walkList(listStart: number, keys: Keys, path: string, isIgnored: boolean): void {
    const bytes = this.#bytes
    let at = skipSpace(bytes, listStart + 1)
    for (let i = 0; bytes[at] !== CLOSE_ARRAY; i += 1) {
      const end = skipValue(bytes, at)
      const node = keys.get(String(i))
      if (node !== undefined) this.#visit(node, at, end, `${path}/${i}`)
      else if (!isIgnored) this.#strange.push(`${path}/${i}`)
      at = skipSpace(bytes, end)
      if (bytes[at] === COMMA) at = skipSpace(bytes, at + 1)
    }
  }

  #valueAt(start: number, end: number): unknown {
    const bytes = this.#bytes
    if (bytes[start] === OPEN_ARRAY) return []
    if (bytes[start] === OPEN_OBJECT) return {}
    const value = parse(bytes, start, end)
    return typeof value === 'number' ? new JsonNumber(textOf(bytes.subarray(start, end))) : value
  }
}

/** A key as it stands in a JSON pointer. */
function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** So many keys are told apart at a time: a million texts at once would cost a hundred megabytes. */
const KEYS_AT_ONCE = 32 * 1024

/** Where keys stand in a line, which may be millions. */
class KeysOfLine {
  readonly #line: Buffer
  #starts = new Uint32Array(64)
  /** Equal keys have equal tags, however they are spelled. */
  #tags = new Uint8Array(64)
  #count = 0

  constructor(line: Buffer) {
    this.#line = line
  }

  /** @param start where its opening quote stands */
  add(key: string, start: number): void {
    if (this.#count === this.#starts.length) {
      this.#starts = grown(this.#starts, new Uint32Array(this.#count * 2))
      this.#tags = grown(this.#tags, new Uint8Array(this.#count * 2))
    }
    this.#starts[this.#count] = start
    this.#tags[this.#count] = tagOf(key)
    this.#count += 1
  }

  /** Calls back for every key once. Those of one share of the tags come in the line's order. */
  eachOnce(onKey: (key: string) => void): void {
    const shares = Math.ceil(this.#count / KEYS_AT_ONCE)
    for (let share = 0; share < shares; share += 1) {
      const seen = new Set<string>()
      for (let i = 0; i < this.#count; i += 1) {
        if ((this.#tags[i] ?? 0) % shares !== share) continue
        const start = this.#starts[i] ?? 0
        seen.add(keyAt(this.#line, start, skipString(this.#line, start)))
      }
      for (const key of seen) onKey(key)
    }
  }
}

function grown<T extends Uint32Array | Uint8Array>(source: T, target: T): T {
  target.set(source)
  return target
}

/** A byte made of a text's length and of its last characters, in which many keys differ. */
function tagOf(key: string): number {
  let tag = key.length
  for (let i = Math.max(0, key.length - 8); i < key.length; i += 1) {
    tag = Math.imul(tag, 31) + key.charCodeAt(i)
  }
  return tag & 0xff
}

/** The key between two quotes. */
function keyAt(line: Buffer, start: number, end: number): string {
  for (let i = start; i < end; i += 1) {
    const byte = line[i] ?? 0
    if (byte === BACKSLASH || byte > 0x7f) return String(parse(line, start, end))
  }
  return line.toString('latin1', start + 1, end - 1)
}

function parse(bytes: Uint8Array, start: number, end: number): unknown {
  return JSON.parse(textOf(bytes.subarray(start, end)))
}

/** Where the string whose opening quote is at `at` ends, closing quote included. */
function skipString(bytes: Uint8Array, at: number): number {
  let i = at + 1
  while (bytes[i] !== QUOTE) i += bytes[i] === BACKSLASH ? 2 : 1
  return i + 1
}

/** Where the value at `at` ends, however deep it is. */
function skipValue(bytes: Uint8Array, at: number): number {
  let depth = 0
  let i = at
  for (;;) {
    const byte = bytes[i]
    if (byte === QUOTE) {
      i = skipString(bytes, i)
      if (depth === 0) return i
      continue
    }
    if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) depth += 1
    else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) {
      if (depth === 0) return i
      depth -= 1
      if (depth === 0) return i + 1
    } else if (depth === 0 && (byte === COMMA || skipSpace(bytes, i) > i)) return i
    i += 1
  }
}
