import { skipSpace } from './jsonGrammar'
import type { UnknownKeys } from './unknownKeys'
import { textOf } from './utf8'

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
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/**
 * The values of the given keys in a long line, by their places, as JSON.parse would give them;
 * undefined where a key is not there. A list or an object comes without its content, because no key
 * of a satellite type holds one. Every other key is counted once, as often as it may stand there.
 *
 * @param bytes JSON text in UTF-8, proven sound before
 * @returns the values, and how many different keys the line has; null when the line is no object
 */
export function pickFromLongLine(
  bytes: Uint8Array,
  places: ReadonlyMap<string, number>,
  unknownKeys: UnknownKeys,
  lineNumber: number,
): { readonly values: unknown[]; readonly keys: number } | null {
  let at = skipSpace(bytes, 0)
  if (bytes[at] !== OPEN_OBJECT) return null
  // Where each value begins and ends; of a repeated key the last one counts.
  const starts = new Uint32Array(places.size)
  const ends = new Uint32Array(places.size)
  const line = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const unknown = new KeysOfLine(line)
  at = skipSpace(bytes, at + 1)
  while (bytes[at] === QUOTE) {
    const keyEnd = skipString(bytes, at)
    const key = keyAt(line, at, keyEnd)
    // Over the colon.
    const start = skipSpace(bytes, skipSpace(bytes, keyEnd) + 1)
    const end = skipValue(bytes, start)
    const place = places.get(key)
    if (place === undefined) unknown.add(key, at)
    else {
      starts[place] = start
      ends[place] = end
    }
    at = skipSpace(bytes, end)
    if (bytes[at] === COMMA) at = skipSpace(bytes, at + 1)
  }
  let keys = starts.filter((start) => start > 0).length
  unknown.eachOnce((key) => {
    keys += 1
    unknownKeys.count(key, lineNumber)
  })
  const values = Array.from(starts, (start, place) =>
    start === 0 ? undefined : valueAt(bytes, start, ends[place] ?? 0),
  )
  return { values, keys }
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

function valueAt(bytes: Uint8Array, start: number, end: number): unknown {
  if (bytes[start] === OPEN_ARRAY) return []
  if (bytes[start] === OPEN_OBJECT) return {}
  return parse(bytes, start, end)
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
