import { closeSync, ftruncateSync, fstatSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { MAX_LINE_BYTES, MAX_RAW_BYTES } from '../../../src/main/record/chunk'
import { isFull } from '../../helpers/fuzz'
import { mk1Header, mk1Line } from '../../helpers/packages'
import { openDatabase, tempFolder } from '../../helpers/station'
import { runTerminal, type TerminalRun } from '../../helpers/terminal'

const MiB = 1024 * 1024
/** What the terminal's whole process may take, whatever lines a package holds. */
const LINES_CAP = 256 * MiB
/** The same where single texts that are stored are megabytes long. */
const TEXTS_CAP = 512 * MiB

/** Writes a package piece by piece: a header, a good line, what is hostile, a good line. */
function writePackage(path: string, hostile: (file: number) => void): void {
  const file = openSync(path, 'a')
  writeSync(file, `${mk1Header}\n${mk1Line(2)}\n`)
  hostile(file)
  writeSync(file, `${mk1Line(9)}\n`)
  closeSync(file)
}

/** Imports a package in the terminal; both good lines around what is hostile must be there. */
async function importHostile(
  folder: string,
  hostile: (file: number) => void,
): Promise<TerminalRun & { report: Record<string, unknown> }> {
  const path = join(folder, 'hostile.json')
  writePackage(path, hostile)
  const run = await runTerminal(folder, 'ingest', '--json', path)
  expect(run.err).toBe('')
  const report: Record<string, unknown> = JSON.parse(run.out)
  expect(report).toMatchObject({ status: 'complete', failure: null })
  const lines = openDatabase(folder)
    .prepare('SELECT min(line), max(line) FROM telemetry')
    .raw()
    .get()
  expect(lines).toEqual([2, Number(report['totalLines']) + 1])
  return { ...run, report }
}

function expectPeakBelow(cap: number, { peakBytes, seconds }: TerminalRun, what: string): void {
  if (peakBytes === null) return
  console.log(`${what}: peak ${Math.round(peakBytes / MiB)} MiB, ${seconds.toFixed(1)} s`)
  expect(peakBytes).toBeLessThan(cap)
}

/** A good line with another member, of such a size that the line is as long as one may be. */
const withMember = (member: string): string => mk1Line(3).replace('}', `,${member}}`)
const ROOM = MAX_LINE_BYTES - withMember('').length - 16
const repeated = (text: string): string => text.repeat(Math.floor(ROOM / text.length))
const keys = (count: number, name: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => `"${name(i)}":0`).join(',')

describe('a line without an end in sight', () => {
  const sizes = [320 * MiB, ...(isFull ? [10 * 1024 * MiB] : [])]
  it.each(sizes)(
    'of %i bytes is too long, and the next line is read',
    async (bytes) => {
      const folder = tempFolder()
      const run = await importHostile(folder, (file) => {
        // A hole: the disk holds nothing of it.
        const start = fstatSync(file).size
        ftruncateSync(file, start + bytes)
        writeSync(file, '\n')
      })
      const row = openDatabase(folder).prepare('SELECT line, code, raw, raw_bytes FROM line_errors')
      expect(row.raw().get()).toEqual([3, 'line_too_long', Buffer.alloc(MAX_RAW_BYTES), bytes])
      expectPeakBelow(LINES_CAP, run, `a line of ${bytes / MiB} MiB`)
    },
    300_000,
  )
})

/** What, the member that makes the line long, and what becomes of the line. */
type LongLine = [string, string, 'imported' | 'bad']

const longLines: LongLine[] = [
  [
    'eight million levels',
    `"x":${'['.repeat(ROOM / 2 - 8)}${']'.repeat(ROOM / 2 - 8)}`,
    'imported',
  ],
  ['a million keys', keys(1_000_000, (i) => `k${i}`), 'imported'],
  ['brackets that nothing closes', `"x":${'['.repeat(ROOM)}`, 'bad'],
]
/** Between these: what is long by its levels, by its members, and by one value. */
const moreLongLines = (): LongLine[] => [
  ['a number of 16 million digits', `"velocity":1${'0'.repeat(ROOM - 16)}`, 'bad'],
  ['five million empty lists', `"x":[${repeated('[],').slice(12)}0]`, 'imported'],
  ['five million empty objects', `"x":[${repeated('{},').slice(12)}0]`, 'imported'],
  [
    'a million objects',
    `"x":[${keys(950_000, (i) => `k${i}`).replaceAll(/("k\d+":0)/g, '{$1}')}]`,
    'imported',
  ],
]

describe('a line of 16 MiB', () => {
  it.each([...longLines, ...(isFull ? moreLongLines() : [])])(
    'with %s does not fill the memory',
    async (what, member, verdict) => {
      const run = await importHostile(tempFolder(), (file) => {
        for (let i = 0; i < 2; i += 1) writeSync(file, `${withMember(member)}\n`)
      })
      expect(run.report).toMatchObject(
        verdict === 'imported'
          ? { importedLines: 4, errorLines: 0 }
          : { importedLines: 2, errorLines: 2 },
      )
      expectPeakBelow(LINES_CAP, run, what)
    },
  )
})

describe('texts of a megabyte', () => {
  it('as unknown keys are kept up to a few, and counted', async () => {
    const folder = tempFolder()
    const run = await importHostile(folder, (file) => {
      for (let i = 0; i < 12; i += 1)
        writeSync(file, `${withMember(`"${i}${'k'.repeat(MiB)}":0`)}\n`)
    })
    expect(run.report).toMatchObject({ importedLines: 14, errorLines: 0 })
    const keysStored = openDatabase(folder).prepare(
      'SELECT length(key), count FROM unknown_keys ORDER BY key IS NULL, first_line',
    )
    expect(keysStored.raw().all()).toEqual([...[1, 2, 3].map(() => [MiB + 1, 1]), [null, 9]])
    expectPeakBelow(LINES_CAP, run, 'keys of a megabyte')
  })

  it('as instruments’ words are stored whole', async () => {
    const count = isFull ? 60 : 24
    const folder = tempFolder()
    const run = await importHostile(folder, (file) => {
      for (let i = 0; i < count; i += 1) writeSync(file, `${wordLine(longWord(i))}\n`)
    })
    expect(run.report).toMatchObject({ importedLines: count + 2, errorLines: 0 })
    const stored = openDatabase(folder).prepare(
      `SELECT instruments ->> 'instrument1' FROM telemetry WHERE line = 20`,
    )
    expect(stored.pluck().get()).toBe(longWord(17))
    expectPeakBelow(TEXTS_CAP, run, 'words of a megabyte')
  })

  it('and one as long as a line may be, too', async () => {
    const run = await importHostile(tempFolder(), (file) => {
      writeSync(file, `${wordLine('w'.repeat(ROOM - 64))}\n`)
    })
    expect(run.report).toMatchObject({ importedLines: 3, errorLines: 0 })
    expectPeakBelow(TEXTS_CAP, run, 'a word of 16 MiB')
  })
})

describe('instruments that say something new in every line', () => {
  it('cost neither the memory nor much time', async () => {
    const count = isFull ? 150_000 : 30_000
    const run = await importHostile(tempFolder(), (file) => {
      for (let i = 0; i < count; i += 1000) {
        const lines = Array.from({ length: 1000 }, (_, k) =>
          wordLine(`${i + k} °C, ${'x'.repeat(99)}`),
        )
        writeSync(file, `${lines.join('\n')}\n`)
      }
    })
    expect(run.report).toMatchObject({ importedLines: count + 2 })
    expectPeakBelow(TEXTS_CAP, run, `${count} different words`)
  })
})

describe('bad lines', () => {
  const count = isFull ? 10_000_000 : 30_000
  it(`are all stored when there are ${count} of them`, async () => {
    const folder = tempFolder()
    const run = await importHostile(folder, (file) => {
      const kinds = ['{', '[]', '{}', '"\\x"', 'null', '{"timestamp":""}', '\u0000', '1e400']
      for (let i = 0; i < count; i += 1000) {
        const lines = Array.from({ length: 1000 }, (_, k) => kinds[k % kinds.length])
        writeSync(file, `${lines.join('\n')}\n`)
      }
    })
    expect(run.report).toMatchObject({ totalLines: count + 2, importedLines: 2, errorLines: count })
    const stored = openDatabase(folder).prepare('SELECT count(*), min(id), max(id) FROM bad_lines')
    const first = 2 ** 32 + 3
    expect(stored.raw().get()).toEqual([count, first, first + count - 1])
    expectPeakBelow(LINES_CAP, run, `${count} bad lines`)
  }, 600_000)

  it('of a hundred thousand brackets each are read like others', async () => {
    const run = await importHostile(tempFolder(), (file) => {
      for (let i = 0; i < 20; i += 1) {
        writeSync(file, `${'['.repeat(100_000)}\n${'{"a":'.repeat(100_000)}\n`)
        writeSync(file, `${withMember(`"x":${'['.repeat(100_000)}${']'.repeat(100_000)}`)}\n`)
      }
    })
    expect(run.report).toMatchObject({ importedLines: 22, errorLines: 40 })
    expectPeakBelow(LINES_CAP, run, 'brackets by the hundred thousand')
  })
})

const longWord = (i: number): string => `${i}${'w'.repeat(MiB)}`

/** A good line in which one instrument says this. */
function wordLine(word: string): string {
  return mk1Line(3).replace('"instrument1":"ok"', `"instrument1":"${word}"`)
}
