import { createReadStream, createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

type Fields = Record<string, string>

/** One way of writing a package's lines. */
export interface LineShape {
  readonly name: string
  /** The line's JSON anew, from its keys and the JSON of their values. */
  readonly write: (fields: Fields, index: number) => string
}

const CHANNELS = new Set(['velocity', 'altitude', 'latitude', 'longitude'])

const object = (fields: Fields, colon = ':', comma = ','): string =>
  `{${Object.entries(fields)
    .map(([key, value]) => `"${key}"${colon}${value}`)
    .join(comma)}}`

const withChannels = (fields: Fields, change: (value: string) => string): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, CHANNELS.has(key) ? change(value) : value]),
  )

const reversed = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).toReversed())

/** The first is what all others are compared with. */
export const lineShapes: readonly LineShape[] = [
  { name: 'as real packages have them', write: (fields) => object(fields) },
  {
    name: 'whole numbers',
    write: (fields) => object(withChannels(fields, (value) => value.split('.')[0] ?? value)),
  },
  {
    name: 'exponents',
    write: (fields) => object(withChannels(fields, (value) => Number(value).toExponential())),
  },
  {
    name: 'numbers as text',
    write: (fields) => object(withChannels(fields, (value) => `"${value}"`)),
  },
  { name: 'blanks', write: (fields) => object(fields, ' : ', ' , ') },
  {
    name: 'two orders of keys in turn',
    write: (fields, index) => object(index % 2 === 0 ? fields : reversed(fields)),
  },
  {
    name: 'times with an offset',
    write: (fields) =>
      object({ ...fields, timestamp: fields['timestamp']?.replace('Z', '+00:00') ?? '' }),
  },
  {
    name: 'an escape in a status',
    write: (fields) =>
      object({ ...fields, instrument1: fields['instrument1']?.replace('o', '\\u006f') ?? '' }),
  },
  {
    name: 'a new status in every line',
    write: (fields, index) => object({ ...fields, instrument1: `"state ${index}"` }),
  },
  {
    name: 'three unknown keys',
    write: (fields) => object({ ...fields, mode: '"safe"', orbit: '1207', temp: '21.5' }),
  },
  {
    name: 'an unknown key with an object',
    write: (fields) => object({ ...fields, extra: '{"mode":"safe","orbit":1207}' }),
  },
]

/** Writes a package of the type jackal_mk1 anew, in the shape. */
export async function reshape(from: string, to: string, shape: LineShape): Promise<void> {
  const out = createWriteStream(to)
  let number = 0
  for await (const line of createInterface({ input: createReadStream(from) })) {
    number += 1
    const text = number === 1 ? line : shape.write(fieldsOf(line), number)
    if (!out.write(`${text}\n`)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}

/** Keys and the JSON of their values, digit by digit as it stands there. */
function fieldsOf(line: string): Fields {
  return Object.fromEntries(
    [...line.matchAll(/"(\w+)":("[^"]*"|[^,}]+)/g)].map(([, key = '', value = '']) => [key, value]),
  )
}
