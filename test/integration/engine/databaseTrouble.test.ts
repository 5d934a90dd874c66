import Database from 'better-sqlite3'
import { execFileSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { MOST_WAL_BYTES } from '../../../src/main/database/connection/walLimit'
import { DatabaseService } from '../../../src/main/ingest/databaseService/databaseService'
import {
  databaseTrouble,
  DatabaseTroubleError,
} from '../../../src/main/ingest/databaseService/databaseTrouble'
import type { Station } from '../../../src/main/ingest/station'
import { isFull } from '../../helpers/fuzz'
import { needs } from '../../helpers/needs'
import { mk1Header, mk1Package } from '../../helpers/packages'
import { afterTest } from '../../helpers/afterTest'
import { openDatabase, runStation, steady, tempFolder, until } from '../../helpers/station'
import { processorTime } from '../../helpers/processorTime'

afterEach(() => {
  vi.restoreAllMocks()
})

const LINES = 6_000
const A_MINUTE_MS = 60_000
/** Ten seconds for all lines: longer than the alert takes to come. */
const slow = { linesPerWrite: 50, linesPerSecond: 600 } as const

const imported = async (station: Station): Promise<number> =>
  (await station.file(1))?.importedLines ?? 0

/** The database's thread refuses these writes so often, as it would on a full disk. */
function refuse(method: string, times: number): void {
  const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
  const write = DatabaseService.prototype.write
  let left = times
  vi.spyOn(DatabaseService.prototype, 'write').mockImplementation(function (
    this: DatabaseService,
    asked,
    ...input
  ) {
    if (asked !== method || left === 0) return write.call(this, asked, ...input)
    left -= 1
    return Promise.reject(new DatabaseTroubleError(databaseTrouble(full, 'downlink.db'), full))
  })
}

function expectEachLineOnce(folder: string): void {
  const db = openDatabase(folder)
  const stored = db.prepare('SELECT count(*), count(DISTINCT line), max(line) FROM telemetry')
  expect(stored.raw().get()).toEqual([LINES, LINES, LINES + 1])
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
}

describe('a file of the database that is moved away while the station runs', () => {
  it.each(['', '-wal', '-shm'])(
    '(%j) stops imports within five seconds, and they go on when it is back',
    async (part) => {
      const folder = tempFolder()
      const station = await runStation(folder, { overrides: slow })
      writeFileSync(join(folder, 'a.json'), mk1Package(LINES))
      await station.addPaths([join(folder, 'a.json')], 'drop')
      await until('some lines', async () => (await imported(station)) > 100)
      const path = join(folder, 'data', `downlink.db${part}`)
      renameSync(path, `${path}.away`)
      await until('the alert', () => station.status().alert?.code === 'database_missing')
      expect(station.status().alert?.message).toContain(path)
      // The chunk that is being written may end; at this pace 300 ms are 180 lines.
      const linesOf = (): number => station.status().active[0]?.totalLines ?? NaN
      await steady('the lines', linesOf, 300)
      expect(linesOf()).toBeGreaterThan(100)
      expect(linesOf()).toBeLessThan(LINES)

      renameSync(`${path}.away`, path)
      await until('the end of the alert', () => station.status().alert === null)
      await station.updateSettings({ linesPerSecond: null })
      await station.idle()
      expect(await station.file(1)).toMatchObject({ status: 'complete', importedLines: LINES })
      await station.stop()
      expectEachLineOnce(folder)
    },
  )
})

describe('a WAL that is removed while the station runs', () => {
  it.each([true, false])(
    'stops imports, and loses no line when the station is ended and started again (own reader: %s)',
    async (hasWindow) => {
      const folder = tempFolder()
      const first = await runStation(folder, { overrides: slow, hasWindow })
      writeFileSync(join(folder, 'a.json'), mk1Package(LINES))
      await first.addPaths([join(folder, 'a.json')], 'drop')
      await until('some lines', async () => (await imported(first)) > 100)
      rmSync(join(folder, 'data', 'downlink.db-wal'))
      await until('the alert', () => first.status().alert?.code === 'database_missing')
      const seen = await imported(first)
      await first.stop()

      // The chunk that was being written may end.
      const db = openDatabase(folder)
      const stored = db.prepare('SELECT count(*) FROM telemetry').pluck().get()
      expect(db.prepare('SELECT imported_lines FROM files').pluck().get()).toBe(stored)
      expect([seen, seen + slow.linesPerWrite]).toContain(stored)
      const second = await runStation(folder)
      await second.idle()
      await second.stop()
      expectEachLineOnce(folder)
    },
  )

  it('keeps a source in its place', async () => {
    const folder = tempFolder()
    const ingest = join(folder, 'ingest')
    mkdirSync(ingest)
    const station = await runStation(folder, {
      overrides: { watching: true, ingestFolder: ingest, quietMs: 100, graceMs: 1_500 },
    })
    const source = join(ingest, 'a.json')
    writeFileSync(source, mk1Package(20))
    await until('complete', async () => (await station.file(1))?.status === 'complete')
    rmSync(join(folder, 'data', 'downlink.db-wal'))
    await until('stuck', async () => (await station.file(1))?.sourceState === 'stuck')
    expect((await station.file(1))?.sourceReason).toMatch(/can't be shown to be on disk/)
    expect(readFileSync(source, 'utf8')).toBe(mk1Package(20))
  })
})

describe('a database with a damaged page', () => {
  it('is written no more, and says what to do', async () => {
    const folder = tempFolder()
    const path = join(folder, 'data', 'downlink.db')
    writeFileSync(join(folder, 'a.json'), mk1Package(LINES))
    const first = await runStation(folder)
    await first.addPaths([join(folder, 'a.json')], 'drop')
    await first.idle()
    await first.stop()
    trashTable(path, 'records')

    const station = await runStation(folder)
    writeFileSync(join(folder, 'b.json'), mk1Package(LINES + 1))
    // What is found out in the background may have met the damage first; then it is refused.
    await station.addPaths([join(folder, 'b.json')], 'drop').catch(() => undefined)
    await station.idle()
    expect(station.status().alert).toMatchObject({
      code: 'database_error',
      message: expect.stringMatching(/is damaged .* put a backup in its place or use another/),
    })
    await expect(station.updateSettings({ paused: true })).rejects.toThrow(/is damaged/)
    await expect(station.addPaths([join(folder, 'a.json')], 'drop')).rejects.toThrow(/is damaged/)
  })
})

/** Overwrites every page that belongs to a table, but for its first. */
function trashTable(path: string, table: string): void {
  const db = new Database(path)
  const pages = db
    .prepare<[string, string], number>('SELECT pageno FROM dbstat WHERE name = ? AND pagetype = ?')
    .pluck()
    .all(table, 'leaf')
  const pageBytes = Number(db.pragma('page_size', { simple: true }))
  db.close()
  const file = openSync(path, 'r+')
  for (const page of pages)
    writeSync(file, Buffer.alloc(pageBytes, 0x5a), 0, pageBytes, (page - 1) * pageBytes)
  closeSync(file)
}

describe("the database's thread", () => {
  it('is started anew when it dies in the middle of a write, and each line is stored once', async () => {
    const folder = tempFolder()
    let writes = 0
    const post = Worker.prototype.postMessage
    vi.spyOn(Worker.prototype, 'postMessage').mockImplementation(function (
      this: Worker,
      message,
      ...rest
    ) {
      const result = post.call(this, message, ...rest)
      const isWrite = Reflect.get(Object(message), 'method') === 'write'
      if (isWrite && [7, 20, 33].includes((writes += 1))) void this.terminate()
      return result
    })
    const station = await runStation(folder, { overrides: { linesPerWrite: 100 } })
    writeFileSync(join(folder, 'a.json'), mk1Package(LINES))
    await station.addPaths([join(folder, 'a.json')], 'drop')
    await station.idle()
    expect(await station.file(1)).toMatchObject({ status: 'complete', importedLines: LINES })
    await station.stop()
    expectEachLineOnce(folder)
  })
})

describe('another program', () => {
  it('that holds the write lock makes imports wait, and says so', async () => {
    const folder = tempFolder()
    const station = await runStation(folder, { overrides: slow })
    writeFileSync(join(folder, 'a.json'), mk1Package(LINES))
    await station.addPaths([join(folder, 'a.json')], 'drop')
    await until('some lines', async () => (await imported(station)) > 100)
    const other = new Database(join(folder, 'data', 'downlink.db'))
    afterTest(() => other.close())
    other.exec('BEGIN IMMEDIATE')
    await until('the alert', () => station.status().alert?.code === 'database_busy')
    expect(station.status().alert?.message).toMatch(/keeps .* locked.*importing goes on/)
    if (isFull) await sleep(A_MINUTE_MS)
    expect(station.status()).toMatchObject({ state: 'running', alert: { code: 'database_busy' } })
    other.exec('ROLLBACK')
    await until('the end of the alert', () => station.status().alert === null)
    await station.updateSettings({ linesPerSecond: null })
    await station.idle()
    expect(await station.file(1)).toMatchObject({ status: 'complete', importedLines: LINES })
    await station.stop()
    expectEachLineOnce(folder)
  })

  it('that reads all the while holds up neither imports nor the end of the WAL', async () => {
    const folder = tempFolder()
    // For a minute, and yet less than makes the station wait for who reads: packages of the same
    // time write the same pages of its index anew with every chunk.
    const station = await runStation(folder, { overrides: { linesPerSecond: 5_000 } })
    const database = join(folder, 'data', 'downlink.db')
    const other = new Database(database, { readonly: true })
    afterTest(() => other.close())
    other.exec('BEGIN')
    const before = other.prepare('SELECT count(*) FROM telemetry').pluck().get()
    const end = performance.now() + (isFull ? A_MINUTE_MS : 3_000)
    let largest = 0
    for (let n = 0; performance.now() < end; n += 1) {
      const path = join(folder, `${n}.json`)
      writeFileSync(path, mk1Package(5_000 + n))
      await station.addPaths([path], 'drop')
      await station.idle()
      largest = Math.max(largest, statSync(`${database}-wal`).size)
    }
    expect(station.status().alert).toBeNull()
    expect(largest).toBeLessThan(MOST_WAL_BYTES)
    // What it began to read is what it reads.
    expect(other.prepare('SELECT count(*) FROM telemetry').pluck().get()).toBe(before)
    other.close()
    const last = join(folder, 'last.json')
    writeFileSync(last, mk1Package(10))
    await station.addPaths([last], 'drop')
    await station.idle()
    await station.stop()
    expect(existsSync(`${database}-wal`)).toBe(false)
    expect(new Database(database).pragma('integrity_check', { simple: true })).toBe('ok')
  })

  it('that holds the write lock does not keep the station from starting', async () => {
    const folder = tempFolder()
    await (await runStation(folder)).stop()
    const other = new Database(join(folder, 'data', 'downlink.db'))
    afterTest(() => other.close())
    other.exec('BEGIN IMMEDIATE')
    const station = await runStation(folder)
    expect(station.status().state).toBe('running')
    other.exec('ROLLBACK')
  })
})

describe('a full disk', () => {
  it('makes an arrival wait, and says so', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    refuse('admitAll', 2)
    writeFileSync(join(folder, 'a.json'), mk1Package(10))
    const adding = station.addPaths([join(folder, 'a.json')], 'drop')
    await until('the alert', () => station.status().alert?.code === 'disk_full')
    // The tree says it as well.
    const root = (): unknown => station.status().components.find(({ parent }) => parent === null)
    expect(root()).toMatchObject({ state: 'waiting', detail: station.status().alert?.message })
    expect(await adding).toMatchObject({ added: 1 })
    expect(station.status().alert).toBeNull()
    expect(root()).toMatchObject({ state: 'running', detail: 'downlink.db' })
    await station.idle()
    expect(await station.file(1)).toMatchObject({ status: 'complete' })
  })

  it('does not keep a failed file from being held in the end', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    refuse('fail', 1)
    writeFileSync(join(folder, 'a.json'), 'no header\n')
    await station.addPaths([join(folder, 'a.json')], 'drop')
    await station.idle()
    expect(await station.file(1)).toMatchObject({
      status: 'failed',
      failureCode: 'unknown_satellite_type',
    })
  })

  it('does not lose a pause', async () => {
    const folder = tempFolder()
    const station = await runStation(folder, { overrides: slow })
    writeFileSync(join(folder, 'a.json'), mk1Package(LINES))
    await station.addPaths([join(folder, 'a.json')], 'drop')
    await until('some lines', async () => (await imported(station)) > 100)
    refuse('setStatus', 1)
    await station.act(1, 'pause')
    await station.idle()
    expect(await station.file(1)).toMatchObject({ status: 'paused' })
  })

  it('in the middle of a file holds it, and it goes on with room', needs('mounts'), async () => {
    const folder = tempFolder()
    const data = join(folder, 'data')
    mkdirSync(data)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', data])
    afterTest(() => execFileSync('umount', ['-l', data]))
    const station = await runStation(folder, { overrides: { linesPerWrite: 500 } })
    const ballast = join(data, 'ballast')
    writeFileSync(ballast, Buffer.alloc(37 * 1024 ** 2))
    writeFileSync(join(folder, 'a.json'), mk1Package(LINES))
    await station.addPaths([join(folder, 'a.json')], 'drop')
    await until('the alert', () => station.status().alert?.code === 'disk_full')
    expect(await station.file(1)).toMatchObject({ status: 'processing' })
    rmSync(ballast)
    await station.idle()
    expect(station.status().alert).toBeNull()
    expect(await station.file(1)).toMatchObject({ status: 'complete', importedLines: LINES })
    expectEachLineOnce(folder)
    await station.stop()
  })
})

describe('stopping', () => {
  it('does not wait for a file that is being compared with another one', async () => {
    const folder = tempFolder()
    const [path, other] = [join(folder, 'a.json'), join(folder, 'other.json')]
    const sizeBytes = 6 * 1024 ** 3
    writeFileSync(path, `${mk1Header}\n`)
    truncateSync(path, sizeBytes)
    writeFileSync(other, mk1Package(3))
    const first = await runStation(folder)
    await first.addPaths([other], 'drop')
    await first.idle()
    await first.stop()
    const db = new Database(join(folder, 'data', 'downlink.db'))
    db.prepare('UPDATE files SET size_bytes = ?').run(sizeBytes)
    db.close()

    const station = await runStation(folder)
    await station.addPaths([path], 'drop')
    await until('the hashing', () => station.status().active[0]?.stage === 'hashing')
    const worked = processorTime()
    await station.stop()
    expect(worked()).toBeLessThan(2_000)
  })
})

describe('two wishes at once', () => {
  it('are carried out one after the other', async () => {
    const folder = tempFolder()
    const station = await runStation(folder, { overrides: slow })
    writeFileSync(join(folder, 'a.json'), mk1Package(LINES))
    await station.addPaths([join(folder, 'a.json')], 'drop')
    await until('some lines', async () => (await imported(station)) > 100)
    await station.act(1, 'cancel')
    await until('cancelled', async () => (await station.file(1))?.status === 'cancelled')
    await station.updateSettings({ linesPerSecond: null })
    const results = await Promise.allSettled([station.act(1, 'retry'), station.act(1, 'retry')])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    await station.idle()
    expect(await station.file(1)).toMatchObject({ status: 'complete', importedLines: LINES })
  })
})
