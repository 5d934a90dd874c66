import { createHash } from 'node:crypto'
import { KEPT_BYTES, linesOf, typeOf } from './lines.mjs'

const utf8 = new TextDecoder('utf-8', { fatal: true })
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/
const TIMESTAMP =
  /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/

/**
 * @typedef {object} Keys
 * @property {string} time
 * @property {readonly string[]} numbers velocity, altitude, latitude, longitude
 * @property {readonly string[]} words the instruments
 */

/** @type {Record<string, Keys>} by satellite type */
const KEYS = {
  jackal_mk1: {
    time: 'timestamp',
    numbers: ['velocity', 'altitude', 'latitude', 'longitude'],
    words: ['instrument1', 'instrument2'],
  },
  jackal_mk2: {
    time: 'ts',
    numbers: ['vel', 'alt', 'lat', 'long'],
    words: ['instrument1', 'instrument3', 'instrument4'],
  },
}
/** Of the four numbers. */
const LIMITS = [Infinity, Infinity, 90, 180]

/** Why a line is bad; the message is its code. */
class Bad extends Error {}

/**
 * What the database has to hold of a package, as a text for each line that is not blank.
 *
 * @param {Buffer} bytes
 * @returns {Map<number, string>} by line number
 */
export function verdicts(bytes) {
  const keys = keysOf(typeOf(bytes))
  return new Map(linesOf(bytes).map(({ line, raw }) => [line, verdict(raw, keys)]))
}

/** What a text stands for as a line of this type. @param {string} text @param {string} type */
export function verdictOfText(text, type) {
  return verdict(Buffer.from(text), keysOf(type))
}

/** @param {string} type */
export function keysOf(type) {
  const keys = KEYS[type]
  if (keys === undefined) throw new Error('the oracle does not know this satellite type')
  return keys
}

/** @param {Buffer} raw @param {Keys} keys */
function verdict(raw, keys) {
  try {
    return recordText(recordOf(raw, keys))
  } catch (error) {
    if (!(error instanceof Bad)) throw error
    return badText(error.message, raw.length, raw.subarray(0, KEPT_BYTES))
  }
}

/**
 * A stored or expected record as a text that is equal where all its values are: JSON gives the
 * shortest digits of a double, and each double other ones.
 *
 * @param {{ time: bigint, numbers: number[], words: Record<string, string> }} record
 */
export function recordText({ time, numbers, words }) {
  const sorted = Object.entries(words).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `record ${time} ${JSON.stringify([...numbers, ...sorted])}`
}

/**
 * The same of a record of any channels.
 *
 * @param {bigint} time @param {Record<string, unknown>} values by the columns of its type's view
 */
export function valuesText(time, values) {
  const sorted = Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `record ${time} ${JSON.stringify(sorted)}`
}

/** @param {string} code @param {number} rawBytes @param {Uint8Array} kept */
export function badText(code, rawBytes, kept) {
  return `bad ${code} ${rawBytes} ${createHash('sha256').update(kept).digest('hex')}`
}

/** @param {Buffer} raw @param {Keys} keys */
function recordOf(raw, keys) {
  const value = objectOf(raw)
  return {
    time: microseconds(present(value, keys.time)),
    numbers: keys.numbers.map((key, index) =>
      numberWithin(present(value, key), LIMITS[index] ?? Infinity),
    ),
    words: Object.fromEntries(keys.words.map((key) => [key, wordOf(present(value, key))])),
  }
}

/** @param {Buffer} raw @returns {Record<string, unknown>} */
function objectOf(raw) {
  let text
  try {
    text = utf8.decode(raw)
  } catch {
    throw new Bad('invalid_utf8')
  }
  let value
  try {
    value = JSON.parse(text)
  } catch {
    throw new Bad('invalid_json')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Bad('not_an_object')
  }
  return value
}

/** @param {Record<string, unknown>} value @param {string} key */
function present(value, key) {
  if (!Object.hasOwn(value, key) || value[key] === '') throw new Bad('missing_field')
  return value[key]
}

/** @param {unknown} value @param {number} limit */
function numberWithin(value, limit) {
  const isText = typeof value === 'string' && NUMBER.test(value)
  if (typeof value !== 'number' && !isText) throw new Bad('wrong_type')
  const number = Number(value)
  if (!Number.isFinite(number)) throw new Bad('not_finite')
  if (Math.abs(number) > limit) throw new Bad('out_of_range')
  return number
}

/** @param {unknown} value @returns {string} */
function wordOf(value) {
  if (typeof value !== 'string') throw new Bad('wrong_type')
  return value
}

/** @param {unknown} value @returns {bigint} microseconds since 1970 UTC */
function microseconds(value) {
  if (typeof value !== 'string') throw new Bad('wrong_type')
  const [, date, time, decimals = '', offset] = TIMESTAMP.exec(value) ?? []
  const seconds = Date.parse(`${date}T${time}${offset}`)
  // Date.parse takes 30 February for 2 March.
  const isRealDay = new Date(`${date}T00:00:00Z`).getUTCDate() === Number(date?.slice(8))
  if (Number.isNaN(seconds) || !isRealDay) throw new Bad('invalid_timestamp')
  const micros = BigInt(seconds) * 1000n + BigInt(decimals.padEnd(6, '0').slice(0, 6))
  if (micros < 0n || micros >= BigInt(Date.UTC(2200, 0, 1)) * 1000n) throw new Bad('out_of_range')
  return micros
}
