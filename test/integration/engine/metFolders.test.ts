import Database from 'better-sqlite3'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeVersion10 } from '../../helpers/oldDatabase'
import { mk1Package } from '../../helpers/packages'
import {
  openDatabase,
  runStation,
  tempFolder,
  until,
  watcherOf,
  type RunSettings,
} from '../../helpers/station'

const quick: RunSettings = { watching: true, quietMs: 100, graceMs: 0 }
const LAY_BEFORE = 'It lay here before the folder was watched.'

/** A folder `in` with files a.json, b.json and so on, each of other content. */
function folderWith(...names: string[]): { folder: string; inbox: string } {
  const folder = tempFolder()
  const inbox = join(folder, 'in')
  mkdirSync(inbox)
  for (const name of names) put(inbox, name)
  return { folder, inbox }
}

let lines = 1
function put(inbox: string, name: string): void {
  lines += 1
  writeFileSync(join(inbox, name), mk1Package(lines))
}

/** How each file stands in the database, by name. */
function rowsIn(folder: string): Record<string, unknown> {
  const db = openDatabase(folder)
  return Object.fromEntries(
    db
      .prepare<[], [string, string, string, string | null]>(
        'SELECT name, status, source_state, source_reason FROM files ORDER BY id',
      )
      .raw()
      .all()
      .map(([name, status, state, reason]) => [name, [status, state, reason]]),
  )
}

const deleted = ['complete', 'deleted', null]
const stays = ['complete', 'kept', LAY_BEFORE]

describe('what lies in a folder when a database meets it', () => {
  it('is imported and stays, and what comes later is ordinary', async () => {
    const { folder, inbox } = folderWith('a.json', 'b.json')
    const overrides = { ...quick, ingestFolder: inbox }
    const station = await runStation(folder, { overrides, hasWindow: false })
    await station.idle()
    put(inbox, 'c.json')
    await until('c is gone', () => !existsSync(join(inbox, 'c.json')))
    await station.idle()
    expect(rowsIn(folder)).toEqual({ 'a.json': stays, 'b.json': stays, 'c.json': deleted })
    expect(readdirSync(inbox).toSorted()).toEqual(['a.json', 'b.json'])
    expect(watcherOf(station).before).toEqual({ folder: inbox, files: 2, answer: 'keep' })
    await station.stop()

    // The row says so, whatever is set later and however often it starts.
    const again = await runStation(folder, {
      overrides: { ...overrides, afterImport: 'delete' },
      hasWindow: false,
    })
    put(inbox, 'd.json')
    await until('d is gone', () => !existsSync(join(inbox, 'd.json')))
    await again.idle()
    expect(readdirSync(inbox).toSorted()).toEqual(['a.json', 'b.json'])
    expect(watcherOf(again).before).toBeNull()
  })

  it('goes the way that was said for it', async () => {
    for (const afterImport of ['delete', 'archive', 'keep'] as const) {
      const { folder, inbox } = folderWith('a.json')
      const overrides = { ...quick, ingestFolder: inbox, afterImport }
      const station = await runStation(folder, { overrides })
      await station.idle()
      const end = { delete: deleted, archive: ['complete', 'archived', null], keep: stays }
      expect(rowsIn(folder)).toEqual({ 'a.json': end[afterImport] })
      expect(existsSync(join(inbox, 'a.json'))).toBe(afterImport === 'keep')
      expect(existsSync(join(folder, 'archive', 'a.json'))).toBe(afterImport === 'archive')
    }
  })

  it('stays when it grows, is renamed, or lies on a disk with other inodes', async () => {
    const { folder, inbox } = folderWith('grows.json', 'renamed.json', 'moved.json')
    const old = new Date('2024-01-02T03:04:05Z')
    utimesSync(join(inbox, 'moved.json'), old, old)
    // Nothing is read before the folder was met.
    const first = await runStation(folder, {
      overrides: { ...quick, ingestFolder: inbox, paused: true },
      hasWindow: false,
    })
    await until('met', () => watcherOf(first).before !== null)
    await first.stop()
    writeFileSync(join(inbox, 'grows.json'), mk1Package(500))
    renameSync(join(inbox, 'renamed.json'), join(inbox, 'other.json'))
    // Its inode stays taken.
    renameSync(join(inbox, 'moved.json'), join(folder, 'taken'))
    copyFileSync(join(folder, 'taken'), join(inbox, 'moved.json'))
    utimesSync(join(inbox, 'moved.json'), old, old)
    const station = await runStation(folder, {
      overrides: { ...quick, ingestFolder: inbox },
      hasWindow: false,
    })
    await station.idle()
    expect(rowsIn(folder)).toMatchObject({
      'grows.json': stays,
      'other.json': stays,
      'moved.json': stays,
    })
  })

  it('is met through whichever path, once', async () => {
    const { folder, inbox } = folderWith('a.json')
    symlinkSync(inbox, join(folder, 'link'))
    const first = await runStation(folder, {
      overrides: { ...quick, ingestFolder: inbox },
      hasWindow: false,
    })
    await first.idle()
    await first.stop()
    put(inbox, 'b.json')
    const second = await runStation(folder, {
      overrides: { ...quick, ingestFolder: join(folder, 'link') },
      hasWindow: false,
    })
    await until('b is gone', () => !existsSync(join(inbox, 'b.json')))
    await second.idle()
    expect(watcherOf(second).before).toBeNull()
    expect(readdirSync(inbox)).toEqual(['a.json'])
  })

  it('is what lies in it when it appears at last', async () => {
    const folder = tempFolder()
    const inbox = join(folder, 'in')
    const station = await runStation(folder, {
      overrides: { ...quick, ingestFolder: inbox },
      hasWindow: false,
    })
    await until('missing', () => watcherOf(station).state === 'missing')
    mkdirSync(join(folder, 'disk'))
    put(join(folder, 'disk'), 'a.json')
    renameSync(join(folder, 'disk'), inbox)
    await until('complete', async () => (await station.file(1))?.sourceState === 'kept')
    expect(rowsIn(folder)).toEqual({ 'a.json': stays })
  })

  it('is ordinary in a folder that an older version watched', async () => {
    const { folder, inbox } = folderWith('a.json')
    mkdirSync(join(folder, 'data'))
    const path = join(folder, 'data', 'downlink.db')
    makeVersion10(path, 10)
    const old = new Database(path)
    old.prepare('INSERT INTO settings VALUES (?, ?)').run('ingestFolder', JSON.stringify(inbox))
    old.close()
    const station = await runStation(folder, { overrides: quick, hasWindow: false })
    await until('a is gone', () => !existsSync(join(inbox, 'a.json')))
    expect(watcherOf(station).before).toBeNull()
  })

  it('may be thousands of files', async () => {
    const { folder, inbox } = folderWith()
    const files = 3_000
    for (let i = 0; i < files; i += 1) writeFileSync(join(inbox, `${i}.json`), '')
    const station = await runStation(folder, {
      overrides: { ...quick, ingestFolder: inbox },
      hasWindow: true,
    })
    await until('asked', () => watcherOf(station).before !== null)
    expect(watcherOf(station).before).toEqual({ folder: inbox, files, answer: null })
    await until('all are left alone', () => watcherOf(station).ignoredCount === files)
  })
})

/** A station that has asked its window what becomes of these files. */
const asking = async (...names: string[]) => {
  const { folder, inbox } = folderWith(...names)
  const station = await runStation(folder, {
    overrides: { ...quick, ingestFolder: inbox },
    hasWindow: true,
  })
  await until('the question', () => watcherOf(station).before?.answer === null)
  await until('watching', () => watcherOf(station).state === 'watching')
  return { folder, inbox, station }
}

describe('the window', () => {
  it('asks, and imports nothing of it before the answer; what comes meanwhile is ordinary', async () => {
    const { folder, inbox, station } = await asking('a.json', 'b.json')
    put(inbox, 'c.json')
    await until('c is gone', async () => (await station.file(1))?.sourceState === 'deleted')
    expect(rowsIn(folder)).toEqual({ 'c.json': deleted })
    const leftAlone = (): string[] => watcherOf(station).ignored.map(({ name }) => name)
    // A look may have met c on its way out, under its private name.
    await until('what is left alone', () => leftAlone().toSorted().join() === 'a.json,b.json')
    await station.answerFolder(inbox, 'archive')
    await station.idle()
    expect(rowsIn(folder)).toMatchObject({
      'a.json': ['complete', 'archived', null],
      'b.json': ['complete', 'archived', null],
    })
    await expect(station.answerFolder(inbox, 'keep')).rejects.toThrow(/Nothing is being asked/)
  })

  it('leaves them on request, until one changes', async () => {
    const { folder, inbox, station } = await asking('a.json', 'b.json')
    await station.answerFolder(inbox, 'leave')
    await station.idle()
    const { ignored } = watcherOf(station)
    expect(ignored).toHaveLength(2)
    expect(ignored[0]?.reason).toContain('left as you said')
    put(inbox, 'b.json')
    await until('b is in', async () => (await station.file(1))?.sourceState === 'kept')
    expect(rowsIn(folder)).toEqual({ 'b.json': stays })
    await station.stop()
    const again = await runStation(folder, { overrides: { ...quick, ingestFolder: inbox } })
    await again.idle()
    expect(watcherOf(again).ignored.map(({ name }) => name)).toEqual(['a.json'])
    expect(watcherOf(again).before).toBeNull()
  })

  it('imports them and lets them stay where it was closed without an answer', async () => {
    const { folder, inbox, station } = await asking('a.json')
    await station.stop()
    const again = await runStation(folder, { overrides: { ...quick, ingestFolder: inbox } })
    await again.idle()
    expect(rowsIn(folder)).toEqual({ 'a.json': stays })
    expect(watcherOf(again).before).toMatchObject({ files: 1, answer: 'keep' })
  })
})
