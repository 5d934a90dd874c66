import {
  closeSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mk1Line, mk1Package } from '../../helpers/packages'
import { openDatabase, runStation, tempFolder, until } from '../../helpers/station'
import { runCommand } from '../../helpers/command'

const stored = (folder: string): unknown =>
  openDatabase(folder).prepare('SELECT count(*) FROM telemetry').pluck().get()

describe('a file that is there under two names', () => {
  it('is imported once', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    writeFileSync(join(folder, 'a.json'), mk1Package(300))
    linkSync(join(folder, 'a.json'), join(folder, 'b.json'))
    await station.addPaths([join(folder, 'a.json'), join(folder, 'b.json')], 'drop')
    await station.idle()
    expect(await station.file(2)).toMatchObject({ status: 'duplicate', duplicateOf: 1 })
    expect(stored(folder)).toBe(300)
  })

  it('loses only the name in the watched folder', async () => {
    const folder = tempFolder()
    const ingestFolder = join(folder, 'inbox')
    mkdirSync(ingestFolder)
    const elsewhere = join(folder, 'elsewhere.json')
    writeFileSync(elsewhere, mk1Package(50))
    linkSync(elsewhere, join(ingestFolder, 'a.json'))
    const overrides = { ingestFolder, quietMs: 100, graceMs: 0, afterImport: 'delete' } as const
    const station = await runStation(folder, { overrides })
    await until('deleted', async () => (await station.file(1))?.sourceState === 'deleted')
    expect(existsSync(join(ingestFolder, 'a.json'))).toBe(false)
    expect(readFileSync(elsewhere, 'utf8')).toBe(mk1Package(50))
  })
})

describe('the same content again', () => {
  it('under its old name, after its file was imported and deleted, is left alone', async () => {
    const folder = tempFolder()
    const ingestFolder = join(folder, 'inbox')
    mkdirSync(ingestFolder)
    const path = join(ingestFolder, 'a.json')
    const overrides = { ingestFolder, quietMs: 100, graceMs: 0, afterImport: 'delete' } as const
    const station = await runStation(folder, { overrides })
    writeFileSync(path, mk1Package(80))
    await until('deleted', async () => (await station.file(1))?.sourceState === 'deleted')
    writeFileSync(path, mk1Package(80))
    await until('kept', async () => (await station.file(2))?.sourceState === 'kept')
    expect(await station.file(2)).toMatchObject({
      status: 'duplicate',
      duplicateOf: 1,
      sourceReason: 'Already imported as #1',
    })
    expect(readFileSync(path, 'utf8')).toBe(mk1Package(80))
    expect(stored(folder)).toBe(80)
  })

  it('with a new time of writing, or copied over itself, is told', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    const path = join(folder, 'a.json')
    writeFileSync(path, mk1Package(80))
    await station.addPaths([path], 'drop')
    await station.idle()
    utimesSync(path, 1, 4_000_000_000)
    await station.addPaths([path], 'drop')
    await station.idle()
    writeFileSync(path, mk1Package(80))
    await station.addPaths([path], 'drop')
    await station.idle()
    const { rows } = await station.ask('files:page', { section: 'history', offset: 0, limit: 10 })
    expect(rows.map(({ status, duplicateOf }) => [status, duplicateOf])).toEqual([
      ['duplicate', 1],
      ['duplicate', 1],
      ['complete', null],
    ])
    expect(stored(folder)).toBe(80)
  })

  it('is told in the terminal by the number of the first', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'a.json'), mk1Package(20))
    copyFileSync(join(folder, 'a.json'), join(folder, 'b.json'))
    const { code, out } = await runCommand(folder, 'ingest', 'a.json', 'b.json')
    expect(code).toBe(0)
    expect(out).toContain('b.json: is there already, as #1\n')
  })
})

describe('packages that only begin alike', () => {
  it('are all imported in full', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    const common = mk1Package(100)
    const texts = [
      common,
      `${common}${mk1Line(500)}\n`,
      `${common}${mk1Line(600)}\n`,
      `${common}\n`,
      `${common}{}\n`,
    ]
    const paths = texts.map((_, i) => join(folder, `${i}.json`))
    texts.forEach((text, i) => writeFileSync(paths[i] ?? '', text))
    await station.addPaths(paths, 'drop')
    await station.idle()
    const { rows } = await station.ask('files:page', { section: 'history', offset: 0, limit: 10 })
    const counts = rows.map((row) => [row.id, row.status, row.importedLines, row.errorLines])
    expect(counts.toSorted(([a], [b]) => Number(a) - Number(b))).toEqual([
      [1, 'complete', 100, 0],
      [2, 'complete', 101, 0],
      [3, 'complete', 101, 0],
      [4, 'complete', 100, 0],
      [5, 'complete', 100, 1],
    ])
  })
})

describe('a file that is overwritten while it is read', () => {
  it('is held, although its size and its time of writing are the old ones', async () => {
    const folder = tempFolder()
    const path = join(folder, 'a.json')
    writeFileSync(path, mk1Package(3_000))
    const { atime, mtime } = statSync(path)
    const station = await runStation(folder, {
      overrides: { linesPerWrite: 50, linesPerSecond: 3_000 },
    })
    await station.addPaths([path], 'drop')
    await until('some lines', async () => ((await station.file(1))?.importedLines ?? 0) > 100)
    const file = openSync(path, 'r+')
    writeSync(file, '"OK"', mk1Package(1).indexOf('"ok"'))
    closeSync(file)
    utimesSync(path, atime, mtime)
    await station.updateSettings({ linesPerSecond: null })
    await station.idle()
    expect(await station.file(1)).toMatchObject({
      status: 'failed',
      failureCode: 'changed_while_reading',
    })
    await station.act(1, 'retry')
    await station.idle()
    expect(await station.file(1)).toMatchObject({ status: 'complete', importedLines: 3_000 })
    const words = openDatabase(folder).prepare(
      `SELECT instruments ->> 'instrument1' FROM telemetry WHERE line = 2`,
    )
    expect(words.pluck().get()).toBe('OK')
  })
})
