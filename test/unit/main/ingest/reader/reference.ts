import type { SatelliteDefinition } from '../../../../helpers/satellites/definition'
import { latin1, nothingFound, type Found } from './readAll'

/** What a line must come to, written down from the rules with none of the reader's parts. */
interface Reference extends Omit<Found, 'errors' | 'blockHashes' | 'nextByte' | 'nextLine'> {
  errors: { line: number; byteOffset: number; rawBytes: number; raw: string; codes: string[] }[]
}

const KEPT_BYTES = 64 * 1024

const channels = ['velocity', 'altitude', 'latitude', 'longitude'] as const
const NUMBER = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$/
const TIMESTAMP =
  /^([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.([0-9]{1,9}))?(Z|[-+][0-9]{2}:[0-9]{2})$/

/** Reads a whole package in memory, line by line, in the plainest way. */
export function referenceRead(bytes: Buffer, definition: SatelliteDefinition): Reference {
  const found: Reference = { ...nothingFound(), errors: [] }
  const known = new Set([
    definition.timestamp.key,
    ...channels.map((name) => definition[name].key),
    ...definition.instruments,
  ])
  let byteOffset = 0
  let line = 0
  while (byteOffset < bytes.length) {
    line += 1
    const lf = bytes.indexOf(10, byteOffset)
    let raw = bytes.subarray(byteOffset, lf === -1 ? bytes.length : lf)
    if (lf !== -1 && raw.at(-1) === 13) raw = raw.subarray(0, -1)
    if (line > 1) readLine(raw)
    byteOffset = lf === -1 ? bytes.length : lf + 1
  }
  return found

  function readLine(raw: Buffer): void {
    if (/^[ \t]*$/.test(latin1(raw))) {
      found.skippedLines += 1
      return
    }
    const fail = (...codes: string[]) =>
      found.errors.push({
        line,
        byteOffset,
        rawBytes: raw.length,
        raw: latin1(raw.subarray(0, KEPT_BYTES)),
        codes,
      })
    const text = raw.toString('utf8')
    if (!Buffer.from(text, 'utf8').equals(raw)) return void fail(' invalid_utf8')
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      return void fail(' invalid_json')
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return void fail(' not_an_object')
    }
    const fields = new Map(Object.entries(value))
    found.repeatedValues += membersIn(text) - fields.size
    for (const key of fields.keys()) if (!known.has(key)) countUnknown(key.toWellFormed())

    const codes: string[] = []
    const take = <T>(key: string, convert: (value: unknown) => T | string): T | undefined => {
      const field = fields.get(key)
      const result = field === undefined || field === '' ? 'missing_field' : convert(field)
      if (typeof result !== 'string') return result
      codes.push(`${key} ${result}`)
      return undefined
    }
    const timestampUs = take(definition.timestamp.key, microseconds) ?? 0
    const [velocity, altitude, latitude, longitude] = channels.map(
      (name) => take(definition[name].key, (field) => double(field, definition[name])) ?? 0,
    )
    const words = definition.instruments.map((key) =>
      take(key, (field) => (typeof field === 'string' ? [field] : 'wrong_type')),
    )
    if (codes.length > 0) return void fail(...codes)
    for (const name of channels) {
      if (typeof fields.get(definition[name].key) === 'string') countText(name)
    }
    const pairs = definition.instruments.map(
      (key, i) => `${JSON.stringify(key)}:${JSON.stringify(words[i]?.[0])}`,
    )
    found.records.push({
      line,
      timestampUs,
      velocity: velocity ?? 0,
      altitude: altitude ?? 0,
      latitude: latitude ?? 0,
      longitude: longitude ?? 0,
      instruments: `{${pairs.join(',')}}`,
      byteOffset,
      byteLength: raw.length,
    })
  }

  function countText(channel: string): void {
    const entry = found.textNumbers.find((one) => one.channel === channel)
    if (entry === undefined) found.textNumbers.push({ channel, count: 1, firstLine: line })
    else entry.count += 1
  }

  function countUnknown(key: string): void {
    const entry = found.unknownKeys.find((one) => one.key === key)
    if (entry === undefined) found.unknownKeys.push({ key, count: 1, firstLine: line })
    else entry.count += 1
  }
}

/** How many members an object has, by the commas outside of its texts and of what it holds. */
function membersIn(text: string): number {
  const bare = text.replace(/"(?:[^"\\]|\\.)*"/gs, '""').replace(/[\s]/g, '')
  if (bare === '{}') return 0
  let [depth, members] = [0, 1]
  for (const character of bare) {
    if ('{['.includes(character)) depth += 1
    else if (']}'.includes(character)) depth -= 1
    else if (character === ',' && depth === 1) members += 1
  }
  return members
}

function double(value: unknown, { min = -Infinity, max = Infinity }: Range): number | string {
  const number = typeof value === 'string' && NUMBER.test(value) ? JSON.parse(value) : value
  if (typeof number !== 'number') return 'wrong_type'
  if (Math.abs(number) === Infinity) return 'not_finite'
  if (number < min || number > max) return 'out_of_range'
  return number === 0 ? 0 : number
}

interface Range {
  min?: number | undefined
  max?: number | undefined
}

/** Microseconds since 1970 UTC, or the code of what is wrong. */
export function microseconds(value: unknown): number | string {
  if (typeof value !== 'string') return 'wrong_type'
  const [, date = '', time = '', decimals = '', zone = ''] = TIMESTAMP.exec(value) ?? []
  if (date === '') return 'invalid_timestamp'
  const local = new Date(`${date}T${time}Z`)
  if (Number.isNaN(local.getTime()) || local.toISOString().slice(0, 19) !== `${date}T${time}`) {
    return 'invalid_timestamp'
  }
  const [hours = 0, minutes = 0] = zone === 'Z' ? [] : zone.slice(1).split(':').map(Number)
  if (hours > 23 || minutes > 59) return 'invalid_timestamp'
  const east = (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
  const utc = local.getTime() - east * 60_000
  if (utc < 0 || utc >= Date.UTC(2200, 0, 1)) return 'out_of_range'
  return utc * 1000 + Number(decimals.padEnd(6, '0').slice(0, 6))
}
