import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { badLineRows } from '../../../src/cli/badLineRows'
import type { Station } from '../../../src/main/ingest/station'
import {
  expectBalance,
  importText,
  inboxFilter,
  spoiltPackage,
  readDatabase,
} from '../../helpers/inbox'
import { mk1Header, mk1Line } from '../../helpers/packages'
import { runStation, tempFolder } from '../../helpers/station'

async function start() {
  const folder = tempFolder()
  return { folder, station: await runStation(folder) }
}

async function sealOf(station: Station, fileId: number) {
  const outcome = await station.inbox.seal('seal', fileId)
  return outcome.state === 'done' ? outcome.seal : null
}

async function checkOf(station: Station, fileId: number) {
  const outcome = await station.inbox.recheck('check', fileId)
  return outcome.state === 'done' ? outcome.check : null
}

interface ExportedLine {
  readonly line: number
  readonly raw: string
  readonly truncated: boolean
}

async function exportLines(station: Station, path: string): Promise<ExportedLine[]> {
  await station.inbox.exportBadLines('e', { filter: inboxFilter(), format: 'ndjson', path })
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line): ExportedLine => JSON.parse(line))
}

/** Bad lines of every kind of bytes: no UTF-8, quotes, a long one, a last one without line end. */
const long = Buffer.concat([Buffer.from('{"timestamp":"'), Buffer.alloc(200_000, 0x78)])
const badLines = [
  Buffer.from([0x7b, 0xff, 0x00, 0x7d]),
  Buffer.from('=HYPERLINK("http://x","y")'),
  Buffer.from('"a\\"b" , \t ü'),
  long,
  Buffer.from('[1]'),
]
const mixed = Buffer.concat([
  Buffer.from(`${mk1Header}\r\n${mk1Line(2)}\r\n`),
  ...badLines.flatMap((line, i) => [line, Buffer.from(i < badLines.length - 1 ? '\n' : '')]),
])

describe('the export of bad lines', () => {
  it('has them byte for byte, also those that the database keeps only a part of', async () => {
    const { folder, station } = await start()
    await importText(station, folder, 'a.json', mixed)
    const lines = await exportLines(station, join(folder, 'out.ndjson'))
    const found = lines.toSorted((a, b) => a.line - b.line)
    expect(found.map(({ line }) => line)).toEqual([3, 4, 5, 6, 7])
    for (const [i, { raw, truncated }] of found.entries()) {
      expect(truncated).toBe(false)
      expect(Buffer.from(raw, 'base64').equals(badLines[i] ?? Buffer.alloc(0))).toBe(true)
    }
  })

  it('says truncated where the rest of a line is nowhere to be had', async () => {
    const { folder, station } = await start()
    await importText(station, folder, 'a.json', mixed)
    writeFileSync(join(folder, 'a.json'), Buffer.alloc(mixed.length, 0x20))
    const lines = await exportLines(station, join(folder, 'out.ndjson'))
    const cut = lines.find(({ truncated }) => truncated)
    expect(lines.filter(({ truncated }) => truncated)).toHaveLength(1)
    expect(Buffer.from(cut?.raw ?? '', 'base64').equals(long.subarray(0, 65_536))).toBe(true)
  })

  it('reads the archived copy where the source is there', async () => {
    const { folder, station } = await start()
    await importText(station, folder, 'a.json', mixed)
    const archiveFolder = join(folder, 'archive')
    mkdirSync(archiveFolder)
    renameSync(join(folder, 'a.json'), join(archiveFolder, 'a.json'))
    await station.updateSettings({ archiveFolder })
    const lines = await exportLines(station, join(folder, 'out.ndjson'))
    expect(lines.some(({ truncated }) => truncated)).toBe(false)
    expect(await checkOf(station, 1)).toMatchObject({ source: 'archive', sameFile: true })
  })

  it('finds the archive that lies beside the watched folder, in the terminal as in the window', async () => {
    const { folder, station } = await start()
    const ingest = join(folder, 'ingest')
    mkdirSync(ingest)
    await importText(station, ingest, 'a.json', mixed)
    mkdirSync(join(folder, 'archive'))
    renameSync(join(ingest, 'a.json'), join(folder, 'archive', 'a.json'))
    const inWindow = await exportLines(station, join(folder, 'out.ndjson'))
    const inTerminal: ExportedLine[] = []
    for await (const line of badLineRows(readDatabase(folder), [1], 'ndjson')) {
      inTerminal.push(JSON.parse(line))
    }
    for (const lines of [inWindow, inTerminal]) {
      expect(lines).toHaveLength(5)
      expect(lines.some(({ truncated }) => truncated)).toBe(false)
    }
  })

  it('is safe in a spreadsheet as CSV', async () => {
    const { folder, station } = await start()
    await importText(station, folder, 'a.json', mixed)
    const path = join(folder, 'out.csv')
    await station.inbox.exportBadLines('e', { filter: inboxFilter(), format: 'csv', path })
    const text = readFileSync(path, 'utf8')
    expect(text).toContain(`"'=HYPERLINK(""http://x"",""y"")"`)
    expect(text).toContain('{\\xff\\x00}')
    expect(text.split('\n').filter((line) => line.endsWith(',truncated'))).toHaveLength(2)
  })

  it('leaves no file when it is cancelled', async () => {
    const { folder, station } = await start()
    await importText(
      station,
      folder,
      'a.json',
      spoiltPackage(20_000, () => 'renamed'),
    )
    const out = join(folder, 'out')
    mkdirSync(out)
    const request = { filter: inboxFilter(), format: 'csv' as const, path: join(out, 'x.csv') }
    const exporting = station.inbox.exportBadLines('e', request)
    station.jobs.cancel('e')
    expect(await exporting).toEqual({ state: 'cancelled' })
    expect(readdirSync(out)).toEqual([])
  })
})

describe('a corrected package', () => {
  it.each(['source', 'database'] as const)('made from the %s imports clean', async (from) => {
    const { folder, station } = await start()
    const text = spoiltPackage(60, (n) => (n % 3 === 0 ? 'renamed' : n % 7 === 0 ? 'cut' : null))
    const withMode = text.replace('"instrument1"', '"mode":7,"instrument1"')
    const fileId = await importText(station, folder, 'a.json', `${withMode}\n  \n`)
    const { rows } = await station.ask('inbox:lines', {
      filter: inboxFilter({ fields: ['velocity'] }),
      offset: 0,
      limit: 1,
    })
    const target = { faultId: rows[0]?.faultId ?? 0, satelliteType: 'jackal_mk1', fileIds: [] }
    const steps = [{ do: 'rename' as const, from: 'vel', to: 'velocity' }]
    await station.inbox.preview('p', target, { steps })
    await station.inbox.apply('a', 'p', '')
    await station.inbox.save({ fileId, line: 7, text: mk1Line(7) })
    if (from === 'database') rmSync(join(folder, 'a.json'))
    const path = join(folder, 'corrected.json')
    const made = await station.inbox.exportCorrected('c', { fileId, path })
    const { importedLines = 0, errorLines = 0 } = (await station.file(fileId)) ?? {}
    // The one that is everywhere, and the one that the rule renamed.
    const lostKeys = from === 'source' ? 0 : 2
    expect(made).toMatchObject({
      state: 'done',
      from,
      lines: importedLines,
      leftOut: errorLines,
      lostKeys,
    })
    expect(errorLines).toBeGreaterThan(0)

    expect(readFileSync(path, 'utf8').includes('"mode":7')).toBe(lostKeys === 0)

    const again = await station.addPaths([path], 'drop')
    await station.idle()
    const copy = again.fileIds[0] ?? 0
    expect(await station.file(copy)).toMatchObject({ errorLines: 0, importedLines })
    const values = readDatabase(folder).prepare(
      `SELECT timestamp_us, velocity, altitude, latitude, longitude, instruments
       FROM telemetry WHERE file_id = ? ORDER BY line`,
    )
    expect(values.all(copy)).toEqual(values.all(fileId))
  })
})

describe('the seal', () => {
  it('says that the books balance, and what is wrong when they do not', async () => {
    const { folder, station } = await start()
    const fileId = await importText(
      station,
      folder,
      'a.json',
      spoiltPackage(50, (n) => (n % 5 === 0 ? 'cut' : null)),
    )
    await station.inbox.save({ fileId, line: 5, text: mk1Line(5) })
    await station.inbox.dismiss('d', { lines: [{ fileId, line: 10 }] }, '')
    expect(await sealOf(station, fileId)).toMatchObject({
      balanced: true,
      ledger: { total: 50, imported: 41, errors: 9 },
      rows: { records: 41, open: 8, fixed: 1, dismissed: 1 },
      faults: [],
    })
    const other = new Database(join(folder, 'data', 'downlink.db'))
    other.exec('DELETE FROM records WHERE id & 4294967295 = 5')
    other.close()
    const seal = await sealOf(station, fileId)
    expect(seal?.balanced).toBe(false)
    expect(seal?.faults).toContain('40 records instead of 41')
  })

  it('is there when the source is read again, line by line', async () => {
    const { folder, station } = await start()
    const fileId = await importText(station, folder, 'a.json', mixed)
    expect(await checkOf(station, fileId)).toEqual({
      source: 'place',
      reason: null,
      sameFile: true,
      lines: 6,
      different: 0,
      differences: [],
    })
    const other = new Database(join(folder, 'data', 'downlink.db'))
    other.exec('UPDATE records SET velocity = 1; DELETE FROM bad_lines WHERE id & 4294967295 = 7')
    other.close()
    expect(await checkOf(station, fileId)).toMatchObject({
      different: 2,
      differences: [{ line: 2 }, { line: 7, what: 'It is not stored.' }],
    })
    rmSync(join(folder, 'a.json'))
    expect(await checkOf(station, fileId)).toMatchObject({ source: null, sameFile: false })
  })
})

describe('a last line without line end', () => {
  it('that was mended is taken back as a record when the file goes on', async () => {
    const { folder, station } = await start()
    const path = join(folder, 'a.json')
    const cut = mk1Line(3).slice(0, -9)
    const fileId = await importText(
      station,
      folder,
      'a.json',
      `${mk1Header}\n${mk1Line(2)}\n${cut}`,
    )
    await station.inbox.save({ fileId, line: 3, text: mk1Line(3) })
    expect(await station.file(fileId)).toMatchObject({ importedLines: 2, errorLines: 0 })
    writeFileSync(path, `${mk1Line(3).slice(-9)}\n`, { flag: 'a' })
    await station.addPaths([path], 'drop')
    await station.idle()
    expect(await station.file(fileId)).toMatchObject({ importedLines: 2, errorLines: 0 })
    expectBalance(readDatabase(folder))
  })
})
