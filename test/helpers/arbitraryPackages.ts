import * as fc from 'fast-check'
import type { SatelliteDefinition } from './satellites/definition'

/** Numbers of all kinds, good and bad, as JSON texts. */
const numberText = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: -90, max: 90, noNaN: true }).map(String) },
  { weight: 3, arbitrary: fc.integer({ min: -90, max: 90 }).map(String) },
  { weight: 2, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map(String) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('-0', '1E1', '"5.5"', '"1e1"', '0.0', '90', '-180', '1.50', '""'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('null', '1e400', '01', '1.', 'true', '"x"', '[1]', '{"a":1}', '91'),
  },
)
const two = (min: number, max: number) =>
  fc.integer({ min, max }).map((number) => String(number).padStart(2, '0'))
const timestampText = fc
  .tuple(
    fc.constantFrom('2023', '2024', '1969', '1970', '2199', '2200'),
    two(0, 13),
    two(0, 32),
    fc.constantFrom('T', 'T', 'T', ' ', 't'),
    two(0, 24),
    two(0, 60),
    two(0, 60),
    fc.constantFrom('', '.5', '.602982', '.602982123', '.1234567891', '.'),
    fc.constantFrom('Z', 'Z', 'Z', '+00:00', '-23:59', '+24:00', '', 'z'),
  )
  .map(
    ([year, month, day, t, hour, minute, second, decimals, zone]) =>
      `"${year}-${month}-${day}${t}${hour}:${minute}:${second}${decimals}${zone}"`,
  )
const goodTimestamp = fc
  .integer({ min: 0, max: 7_258_118_399_999 })
  .map((time) => `"${new Date(time).toISOString()}"`)
const wordText = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('"ok"', '"faulty"', '"diabled"', '"o"', '"okay"') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }).map((word) => JSON.stringify(word)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('"\\u006fk"', '"\\ud800"', '"é"', '""', '" "', 'null', '"\\x"', '"'),
  },
)
const blank = fc.constantFrom('', '', '', '', '', '', ' ', '  ', '\t')

/** A line of the type's keys, mostly good, in the usual order or another, and with others between. */
export function lineText(definition: SatelliteDefinition): fc.Arbitrary<string> {
  const numbers = fc.oneof({ weight: 9, arbitrary: numberText }, fc.constant('1'))
  const fields: [string, fc.Arbitrary<string>][] = [
    [definition.timestamp.key, fc.oneof({ weight: 4, arbitrary: goodTimestamp }, timestampText)],
    [definition.velocity.key, numbers],
    [definition.altitude.key, numbers],
    [definition.latitude.key, numbers],
    [definition.longitude.key, numbers],
    ...definition.instruments.map((key): [string, fc.Arbitrary<string>] => [key, wordText]),
  ]
  const known = fc.tuple(
    ...fields.map(([key, value]) => value.map((text): [string, string] => [key, text])),
  )
  const unknown = fc.array(
    fc.tuple(
      fc.constantFrom('x', 'extra', '__proto__', '7', 'é', 'velocit', 'velocityy', 'toString'),
      fc.oneof(numberText, wordText, fc.json({ maxDepth: 2 })),
    ),
    { maxLength: 3 },
  )
  const repeated = fc.option(fc.tuple(fc.constantFrom(...fields.map(([key]) => key)), numberText))
  return fc
    .tuple(known, unknown, repeated, fc.nat(9), fc.infiniteStream(fc.nat(99)), blank, blank, blank)
    .map(([good, others, again, mode, picks, a, b, c]) => {
      const pairs = [...good]
      if (mode < 2) pairs.push(...others)
      if (mode === 2 && again !== null) pairs.push(again)
      if (mode === 3) pairs.pop()
      const ordered = mode < 5 ? pairs.toSorted(() => (picks.next().value ?? 0) - 50) : pairs
      const text = ordered.map(([key, value]) => `${a}${JSON.stringify(key)}${b}:${c}${value}`)
      return `${c}{${text.join(`${b},`)}${a}}${b}`
    })
}

/** Lines of bytes, with whatever else files hold between them. */
export function packageBytes(definition: SatelliteDefinition): fc.Arbitrary<Buffer> {
  const junk = fc.oneof(
    fc.constantFrom('', ' ', '\t ', '\r', '[]', '1', 'null', '{}', '{', '"', '\0x', '\ufeff{}'),
    fc.json(),
  )
  const line = fc
    .tuple(
      fc.oneof({ weight: 12, arbitrary: lineText(definition) }, junk),
      fc.constantFrom('\n', '\n', '\n', '\r\n', '\r\r\n'),
      fc.option(fc.tuple(fc.nat(400), fc.integer({ min: 0, max: 255 })), { freq: 12 }),
    )
    .map(([text, end, hit]) => {
      const bytes = Buffer.from(text + end)
      // One byte hit by something on the way.
      if (hit !== null && hit[0] < bytes.length) bytes[hit[0]] = hit[1]
      return bytes
    })
  return fc
    .tuple(fc.array(line, { maxLength: 40 }), fc.boolean())
    .map(([lines, isCut]) => {
      const body = Buffer.concat(lines)
      const header = Buffer.from(`{"satellite_type":"${definition.type}"}\n`)
      return Buffer.concat([header, isCut ? body.subarray(0, -1) : body])
    })
    .filter((bytes) => bytes.at(-1) !== 0)
}

/** A header and any bytes behind it, rich in those that mean something to a reader of lines. */
export function anyBytes(definition: SatelliteDefinition): fc.Arbitrary<Buffer> {
  const byte = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 255 }) },
    { weight: 2, arbitrary: fc.constantFrom(...Buffer.from('\n\r\n \t{}[]",:\\')) },
  )
  return fc
    .array(byte, { maxLength: 400 })
    .map((bytes) =>
      Buffer.concat([Buffer.from(`{"satellite_type":"${definition.type}"}\n`), Buffer.from(bytes)]),
    )
    .filter((bytes) => bytes.at(-1) !== 0)
}
