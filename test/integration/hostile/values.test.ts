import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Random } from '../../fixtures/generator/random'
import { mk1Header, mk1Line } from '../../helpers/packages'
import { runCommand } from '../../helpers/command'
import { openDatabase, tempFolder } from '../../helpers/station'
import { runTerminal } from '../../helpers/terminal'

const LF = Buffer.from('\n')

/** Imports lines given as text or bytes, in the terminal; they are lines 2, 3, 4 and so on. */
async function importLines(
  lines: readonly (string | Buffer)[],
  end = LF,
  run: typeof runCommand = runCommand,
) {
  const folder = tempFolder()
  const path = join(folder, 'a.json')
  const bytes = [mk1Header, ...lines].flatMap((line) => [Buffer.from(line), LF]).slice(0, -1)
  writeFileSync(path, Buffer.concat([...bytes, end]))
  const { code, out, err } = await run(folder, 'ingest', '--json', path)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const report: Record<string, unknown> = JSON.parse(out)
  return { report, db: openDatabase(folder) }
}

/** In a process of its own, none of whose threads may write to the prototype of all objects. */
async function unpolluted(folder: string, ...args: string[]) {
  const run = await runTerminal(folder, ...args)
  expect(run.polluted).toBe(false)
  return run
}

/** A good line with some of its JSON texts replaced. */
function lineWith(changes: Readonly<Record<string, string>>): string {
  let text = mk1Line(7)
  for (const [key, json] of Object.entries(changes)) {
    text = text.replace(new RegExp(`"${key}":("[^"]*"|[^,}]+)`), () => `"${key}":${json}`)
  }
  return text
}

const SAME_DIGITS = `0.${'1234567890'.repeat(40)}`

describe('numbers at every limit', () => {
  it('are stored as the very doubles that JSON.parse gives', async () => {
    const texts = [
      '9007199254740993',
      '-9007199254740993',
      '0.1',
      '0.30000000000000004',
      '1.7976931348623157e308',
      '5e-324',
      '2.2250738585072011e-308',
      '1e-400',
      '-0',
      '-0.0',
      '0e999',
      SAME_DIGITS,
      '9'.repeat(300),
      `0.${'0'.repeat(320)}1`,
      `${'1'.repeat(200)}.${'1'.repeat(200)}`,
    ]
    const { report, db } = await importLines(
      texts.flatMap((text) => [lineWith({ velocity: text }), lineWith({ velocity: `"${text}"` })]),
    )
    expect(report).toMatchObject({ errorLines: 0 })
    const stored = db.prepare('SELECT velocity, typeof(velocity) FROM telemetry ORDER BY line')
    const expected = texts.map((text): [number, string] => [JSON.parse(text) + 0, 'real'])
    expect(stored.raw().all()).toEqual(expected.flatMap((row) => [row, row]))
  })

  it('are bad when no double can hold them, and so is what only looks like a number', async () => {
    const texts = ['1e400', '-1e400', '9'.repeat(400), '"1e400"', '"Infinity"', '"NaN"', '" 1"']
    const unreadable = ['NaN', 'Infinity', '-Infinity', '0x10', '1_000', '+1', '.5', '5.']
    const { db } = await importLines([
      mk1Line(2),
      ...[...texts, ...unreadable].map((text) => lineWith({ velocity: text })),
    ])
    const codes = db.prepare('SELECT code FROM line_errors ORDER BY line').pluck().all()
    expect(codes).toEqual([
      ...Array(4).fill('not_finite'),
      ...Array(3).fill('wrong_type'),
      ...unreadable.map(() => 'invalid_json'),
    ])
  })
})

describe('keys that mean something to JavaScript', () => {
  it('are ordinary unknown keys, in a long line as in a short one', async () => {
    const odd = ['__proto__', 'constructor', 'toString', 'prototype', '', '\u0000', '\u2028', '1']
    const members = odd.map(
      (key) => `${JSON.stringify(key)}:{"polluted":true,"__proto__":{"polluted":1}}`,
    )
    const line = mk1Line(2).replace('{', `{${members.join(',')},`)
    const long = `${line.slice(0, -1)},"pad":"${'x'.repeat(70_000)}"}`
    const { report, db } = await importLines(
      [line, long, `{${members.join(',')}}`, line],
      LF,
      unpolluted,
    )
    expect(report).toMatchObject({ importedLines: 3, errorLines: 1 })
    const keys = db.prepare('SELECT key, count, first_line FROM unknown_keys ORDER BY key')
    const expected = [...odd.map((key) => [key, 4, 2]), ['pad', 1, 3]]
    expect(keys.raw().all()).toEqual(
      expected.toSorted(([a], [b]) => Buffer.compare(Buffer.from(`${a}`), Buffer.from(`${b}`))),
    )
  })

  it('do not stand in for a field', async () => {
    const { db } = await importLines(
      [
        mk1Line(2),
        mk1Line(2).replace('"velocity"', '"__proto__":{"velocity":1},"x"'),
        `{"__proto__":${mk1Line(3)}}`,
      ],
      LF,
      unpolluted,
    )
    const codes = db.prepare('SELECT line, code FROM line_errors ORDER BY line').raw().all()
    expect(codes).toEqual([
      [3, 'missing_field'],
      [4, 'missing_field'],
    ])
  })
})

describe('text of every kind', () => {
  it('comes back as it was', async () => {
    const words = [
      '\ud800',
      '\udfff\ud800',
      '\u0000',
      '\u2028\u2029',
      '\u202e',
      '\ufeff',
      '🛰️',
      '__proto__',
      ' ',
      '"\\/',
    ]
    const { report, db } = await importLines([
      ...words.map((word) => lineWith({ instrument1: JSON.stringify(word) })),
      lineWith({ instrument1: '"\u2028\u2029\u0085"' }),
    ])
    expect(report).toMatchObject({ errorLines: 0 })
    const stored = db.prepare('SELECT instruments FROM telemetry ORDER BY line').pluck().all()
    expect(stored.map((text) => JSON.parse(String(text)).instrument1)).toEqual([
      ...words,
      '\u2028\u2029\u0085',
    ])
  })

  it('of a repeated key is the last one', async () => {
    const { db } = await importLines([
      mk1Line(2).replace('}', ',"instrument1":"last","velocity":5}'),
      mk1Line(3).replace('}', ',"velocity":null}'),
    ])
    const stored = db.prepare(`SELECT velocity, instruments ->> 'instrument1' FROM telemetry`)
    expect(stored.raw().all()).toEqual([[5, 'last']])
  })
})

describe('line ends', () => {
  it('are LF alone: line numbers are those that wc and sed count', async () => {
    const lines = [
      `${mk1Line(2)}\r`,
      '',
      `${mk1Line(4)}\u2028`,
      mk1Line(5).replace(',', ',\r'),
      `${mk1Line(6)}\r${mk1Line(6)}`,
      '\r',
      ' \t \r',
      `${mk1Line(9)}\r\r`,
      `${mk1Line(10)}\u0000`,
      mk1Line(11),
    ]
    const { report, db } = await importLines(lines, Buffer.from(''))
    expect(report).toMatchObject({ importedLines: 4, errorLines: 3, skippedLines: 3 })
    const imported = db.prepare('SELECT line FROM telemetry ORDER BY line').pluck().all()
    expect(imported).toEqual([2, 5, 9, 11])
    const bad = db.prepare('SELECT line, raw FROM line_errors ORDER BY line').raw().all()
    expect(bad).toEqual([4, 6, 10].map((line) => [line, Buffer.from(lines[line - 2] ?? '')]))
  })
})

describe('the bytes of bad lines', () => {
  it('are kept to the last one, up to 64 KiB, with their place in the file', async () => {
    const random = new Random(5)
    const lines = Array.from({ length: 3_000 }, (_, i) => {
      const length = i % 500 === 7 ? 65_500 + random.integer(80) : 1 + random.integer(120)
      return Buffer.from(Array.from({ length }, () => anyByteButLf(random)))
    })
    const { report, db } = await importLines([...lines, mk1Line(2)])
    expect(report).toMatchObject({ totalLines: Number(report['errorLines']) + 1, importedLines: 1 })
    const stored = db.prepare(
      'SELECT line, byte_offset, raw, raw_bytes FROM line_errors ORDER BY line',
    )
    let byteOffset = mk1Header.length + 1
    const expected = lines.flatMap((line, i) => {
      const start = byteOffset
      byteOffset += line.length + 1
      const own = line.at(-1) === 0x0d ? line.subarray(0, -1) : line
      if (own.every((byte) => byte === 0x20 || byte === 0x09)) return []
      return [[i + 2, start, Buffer.from(own.subarray(0, 65_536)), own.length]]
    })
    expect(stored.raw().all()).toEqual(expected)
  })
})

function anyByteButLf(random: Random): number {
  const byte = random.integer(256)
  return byte === 0x0a ? 0x0d : byte
}
