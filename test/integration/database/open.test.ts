import Database from 'better-sqlite3'
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mk1Package } from '../../helpers/packages'
import { openDatabase, runStation, tempFolder } from '../../helpers/station'

const LINES = 50

/** A station's folder with a database that holds one file, and where that database is. */
async function withDatabase(): Promise<{ folder: string; path: string }> {
  const folder = tempFolder()
  const station = await runStation(folder)
  writeFileSync(join(folder, 'a.json'), mk1Package(LINES))
  await station.addPaths([join(folder, 'a.json')], 'drop')
  await station.idle()
  await station.stop()
  return { folder, path: join(folder, 'data', 'downlink.db') }
}

/** Copies the database as it is in the middle of a run, its WAL beside it, to another folder. */
async function killedInTheMiddle(): Promise<{ folder: string; path: string }> {
  const [from, to] = [tempFolder(), tempFolder()]
  const station = await runStation(from)
  writeFileSync(join(from, 'a.json'), mk1Package(LINES))
  await station.addPaths([join(from, 'a.json')], 'drop')
  await station.idle()
  mkdirSync(join(to, 'data'))
  for (const name of ['downlink.db', 'downlink.db-wal']) {
    writeFileSync(join(to, 'data', name), readFileSync(join(from, 'data', name)))
  }
  await station.stop()
  return { folder: to, path: join(to, 'data', 'downlink.db') }
}

const refusal = async (folder: string): Promise<string> =>
  runStation(folder).then(
    () => 'it started',
    (error: unknown) => String(error),
  )

describe('a file that is not a usable database', () => {
  it.each([
    ['a byte', 'x'],
    ['511 bytes', 'x'.repeat(511)],
    ['512 bytes', 'x'.repeat(512)],
    ['a page', 'x'.repeat(4096)],
    ['many lines', 'hello\n'.repeat(10_000)],
  ])('is refused and kept when it is %s of text', async (_size, content) => {
    const folder = tempFolder()
    mkdirSync(join(folder, 'data'))
    const path = join(folder, 'data', 'downlink.db')
    writeFileSync(path, content)
    expect(await refusal(folder)).toMatch(/is not a database/)
    expect(readFileSync(path, 'utf8')).toBe(content)
  })

  it('is refused and kept when its header is overwritten', async () => {
    const { folder, path } = await withDatabase()
    const file = openSync(path, 'r+')
    writeSync(file, Buffer.alloc(100, 0x5a), 0, 100, 0)
    closeSync(file)
    const before = readFileSync(path)
    expect(await refusal(folder)).toMatch(/is damaged or is not a database .*backup in its place/)
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('is refused and kept when it is cut short', async () => {
    const { folder, path } = await withDatabase()
    truncateSync(path, 40_000)
    const before = readFileSync(path)
    expect(await refusal(folder)).toMatch(/is damaged .*backup in its place/)
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it.each([0, 10, 99_999])(
    "is refused and kept when it is another program's (user_version %i)",
    async (version) => {
      const folder = tempFolder()
      mkdirSync(join(folder, 'data'))
      const path = join(folder, 'data', 'downlink.db')
      const other = new Database(path)
      other.exec('CREATE TABLE files (id INTEGER PRIMARY KEY, content TEXT)')
      other.pragma(`user_version = ${version}`)
      other.close()
      const before = readFileSync(path)
      expect(await refusal(folder)).toMatch(/is a database of another program.*Name another file/)
      expect(readFileSync(path).equals(before)).toBe(true)
      expect(readdirSync(join(folder, 'data')).toSorted()).toEqual([
        'downlink.db',
        'downlink.db.lock',
        'logs',
      ])
    },
  )

  it('is refused and kept when a newer program made it', async () => {
    const { folder, path } = await withDatabase()
    const db = new Database(path)
    db.pragma('user_version = 99999')
    db.close()
    const before = readFileSync(path)
    expect(await refusal(folder)).toMatch(/made by a newer Downlink .*Update the program/)
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('is refused when it is empty but held something before', async () => {
    const { folder, path } = await withDatabase()
    await (await runStation(folder)).stop()
    truncateSync(path, 0)
    expect(await refusal(folder)).toMatch(/is empty now.*Put a backup in its place/)
    expect(readFileSync(path)).toHaveLength(0)
  })

  it('is made anew when it was taken away with all that belongs to it', async () => {
    const { folder, path } = await withDatabase()
    renameSync(path, `${path}.away`)
    const station = await runStation(folder)
    expect(
      (await station.ask('files:page', { section: 'history', offset: 0, limit: 1 })).total,
    ).toBe(0)
  })

  it('is not made anew while the WAL of the one that was taken away is there', async () => {
    const { folder, path } = await killedInTheMiddle()
    renameSync(path, `${path}.away`)
    const wal = readFileSync(`${path}-wal`)
    expect(await refusal(folder)).toMatch(/is missing or empty, but .*-wal.*Put the database back/)
    expect(readFileSync(`${path}-wal`).equals(wal)).toBe(true)

    renameSync(`${path}.away`, path)
    const station = await runStation(folder)
    await station.stop()
    const records = openDatabase(folder).prepare('SELECT count(*) FROM telemetry').pluck().get()
    expect(records).toBe(LINES)
  })
})
