import Database from 'better-sqlite3'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { watchedFolder } from '../../../src/shared/usualSettings'
import { openDatabase, runStation, tempFolder, until } from '../../helpers/station'
import { putPackage, watchFolders } from '../../helpers/watchedFolders'

type Running = Awaited<ReturnType<typeof watchFolders>>

/** How each file stands in the database, by what follows the folder in its path. */
function rowsIn(folder: string): Record<string, unknown> {
  const db = openDatabase(folder)
  return Object.fromEntries(
    db
      .prepare<[], [string, string, string]>(
        'SELECT path, status, source_state FROM files ORDER BY id',
      )
      .raw()
      .all()
      .map(([path, ...how]) => [path.slice(folder.length + 1), how.join(' ')]),
  )
}

async function asked(station: Running, files: number): Promise<void> {
  await until(`${files} asked about`, () => {
    const before = station.status().watchers[0]?.before ?? null
    return before?.answer === null && before.files === files
  })
}

/** Looks at everything once more: a file that was to be taken has arrived by then. */
async function seenThrough(station: Running, folder: string, path: string): Promise<void> {
  putPackage(path)
  await until('what came last is over', () => {
    const how = rowsIn(folder)[path.slice(folder.length + 1)]
    return how === 'complete deleted'
  })
  await station.idle()
}

describe('what lay below a folder before it was watched', () => {
  it('stays when its folders change names with each other while it is asked about', async () => {
    const folder = tempFolder()
    const path = join(folder, 'in')
    putPackage(join(path, 'x', 'a.json'))
    putPackage(join(path, 'y', 'b.json'))
    const station = await watchFolders(folder, [{ path, subfolders: true }])
    await asked(station, 2)
    renameSync(join(path, 'x'), join(path, 'z'))
    renameSync(join(path, 'y'), join(path, 'x'))
    await seenThrough(station, folder, join(path, 'x', 'new.json'))
    await station.answerFolder(path, 'leave')
    await seenThrough(station, folder, join(path, 'z', 'last.json'))
    expect(readdirSync(join(path, 'x'))).toEqual(['b.json'])
    expect(readdirSync(join(path, 'z'))).toEqual(['a.json'])
    expect(Object.keys(rowsIn(folder)).toSorted()).toEqual(['in/x/new.json', 'in/z/last.json'])
  })

  it('stays when it is moved into another folder', async () => {
    const folder = tempFolder()
    const [path, other] = [join(folder, 'in'), join(folder, 'other')]
    for (const name of ['a.json', 'b.json']) putPackage(join(path, 'x', name))
    mkdirSync(join(path, 'y'))
    const station = await watchFolders(folder, [{ path, subfolders: true }, { path: other }])
    await asked(station, 2)
    await station.answerFolder(path, 'leave')
    renameSync(join(path, 'x', 'a.json'), join(path, 'y', 'a.json'))
    renameSync(join(path, 'x', 'b.json'), join(other, 'b.json'))
    await seenThrough(station, folder, join(path, 'y', 'new.json'))
    await seenThrough(station, folder, join(other, 'new.json'))
    expect(readdirSync(join(path, 'y'))).toEqual(['a.json'])
    expect(readdirSync(other)).toEqual(['b.json'])
  })

  it('is asked about anew in folders that were known before its subfolders were left alone', async () => {
    const folder = tempFolder()
    const path = join(folder, 'in')
    putPackage(join(path, 'x', 'a.json'))
    const station = await watchFolders(folder, [{ path, subfolders: true }])
    await asked(station, 1)
    await station.answerFolder(path, 'leave')
    await seenThrough(station, folder, join(path, 'x', 'new.json'))
    const below = (subfolders: boolean) =>
      station.updateSettings({ folders: [{ ...watchedFolder(path), subfolders }] })
    await below(false)
    await until('it is watched alone', () => station.status().watchers[0]?.state === 'watching')
    putPackage(join(path, 'x', 'b.json'))
    await below(true)
    await asked(station, 2)
    await station.answerFolder(path, 'keep')
    await station.idle()
    expect(rowsIn(folder)).toMatchObject({
      'in/x/a.json': 'complete kept',
      'in/x/b.json': 'complete kept',
    })
  })

  it('is one question with what is asked already when its subfolders are watched, too', async () => {
    const folder = tempFolder()
    const path = join(folder, 'in')
    putPackage(join(path, 'a.json'))
    mkdirSync(join(path, 'x'))
    const station = await watchFolders(folder, [{ path }])
    await asked(station, 1)
    await station.updateSettings({ folders: [{ ...watchedFolder(path), subfolders: true }] })
    await asked(station, 1)
    await station.answerFolder(path, 'archive')
    await station.idle()
    expect(rowsIn(folder)).toEqual({ 'in/a.json': 'complete archived' })
  })

  it('is not answered by one of its folders that is moved into another watched folder', async () => {
    const folder = tempFolder()
    const [a, b] = [join(folder, 'a'), join(folder, 'b')]
    for (const name of ['x/1.json', 'y/2.json']) putPackage(join(a, name))
    const station = await watchFolders(folder, [
      { path: a, subfolders: true },
      { path: b, subfolders: true },
    ])
    await asked(station, 2)
    renameSync(join(a, 'x'), join(b, 'x'))
    await seenThrough(station, folder, join(b, 'x', 'new.json'))
    await station.answerFolder(a, 'archive')
    await until('none of them is there', () => !existsSync(join(b, 'x', '1.json')))
    await station.idle()
    expect(rowsIn(folder)).toMatchObject({
      'a/y/2.json': 'complete archived',
      'b/x/1.json': 'complete archived',
    })
  })

  it('stays when somebody adds it by hand while its folder is not met', async () => {
    const folder = tempFolder()
    const path = join(folder, 'in')
    putPackage(join(path, '.hidden', 'a.json'))
    const station = await watchFolders(folder, [{ path, subfolders: true }])
    await station.addPaths([join(path, '.hidden', 'a.json')], 'drop')
    await station.idle()
    expect(existsSync(join(path, '.hidden', 'a.json'))).toBe(true)
  })
})

describe('a folder below a watched one', () => {
  it('that becomes a link is not followed, and nothing is removed where it leads', async () => {
    const folder = tempFolder()
    const [path, away] = [join(folder, 'in'), join(folder, 'away')]
    const station = await watchFolders(folder, [{ path, subfolders: true }], { graceMs: 2_000 })
    putPackage(join(path, 'x', 'y', 'a.json'))
    await until('it is imported', async () => (await station.file(1))?.status === 'complete')
    renameSync(join(path, 'x'), away)
    putPackage(join(away, 'y', 'other.json'))
    symlinkSync(away, join(path, 'x'))
    putPackage(join(path, 'new.json'))
    await until('what came last is over', () => !existsSync(join(path, 'new.json')))
    await until('it was given up', async () => (await station.file(1))?.sourceState === 'stuck')
    expect((await station.file(1))?.sourceReason).toContain('a link leads to it')
    expect(readdirSync(join(away, 'y')).toSorted()).toEqual(['a.json', 'other.json'])
    expect(Object.keys(rowsIn(folder)).toSorted()).toEqual(['in/new.json', 'in/x/y/a.json'])
  })

  it('may go while a file of it waits for its end', async () => {
    const folder = tempFolder()
    const path = join(folder, 'in')
    const station = await watchFolders(folder, [{ path, subfolders: true }], { graceMs: 2_000 })
    putPackage(join(path, 'x', 'a.json'))
    await until('it is imported', async () => (await station.file(1))?.status === 'complete')
    rmSync(join(path, 'x'), { recursive: true })
    await until('its end is over', async () => (await station.file(1))?.sourceState !== 'present')
    expect(await station.file(1)).toMatchObject({ sourceState: 'deleted' })
  })
})

describe('what is set for a folder', () => {
  it('is told before its watch has ended, so that nobody changes a list that is out of date', async () => {
    const folder = tempFolder()
    const station = await watchFolders(folder, [{ path: join(folder, 'in') }])
    let inWatch = 0
    station.onSettings(() => (inWatch = station.status().watchers.length))
    await station.updateSettings({ folders: [] })
    expect(inWatch).toBe(1)
    expect(station.status().watchers).toEqual([])
  })

  it('holds for a file that waits for its end, also when it is changed then', async () => {
    const folder = tempFolder()
    const [kept, left] = [join(folder, 'kept'), join(folder, 'left')]
    const station = await watchFolders(folder, [{ path: kept }, { path: left }], { graceMs: 3_000 })
    for (const path of [kept, left]) putPackage(join(path, 'a.json'))
    await until('both are imported', () =>
      ['kept/a.json', 'left/a.json'].every((name) => rowsIn(folder)[name] === 'complete present'),
    )
    await station.updateSettings({ folders: [{ ...watchedFolder(kept), afterImport: 'keep' }] })
    await station.idle()
    expect(rowsIn(folder)).toEqual({
      'kept/a.json': 'complete kept',
      'left/a.json': 'complete present',
    })
    for (const path of [kept, left]) expect(readdirSync(path)).toEqual(['a.json'])
  })
})

/** What becomes of what comes to a folder that is named for one run. */
async function endIn(folder: string, path: string): Promise<string | undefined> {
  const station = await runStation(folder, { hasWindow: false, watch: { path } })
  const [only] = station.settings().folders
  await station.stop()
  expect(only?.path).toBe(path)
  return only?.afterImport
}

describe('a folder that is named for one run', () => {
  it('is the one that is set, by whichever way it is named, or below it', async () => {
    const folder = tempFolder()
    const path = join(folder, 'in')
    const station = await watchFolders(folder, [])
    mkdirSync(join(path, 'x'), { recursive: true })
    symlinkSync(path, join(folder, 'link'))
    const all = { ...watchedFolder(path), afterImport: 'keep', subfolders: true } as const
    await station.updateSettings({ folders: [all] })
    await station.stop()
    expect(await endIn(folder, join(folder, 'link'))).toBe('keep')
    expect(await endIn(folder, join(path, 'x'))).toBe('keep')
    expect(await endIn(folder, folder)).toBe('delete')
  })

  it('goes by what an older version had set for whatever was watched', async () => {
    const folder = tempFolder()
    await (await watchFolders(folder, [])).stop()
    const db = new Database(join(folder, 'data', 'downlink.db'))
    db.prepare('INSERT INTO settings VALUES (?, ?)').run('afterImport', '"keep"')
    db.close()
    expect(await endIn(folder, join(folder, 'in'))).toBe('keep')
  })
})
