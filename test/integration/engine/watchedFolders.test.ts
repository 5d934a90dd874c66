import Database from 'better-sqlite3'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { watchedFolder } from '../../../src/shared/usualSettings'
import { mk1Header } from '../../helpers/packages'
import { openDatabase, runStation, stationAt, tempFolder, until } from '../../helpers/station'
import { putPackage, watchFolders } from '../../helpers/watchedFolders'

const quick = { watching: true, quietMs: 100, graceMs: 0 } as const

/** How each file stands in the database, by what follows the folder in its path. */
function rowsIn(folder: string): Record<string, unknown> {
  const db = openDatabase(folder)
  return Object.fromEntries(
    db
      .prepare<[], [string, string, string, string | null]>(
        'SELECT path, status, source_state, site FROM files ORDER BY id',
      )
      .raw()
      .all()
      .map(([path, ...how]) => [path.slice(folder.length + 1), how]),
  )
}

describe('several watched folders', () => {
  it('have answers and sites of their own', async () => {
    const folder = tempFolder()
    const [a, b] = [join(folder, 'north', 'in'), join(folder, 'south', 'in')]
    const c = join(folder, 'kept')
    const station = await watchFolders(folder, [
      { path: a, site: 'svalbard' },
      { path: b, site: 'troll', afterImport: 'archive' },
      { path: c, afterImport: 'keep' },
    ])
    for (const path of [a, b, c]) putPackage(join(path, 'pass.json'))
    await until('all are seen out', async () => {
      const { rows } = await station.ask('files:page', { section: 'history', offset: 0, limit: 10 })
      return rows.length === 3 && rows.every(({ sourceState }) => sourceState !== 'present')
    })
    await station.idle()
    expect(rowsIn(folder)).toEqual({
      'north/in/pass.json': ['complete', 'deleted', 'svalbard'],
      'south/in/pass.json': ['complete', 'archived', 'troll'],
      'kept/pass.json': ['complete', 'kept', null],
    })
    expect(readdirSync(join(folder, 'south', 'archive'))).toEqual(['pass.json'])
    expect(existsSync(join(folder, 'north', 'archive'))).toBe(false)
  })

  it('say what all that comes is of, where it does not say so itself', async () => {
    const folder = tempFolder()
    const { dataFolder } = stationAt(folder)
    mkdirSync(join(dataFolder, 'satellites'), { recursive: true })
    const definition = {
      format: 'downlink-definition/1',
      type: 'kestrel',
      title: 'Kestrel',
      file: { kind: 'delimited' },
      time: { form: 'epoch', from: 't', unit: 's' },
      channels: [{ name: 'volts', from: 'v', kind: 'number' }],
    }
    writeFileSync(join(dataFolder, 'satellites', 'kestrel.json'), JSON.stringify(definition))
    const [told, untold] = [join(folder, 'told'), join(folder, 'untold')]
    const station = await watchFolders(folder, [{ path: told, type: 'kestrel' }, { path: untold }])
    for (const path of [told, untold]) writeFileSync(join(path, 'hk.csv'), 't,v\n1,2\n3,4\n')
    await until('both are over', async () => {
      const { rows } = await station.ask('files:page', { section: 'queue', offset: 0, limit: 10 })
      return (
        rows[0]?.status === 'failed' &&
        (await station.ask('files:page', { section: 'history', offset: 0, limit: 1 })).total === 1
      )
    })
    await station.idle()
    expect(rowsIn(folder)).toEqual({
      'told/hk.csv': ['complete', 'deleted', null],
      'untold/hk.csv': ['failed', 'present', null],
    })
  })

  it('that overlap are not both watched, and the reason is said', async () => {
    const folder = tempFolder()
    const [whole, part] = [join(folder, 'in'), join(folder, 'in', 'part')]
    const station = await watchFolders(folder, [{ path: whole, subfolders: true }, { path: part }])
    expect(station.status().watchers).toMatchObject([
      { folder: whole, state: 'watching', reason: null },
      { folder: part, state: 'refused', reason: expect.stringContaining('lies in the watched') },
    ])
    putPackage(join(part, 'a.json'))
    await until(
      'it came by the first one',
      async () => (await station.file(1))?.sourceState === 'deleted',
    )
  })

  it('come and go while the station runs; the usual one gives way to the first that is chosen', async () => {
    const folder = tempFolder()
    const [usual, a, b] = [join(folder, 'usual'), join(folder, 'a'), join(folder, 'b')]
    for (const path of [a, b]) mkdirSync(path)
    const station = await runStation(folder, { defaultIngestFolder: usual, overrides: quick })
    expect(station.status().watchers).toMatchObject([{ folder: usual, state: 'watching' }])
    await station.watchFolder(a, null)
    expect((await station.watchFolder(b, null)).folders.map(({ path }) => path)).toEqual([a, b])
    await until('both are watched', () =>
      station.status().watchers.every(({ state }) => state === 'watching'),
    )
    putPackage(join(b, 'pass.json'))
    await until('it is deleted', async () => (await station.file(1))?.sourceState === 'deleted')
    await station.watchFolder(usual, b)
    expect(station.settings().folders).toEqual([watchedFolder(a), watchedFolder(usual)])
    await station.updateSettings({ folders: [] })
    expect(station.status().watchers).toEqual([])
    await station.stop()

    const again = await runStation(folder, { defaultIngestFolder: usual, overrides: quick })
    expect(again.settings().folders).toEqual([])
  })
})

describe('subfolders', () => {
  it('that were there before are one question; what comes up later is ordinary', async () => {
    const folder = tempFolder()
    const path = join(folder, 'in')
    for (const name of ['a.json', 'x/b.json', 'x/y/c.json', '.hidden/d.json'])
      putPackage(join(path, name))
    const station = await watchFolders(folder, [{ path, subfolders: true }])
    expect(station.status().watchers[0]?.before).toEqual({ folder: path, files: 3, answer: null })
    putPackage(join(path, 'new', 'e.json'))
    putPackage(join(path, 'x', 'f.json'))
    await until('what came later is deleted', async () => {
      const rows = rowsIn(folder)
      return ['in/new/e.json', 'in/x/f.json'].every(
        (name) => String(rows[name]) === 'complete,deleted,',
      )
    })
    expect(Object.keys(rowsIn(folder))).toHaveLength(2)
    await until('those before are listed as left alone', () => {
      const names = station.status().watchers[0]?.ignored.map(({ name }) => name)
      return ['a.json', 'x/b.json', 'x/y/c.json'].every((name) => names?.includes(name))
    })

    await station.answerFolder(path, 'archive')
    await station.idle()
    expect(rowsIn(folder)).toMatchObject({
      'in/a.json': ['complete', 'archived', null],
      'in/x/b.json': ['complete', 'archived', null],
      'in/x/y/c.json': ['complete', 'archived', null],
    })
    expect(readdirSync(join(folder, 'archive')).toSorted()).toEqual(['a.json', 'b.json', 'c.json'])
    expect(existsSync(join(path, 'x', 'y'))).toBe(true)
  })

  it('that nobody is asked about are imported and stay, in a later run too', async () => {
    const folder = tempFolder()
    const path = join(folder, 'in')
    putPackage(join(path, 'x', 'b.json'))
    const station = await watchFolders(folder, [{ path, subfolders: true }], { hasWindow: false })
    await station.idle()
    expect(rowsIn(folder)).toEqual({ 'in/x/b.json': ['complete', 'kept', null] })
    await station.stop()
    putPackage(join(path, 'x', 'c.json'))
    putPackage(join(path, 'z', 'd.json'))
    const again = await watchFolders(folder, [{ path, subfolders: true }], { hasWindow: false })
    await again.idle()
    expect(rowsIn(folder)).toEqual({
      'in/x/b.json': ['complete', 'kept', null],
      'in/x/c.json': ['complete', 'deleted', null],
      'in/z/d.json': ['complete', 'deleted', null],
    })
  })

  it('are asked about when they are watched for the first time, and again after a while without', async () => {
    const folder = tempFolder()
    const path = join(folder, 'in')
    const station = await watchFolders(folder, [{ path }])
    putPackage(join(path, 'x', 'b.json'))
    const below = (subfolders: boolean) =>
      station.updateSettings({ folders: [{ ...watchedFolder(path), subfolders }] })
    const asked = async (files: number) => {
      await until(`${files} asked about`, () => {
        const before = station.status().watchers[0]?.before ?? null
        return before?.answer === null && before.files === files
      })
    }
    await below(true)
    await asked(1)
    await station.answerFolder(path, 'keep')
    await station.idle()
    expect(rowsIn(folder)).toEqual({ 'in/x/b.json': ['complete', 'kept', null] })
    await below(false)
    await until('it is watched alone', () => station.status().watchers[0]?.state === 'watching')
    putPackage(join(path, 'later', 'c.json'))
    await below(true)
    await asked(1)
    expect(Object.keys(rowsIn(folder))).toEqual(['in/x/b.json'])
  })

  it('may be renamed and removed while they are watched', async () => {
    const folder = tempFolder()
    const path = join(folder, 'in')
    const station = await watchFolders(folder, [{ path, subfolders: true, afterImport: 'keep' }])
    putPackage(join(path, 'x', 'y', 'b.json'))
    await until('it is imported', async () => (await station.file(1))?.sourceState === 'kept')
    renameSync(join(path, 'x'), join(path, 'z'))
    await until(
      'it is known at its new place',
      async () => (await station.file(2))?.status === 'duplicate',
    )
    rmSync(join(path, 'z'), { recursive: true })
    putPackage(join(path, 'x', 'c.json'))
    await until(
      'the next one is imported',
      async () => (await station.file(3))?.sourceState === 'kept',
    )
    await until('nothing is left alone', () => station.status().watchers[0]?.ignoredCount === 0)
    expect(station.status().watchers[0]?.state).toBe('watching')
  })
})

describe('the site of a package', () => {
  it('is what its header says, or its name, where the folder says none', async () => {
    const folder = tempFolder()
    const satellites = join(stationAt(folder).dataFolder, 'satellites')
    mkdirSync(satellites, { recursive: true })
    const table = {
      format: 'downlink-definition/1',
      type: 'kestrel',
      title: 'Kestrel',
      file: { kind: 'delimited' },
      recognise: { columns: ['t', 'v'] },
      site: { name: 'hk-{site}-*.csv' },
      time: { form: 'epoch', from: 't', unit: 's' },
      channels: [{ name: 'volts', from: 'v', kind: 'number' }],
    }
    const objects = {
      ...table,
      type: 'merlin',
      file: { kind: 'ndjson', header: true },
      recognise: { header: { satellite_type: 'merlin' } },
      site: { header: 'gs' },
    }
    for (const definition of [table, objects]) {
      writeFileSync(join(satellites, `${definition.type}.json`), JSON.stringify(definition))
    }
    const path = join(folder, 'in')
    const texts = {
      'hk-svalbard-2026.csv': 't,v\n1,2\n',
      'hk-dss-43-2026.csv': 't,v\n1,3\n',
      'plain.csv': 't,v\n1,4\n',
      'a.json': '{"satellite_type":"merlin","gs":"troll"}\n{"t":1,"v":5}\n',
      'b.json': '{"satellite_type":"merlin","gs":["x"]}\n{"t":1,"v":6}\n',
      'c.json': `${mk1Header}\n`,
    }
    mkdirSync(path)
    for (const [name, text] of Object.entries(texts)) writeFileSync(join(path, name), text)
    const station = await runStation(folder)
    await station.addPaths([path], 'drop')
    await station.idle()
    const sites = Object.fromEntries(
      Object.entries(rowsIn(folder)).map(([name, how]) => [
        name.slice(3),
        String(how).split(',')[2],
      ]),
    )
    expect(sites).toEqual({
      'hk-svalbard-2026.csv': 'svalbard',
      'hk-dss-43-2026.csv': 'dss',
      'plain.csv': '',
      'a.json': 'troll',
      'b.json': '',
      'c.json': '',
    })
  })
})

it('takes over the one folder that an older version had set', async () => {
  const folder = tempFolder()
  const path = join(folder, 'in')
  mkdirSync(path)
  await (await runStation(folder)).stop()
  const db = new Database(stationAt(folder).databasePath)
  const put1 = db.prepare('INSERT INTO settings VALUES (?, ?)')
  put1.run('ingestFolder', JSON.stringify(path))
  put1.run('afterImport', '"archive"')
  db.close()
  const station = await runStation(folder, { defaultIngestFolder: join(folder, 'usual') })
  expect(station.settings().folders).toEqual([{ ...watchedFolder(path), afterImport: 'archive' }])
})
