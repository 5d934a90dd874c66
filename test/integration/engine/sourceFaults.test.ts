import Database from 'better-sqlite3'
import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  ftruncateSync,
  closeSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { DatabaseService } from '../../../src/main/ingest/databaseService/databaseService'
import { identityOf } from '../../../src/main/record/identity'
import { privateName } from '../../../src/main/ingest/source/names'
import type { Station } from '../../../src/main/ingest/station'
import { isFull } from '../../helpers/fuzz'
import { needs } from '../../helpers/needs'
import { mk1Header, mk1Line, mk1Package } from '../../helpers/packages'
import { afterTest } from '../../helpers/afterTest'
import {
  openDatabase,
  runStation,
  tempFolder,
  until,
  watcherOf,
  type RunSettings,
} from '../../helpers/station'

afterEach(() => {
  vi.restoreAllMocks()
})

async function watching(patch: RunSettings = {}) {
  const folder = tempFolder()
  const inbox = join(folder, 'inbox')
  mkdirSync(inbox)
  const overrides: RunSettings = {
    watching: true,
    ingestFolder: inbox,
    archiveFolder: join(folder, 'archive'),
    quietMs: 100,
    graceMs: 100,
    afterImport: 'delete',
    ...patch,
  }
  const station = await runStation(folder, { overrides })
  await until('watching', () => watcherOf(station).state === 'watching')
  return { folder, inbox, overrides, station }
}

const statusOf = async (station: Station, id: number): Promise<string | undefined> =>
  (await station.file(id))?.status

const deleted = (station: Station, id: number): Promise<void> =>
  until(`file ${id} deleted`, async () => (await station.file(id))?.sourceState === 'deleted')

/** How many records of how many different lines the database holds of a file. */
function stored(folder: string, fileId: number): unknown {
  const db = openDatabase(folder)
  return db
    .prepare('SELECT count(*), count(DISTINCT line) FROM telemetry WHERE file_id = ?')
    .raw()
    .get(fileId)
}

/** How many different first records there are. */
function contents(folder: string): unknown {
  const db = openDatabase(folder)
  return db
    .prepare(
      'SELECT count(DISTINCT first) FROM (SELECT min(velocity) AS first FROM telemetry GROUP BY file_id)',
    )
    .pluck()
    .get()
}

/** A package whose records are those of other lines than `mk1Package`'s. */
const other = (lines: number, shift: number): string =>
  `${[mk1Header, ...Array.from({ length: lines }, (_, i) => mk1Line(i + shift))].join('\n')}\n`

describe('a file whose space is reserved before it is written', () => {
  it('waits while a part of it is empty, and imported when it is filled', async () => {
    const { folder, inbox, station } = await watching()
    const text = mk1Package(200)
    const file = openSync(join(inbox, 'a.json'), 'w')
    afterTest(() => closeSync(file))
    writeSync(file, text.slice(0, 5_000))
    ftruncateSync(file, text.length)
    await until('waiting', async () => (await statusOf(station, 1)) === 'waiting')
    expect(await station.file(1)).toMatchObject({ failureCode: null, sourceState: 'present' })
    writeSync(file, text.slice(5_000), 5_000)
    await deleted(station, 1)
    expect(stored(folder, 1)).toEqual([200, 200])
  })
})

describe('lines that are appended after the end was read', () => {
  it('are imported before the source goes, however late they come', async () => {
    const { folder, inbox, station } = await watching({ graceMs: 1_500 })
    const path = join(inbox, 'a.json')
    writeFileSync(path, mk1Package(100))
    await until('complete', async () => (await statusOf(station, 1)) === 'complete')
    appendFileSync(path, `${mk1Line(102)}\n`)
    await until('read on', async () => (await station.file(1))?.importedLines === 101)
    appendFileSync(path, mk1Line(103))
    await deleted(station, 1)
    expect(stored(folder, 1)).toEqual([102, 102])
    expect(readdirSync(inbox)).toEqual([])
  })

  it('between the proof and the removal keep it in its place', async () => {
    const { folder, inbox, station } = await watching()
    const path = join(inbox, 'a.json')
    const write = DatabaseService.prototype.write
    let appended = false
    vi.spyOn(DatabaseService.prototype, 'write').mockImplementation(function (
      this: DatabaseService,
      asked,
      ...input
    ) {
      const state: unknown = Reflect.get(Object(input.at(0)), 'state')
      if (asked === 'setSourceState' && state === 'removing' && !appended) {
        appended = true
        appendFileSync(path, `${mk1Line(102)}\n`)
      }
      return write.call(this, asked, ...input)
    })
    writeFileSync(path, mk1Package(100))
    await deleted(station, 1)
    expect(appended).toBe(true)
    expect(stored(folder, 1)).toEqual([101, 101])
  })
})

describe('a name that is used again and again', () => {
  it('gives each content its own row, wholly imported', { timeout: 600_000 }, async () => {
    const NAMES = isFull ? 20 : 4
    const ROUNDS = isFull ? 50 : 4
    const { folder, inbox, station } = await watching({ quietMs: 100, graceMs: 0 })
    const uses = Array.from({ length: NAMES }, async (_, name) => {
      const path = join(inbox, `${name}.json`)
      for (let round = 1; round <= ROUNDS; round += 1) {
        writeFileSync(path, other(20, 100 * (name * ROUNDS + round)))
        // The next one comes as soon as the name is free: before the old one has gone for good.
        await until(`the end of ${name}, ${round}`, () => !existsSync(path), 60_000)
      }
    })
    await Promise.all(uses)
    await station.idle()
    await until('all gone', () => readdirSync(inbox).length === 0)
    const files = NAMES * ROUNDS
    const rows = openDatabase(folder)
      .prepare('SELECT count(*), count(DISTINCT file_id), count(DISTINCT velocity) FROM telemetry')
      .raw()
      .get()
    expect(rows).toEqual([20 * files, files, 20 * files])
  })

  it('by files that replace each other at any moment loses and mixes none that was read', async () => {
    const ROUNDS = isFull ? 100 : 20
    const { folder, inbox, station } = await watching({
      quietMs: 100,
      graceMs: 30,
      linesPerWrite: 200,
    })
    const path = join(inbox, 'a.json')
    for (let round = 1; round <= ROUNDS; round += 1) {
      writeFileSync(join(folder, 'next'), other(1_000, 10_000 * round))
      renameSync(join(folder, 'next'), path)
      await new Promise((resolve) => setTimeout(resolve, (round * 37) % 200))
    }
    await until('the last one', () => !existsSync(path))
    await station.idle()
    const files = openDatabase(folder)
      .prepare<[], { status: string; lines: number; count: number; span: number }>(
        `SELECT status, total_lines AS lines, count(*) AS count,
           max(velocity) - min(velocity) AS span
         FROM files JOIN telemetry ON file_id = files.id GROUP BY files.id`,
      )
      .all()
    expect(files.length).toBeGreaterThan(0)
    for (const { status, lines, count, span } of files) {
      expect({ status, lines, count }).toEqual({ status: 'complete', lines: 1_000, count: 1_000 })
      // All lines of one file are of one content.
      expect(span).toBeLessThan(1_000)
    }
    const last = openDatabase(folder).prepare('SELECT max(velocity) FROM telemetry').pluck().get()
    expect(last).toBeCloseTo(8_000 + (10_000 * ROUNDS + 999) * 0.1)
  })
})

describe('a second name of the same file', () => {
  it('is a duplicate, and stays when the first name goes', async () => {
    const { folder, inbox, station } = await watching({ filesAtOnce: 1 })
    writeFileSync(join(inbox, 'a.json'), mk1Package(30))
    linkSync(join(inbox, 'a.json'), join(inbox, 'b.json'))
    await until('both', async () => (await statusOf(station, 2)) === 'duplicate')
    await until('the first gone', () => readdirSync(inbox).length === 1)
    await station.idle()
    expect(openDatabase(folder).prepare('SELECT count(*) FROM telemetry').pluck().get()).toBe(30)
    const [left = ''] = readdirSync(inbox)
    expect(readFileSync(join(inbox, left), 'utf8')).toBe(mk1Package(30))
  })
})

describe('clocks', () => {
  it('that go back a year change neither order nor identity', async () => {
    const { folder, inbox, station } = await watching({ afterImport: 'keep' })
    writeFileSync(join(inbox, 'a.json'), mk1Package(30))
    await until('kept', async () => (await station.file(1))?.sourceState === 'kept')
    await station.stop()

    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 365 * 86_400_000 })
    afterTest(() => vi.useRealTimers())
    const again = await runStation(folder, {
      overrides: { ingestFolder: inbox, quietMs: 100, graceMs: 300, afterImport: 'delete' },
    })
    writeFileSync(join(inbox, 'b.json'), mk1Package(40))
    await deleted(again, 2)
    expect(
      (await again.ask('files:page', { section: 'history', offset: 0, limit: 10 })).total,
    ).toBe(2)
    expect(existsSync(join(inbox, 'a.json'))).toBe(true)
    expect(stored(folder, 2)).toEqual([40, 40])
  })

  it('may have stamped a file with any time', async () => {
    const { folder, inbox, station } = await watching({ afterImport: 'archive' })
    const times = ['1970-01-01T00:00:00Z', '2099-12-31T23:59:59Z', '1901-12-14T00:00:00Z']
    for (const [index, time] of times.entries()) {
      const [id, lines, name] = [index + 1, 30 + index, `${index}.json`]
      writeFileSync(join(inbox, name), mk1Package(lines))
      utimesSync(join(inbox, name), new Date(time), new Date(time))
      await until('archived', async () => (await station.file(id))?.sourceState === 'archived')
      expect(stored(folder, id)).toEqual([lines, lines])
      expect(statSync(join(folder, 'archive', name)).mtimeMs).toBe(Date.parse(time))
    }
  })
})

describe('a file that may not be read', needs('another user'), () => {
  it('is held with the reason, and imported as soon as it may be read', async () => {
    const { folder, inbox, station } = await watching()
    const path = join(inbox, 'a.json')
    for (const place of [folder, inbox, join(folder, 'data')]) chmodSync(place, 0o777)
    process.seteuid?.(65_534)
    afterTest(() => process.seteuid?.(0))
    writeFileSync(path, mk1Package(30))
    chmodSync(path, 0o000)
    await until('held', async () => (await statusOf(station, 1)) === 'failed')
    expect((await station.file(1))?.failureMessage).toMatch(/not allowed to read it/)
    chmodSync(path, 0o600)
    await until('complete', async () => (await statusOf(station, 1)) === 'complete')
    process.seteuid?.(0)
    expect(stored(folder, 1)).toEqual([30, 30])
  })

  it('a folder neither: it is missing within five seconds, and watched again after', async () => {
    const { folder, inbox, station } = await watching()
    for (const place of [folder, inbox]) chmodSync(place, 0o777)
    chmodSync(inbox, 0o000)
    process.seteuid?.(65_534)
    afterTest(() => process.seteuid?.(0))
    await until('missing', () => watcherOf(station).state === 'missing')
    expect(watcherOf(station).reason).toMatch(/permission/)
    process.seteuid?.(0)
    chmodSync(inbox, 0o777)
    process.seteuid?.(65_534)
    await until('watching', () => watcherOf(station).state === 'watching')
    process.seteuid?.(0)
  })
})

describe('a file that somebody removes', () => {
  it('while it is read is read to its end all the same', async () => {
    const { folder, inbox, station } = await watching({ linesPerWrite: 50, linesPerSecond: 2_000 })
    const path = join(inbox, 'a.json')
    writeFileSync(path, mk1Package(2_000))
    await until('some lines', async () => ((await station.file(1))?.importedLines ?? 0) > 100)
    unlinkSync(path)
    await station.updateSettings({ linesPerSecond: null })
    await deleted(station, 1)
    expect(await station.file(1)).toMatchObject({ status: 'complete', importedLines: 2_000 })
    expect((await station.file(1))?.sourceReason).toMatch(/Something else has removed it/)
    expect(stored(folder, 1)).toEqual([2_000, 2_000])
  })

  it('before it is begun is held with the reason, and imported when it is back', async () => {
    const { folder, inbox, station } = await watching({ paused: true })
    const path = join(inbox, 'a.json')
    writeFileSync(path, mk1Package(30))
    await until('queued', async () => (await statusOf(station, 1)) === 'queued')
    unlinkSync(path)
    await station.updateSettings({ paused: false })
    await until('held', async () => (await statusOf(station, 1)) === 'failed')
    expect((await station.file(1))?.failureMessage).toMatch(/no longer there/)
    writeFileSync(path, mk1Package(30))
    await deleted(station, 1)
    expect(stored(folder, 1)).toEqual([30, 30])
  })
})

describe('a source that can not be removed', needs('files that nobody may remove'), () => {
  it('is stuck with the reason, and not imported again after a restart', async () => {
    const { folder, inbox, overrides, station } = await watching({ quietMs: 1_000 })
    const path = join(inbox, 'a.json')
    writeFileSync(path, mk1Package(30))
    execFileSync('chattr', ['+i', path])
    afterTest(() => existsSync(path) && execFileSync('chattr', ['-i', path]))
    await until('stuck', async () => (await station.file(1))?.sourceState === 'stuck')
    expect(await station.file(1)).toMatchObject({
      status: 'complete',
      sourceReason: expect.stringMatching(/could not be deleted: .*write-protected/),
    })
    await station.stop()

    const again = await runStation(folder, { overrides })
    await again.idle()
    expect(
      (await again.ask('files:page', { section: 'history', offset: 0, limit: 10 })).total,
    ).toBe(1)
    expect(await again.file(1)).toMatchObject({ status: 'complete', sourceState: 'stuck' })
    expect(stored(folder, 1)).toEqual([30, 30])
    expect(existsSync(path)).toBe(true)
  })
})

describe('the watched folder', () => {
  it('that is swapped for a link again and again makes nothing outside it go', async () => {
    const { folder, inbox, station } = await watching({ quietMs: 100, graceMs: 0 })
    const outside = join(folder, 'outside')
    mkdirSync(outside)
    const away = join(folder, 'away')
    const names = Array.from({ length: 30 }, (_, n) => `${n}.json`)
    for (const name of names) {
      writeFileSync(join(outside, name), 'precious\n')
      writeFileSync(join(inbox, name), other(20, 100 * (names.indexOf(name) + 1)))
    }
    const end = performance.now() + (isFull ? 30_000 : 1_500)
    while (performance.now() < end) {
      renameSync(inbox, away)
      symlinkSync(outside, inbox)
      await new Promise((resolve) => setTimeout(resolve, 3))
      unlinkSync(inbox)
      renameSync(away, inbox)
      await new Promise((resolve) => setTimeout(resolve, 7))
    }
    for (const name of names) {
      expect(readFileSync(join(outside, name), 'utf8')).toBe('precious\n')
    }
    expect(readdirSync(outside).toSorted()).toEqual(names.toSorted())
    await station.idle()
    // Of some the other file was read, by the link: they are held with what was wrong with that.
    for (const { id, name, status } of (
      await station.ask('files:page', { section: 'queue', offset: 0, limit: 500 })
    ).rows) {
      if (status !== 'failed' || !existsSync(join(inbox, name))) continue
      // It may have been taken up by itself meanwhile.
      await station.act(id, 'retry').catch(() => undefined)
    }
    await until('the last import', () => contents(folder) === names.length)
    await station.idle()
    // Whatever was looked at through the link meanwhile, each content is there once and whole.
    const rows = openDatabase(folder)
      .prepare('SELECT count(*), count(DISTINCT velocity) FROM telemetry')
      .raw()
      .get()
    expect(rows).toEqual([20 * names.length, 20 * names.length])
  })

  it('has links and pipes in it that are never opened', async () => {
    const { folder, inbox, station } = await watching()
    writeFileSync(join(folder, 'secret'), mk1Package(7))
    symlinkSync(join(folder, 'secret'), join(inbox, 'link.json'))
    for (let n = 0; n < 8; n += 1) execFileSync('mkfifo', [join(inbox, `pipe${n}.json`)])
    writeFileSync(join(inbox, 'a.json'), mk1Package(30))
    await deleted(station, 1)
    // The private name of a source that goes is among them for a moment.
    await until('listed', () => watcherOf(station).ignoredCount === 9)
    expect(stored(folder, 1)).toEqual([30, 30])
    expect(
      (await station.ask('files:page', { section: 'history', offset: 0, limit: 10 })).total,
    ).toBe(1)
    expect(readFileSync(join(folder, 'secret'), 'utf8')).toBe(mk1Package(7))
    expect(existsSync(join(inbox, 'link.json'))).toBe(true)
  })

  it('has a device in it that is never opened', needs('device files'), async () => {
    const { folder, inbox, station } = await watching()
    execFileSync('mknod', [join(inbox, 'device.json'), 'c', '1', '5'])
    writeFileSync(join(inbox, 'a.json'), mk1Package(30))
    await deleted(station, 1)
    await until('listed', () => watcherOf(station).ignoredCount === 1)
    expect(stored(folder, 1)).toEqual([30, 30])
    expect(
      (await station.ask('files:page', { section: 'history', offset: 0, limit: 10 })).total,
    ).toBe(1)
  })
})

describe('a file as a whole', () => {
  it('is held at once, and stays', async () => {
    const { inbox, station } = await watching({ cutWaitMs: 0 })
    const unfit: [string, string | Buffer, number | null, RegExp][] = [
      ['a header of a gigabyte', '{"satellite_type":"', 1024 ** 3, /not valid JSON|JSON/],
      ['a first line of a gigabyte', 'x'.repeat(2 * 1024 ** 2), 1024 ** 3, /longer than 1 MiB/],
      ['nothing', '', 0, /empty/],
      ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]), null, /UTF-32/],
      ['an archive', Buffer.from('PK\x03\x04'), null, /ZIP archive/],
    ]
    for (const [index, [what, begin, size, reason]] of unfit.entries()) {
      const id = index + 1
      const path = join(inbox, `${what}.json`)
      writeFileSync(path, begin)
      if (size !== null) truncateSync(path, size)
      await until(`${what} held`, async () => (await statusOf(station, id)) === 'failed', 30_000)
      expect((await station.file(id))?.failureMessage).toMatch(reason)
      await station.idle()
      expect(existsSync(path)).toBe(true)
      rmSync(path)
    }
  })
})

describe('a source whose removal was only begun', () => {
  it('goes at once after a start, and does not wait to be tried again', async () => {
    const { folder, inbox, overrides, station } = await watching({ graceMs: 60_000 })
    writeFileSync(join(inbox, 'a.json'), mk1Package(20))
    await until('complete', async () => (await statusOf(station, 1)) === 'complete')
    await station.stop()
    // As a kill between the intent and the rename leaves it.
    const db = new Database(join(folder, 'data', 'downlink.db'))
    db.prepare(`UPDATE files SET source_state = 'removing'`).run()
    db.close()
    const next = await runStation(folder, { overrides: { ...overrides, graceMs: 100 } })
    await deleted(next, 1)
    expect(readdirSync(inbox)).toEqual([])
  })
})

describe('a source whose private name could not be removed', () => {
  it('is no other file when it loses that name in sight of the watcher', async () => {
    const { folder, inbox, overrides, station } = await watching({ graceMs: 60_000 })
    const path = join(inbox, 'a.json')
    writeFileSync(path, mk1Package(20))
    await until('complete', async () => (await statusOf(station, 1)) === 'complete')
    await station.stop()
    // As a disk leaves it that let the file have its own name again and the private one not go.
    const hidden = privateName(1, 'a.json', identityOf(statSync(path, { bigint: true })))
    linkSync(path, join(inbox, hidden))
    const db = new Database(join(folder, 'data', 'downlink.db'))
    db.prepare(`UPDATE files SET source_state = 'stuck', ctime_ns = ?`).run(
      String(statSync(path, { bigint: true }).ctimeNs),
    )
    db.close()
    // A large file is read again for longer than it has to be quiet.
    const write = DatabaseService.prototype.write
    vi.spyOn(DatabaseService.prototype, 'write').mockImplementation(async function (
      this: DatabaseService,
      asked,
      ...input
    ) {
      if (asked === 'setSourceState') await sleep(1_000)
      return write.call(this, asked, ...input)
    })
    const next = await runStation(folder, { overrides: { ...overrides, graceMs: 0 } })
    await deleted(next, 1)
    await next.idle()
    expect(readdirSync(inbox)).toEqual([])
    expect((await next.ask('files:page', { section: 'history', offset: 0, limit: 10 })).total).toBe(
      1,
    )
  })
})

describe('a source whose end the database can not take down', () => {
  it('stays, and its row says why', async () => {
    const { inbox, station } = await watching()
    const write = DatabaseService.prototype.write
    vi.spyOn(DatabaseService.prototype, 'write').mockImplementation(function (
      this: DatabaseService,
      asked,
      ...input
    ) {
      const state: unknown = Reflect.get(Object(input.at(0)), 'state')
      if (asked === 'setSourceState' && state === 'removing') {
        return Promise.reject(new Error('the disk reported an error'))
      }
      return write.call(this, asked, ...input)
    })
    writeFileSync(join(inbox, 'a.json'), mk1Package(20))
    await until('the reason', async () => (await station.file(1))?.sourceReason != null)
    expect(await station.file(1)).toMatchObject({
      sourceState: 'present',
      sourceReason: expect.stringContaining('the disk reported an error'),
    })
    expect(readdirSync(inbox)).toEqual(['a.json'])
  })
})
