import Database from 'better-sqlite3'
import { execFileSync, spawn } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  watch,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Backup, BackupStatus } from '#shared/backups'
import { watchedFolder } from '#shared/usualSettings'
import { toBackupTimes } from '../../../src/cli/backupTimes'
import { Backups, type BackupPlan } from '../../../src/main/ingest/backups/backups'
import { listen } from '../../../src/main/ingest/events'
import { afterTest } from '../../helpers/afterTest'
import { mk1Package } from '../../helpers/packages'
import { needs } from '../../helpers/needs'
import { runStation, sharedFolder, tempFolder, until } from '../../helpers/station'

const program = resolve(import.meta.dirname, '../../../out/main/downlink.js')
const HOUR = 3_600_000
const LINES = 500
/** Whose copy takes long enough to be killed in it. */
const MANY = 30_000

/** Imports a package into a database in the folder, which nothing has open then. */
async function fill(folder: string, lines: number): Promise<string> {
  writeFileSync(join(folder, 'a.json'), mk1Package(lines))
  const station = await runStation(folder)
  await station.addPaths([join(folder, 'a.json')], 'open')
  await station.idle()
  await station.stop()
  return join(folder, 'data', 'downlink.db')
}

const filled = sharedFolder()
let original: Promise<string> | null = null

/** A copy of the one that is filled once. */
async function database(folder: string): Promise<string> {
  original ??= fill(filled, LINES)
  const copy = join(folder, 'downlink.db')
  copyFileSync(await original, copy)
  return copy
}

const plan = (backupFolder: string, more: Partial<BackupPlan> = {}): BackupPlan => ({
  backupFolder,
  backupTimes: { every: 'hours', hours: 6 },
  backupsKept: 3,
  folders: [],
  ...more,
})

/** What was told last, and all that were made. */
function hear(): { status: BackupStatus | null; readonly made: Backup[] } {
  const heard: ReturnType<typeof hear> = { status: null, made: [] }
  afterTest(
    listen('backup', ({ status, made }) => {
      heard.status = status
      if (made !== null) heard.made.push(made)
    }),
  )
  return heard
}

let folder: string
let path: string
let target: string
let now: number

/** Backups of the database that are followed by a clock of the test's. */
function backups(given = plan(target)): Backups {
  const all = new Backups({ database: { path }, now: () => now })
  afterTest(async () => {
    all.stop()
    await all.ended()
  })
  all.apply(given)
  return all
}

function rowsIn(file: string): unknown {
  const db = new Database(file, { readonly: true })
  try {
    return db.prepare('SELECT count(*) FROM telemetry').pluck().get()
  } finally {
    db.close()
  }
}

/** What lies there, the oldest first. */
const lies = (): string[] => readdirSync(target).toSorted()

/** Whether it is the name of a backup that is done. */
const isWhole = (name: string): boolean => /^downlink-[0-9a-f]{8}-\w+\.db$/.test(name)

describe('backups by plan', () => {
  beforeEach(async () => {
    folder = tempFolder()
    target = join(folder, 'backups')
    mkdirSync(target)
    path = await database(folder)
    now = Date.parse('2026-11-30T12:00:00Z')
  })

  it('are whole, made when they are due, and as many as wanted stay', async () => {
    const others = ['notes.txt', 'downlink-00000001-20200101T000000000Z.db', 'downlink.db']
    for (const name of others) writeFileSync(join(target, name), 'mine')
    const heard = hear()
    const all = backups()
    for (let n = 0; n < 5; n += 1) {
      await all.look()
      // Not before its time.
      now += 6 * HOUR - 1
      await all.look()
      expect(heard.made).toHaveLength(n + 1)
      now += 1
    }
    expect(heard.status).toMatchObject({ isAtWork: false, trouble: null })
    expect(heard.status?.backups.map(({ name }) => name)).toEqual(
      heard.made
        .slice(-3)
        .map(({ name }) => name)
        .toReversed(),
    )
    const ours = lies().filter((name) => !others.includes(name))
    expect(ours).toEqual(heard.made.slice(-3).map(({ name }) => name))
    expect(ours[0]).toMatch(/^downlink-[0-9a-f]{8}-20261201T000000000Z\.db$/)
    for (const name of ours) {
      expect(rowsIn(join(target, name))).toBe(LINES)
      expect(statSync(join(target, name)).mode & 0o777).toBe(0o600)
    }
    for (const name of others) expect(readFileSync(join(target, name), 'utf8')).toBe('mine')
  })

  it('make good at the start what was missed, once, and are known again by what lies there', async () => {
    const first = backups()
    await first.look()
    first.stop()
    now += 30 * HOUR
    const heard = hear()
    const second = backups()
    await second.look()
    expect(heard.made).toHaveLength(1)
    second.stop()
    now += HOUR
    const third = backups()
    await third.look()
    expect(heard.made).toHaveLength(1)
    expect(heard.status).toMatchObject({ nextAt: now + 5 * HOUR, trouble: null })
    expect(heard.status?.backups).toHaveLength(2)
  })

  it('keep the one that was made just now, though the clock was a year ahead before', async () => {
    const all = backups(plan(target, { backupsKept: 2 }))
    now += 365 * 24 * HOUR
    await all.look()
    now += 6 * HOUR
    await all.look()
    now -= 365 * 24 * HOUR
    await all.look()
    expect(lies().map((name) => name.slice(18, 22))).toEqual(['2026', '2027'])
    now += 6 * HOUR
    await all.look()
    expect(lies().map((name) => name.slice(18, 22))).toEqual(['2026', '2027'])
    expect(lies()[0]).toContain('-20261201T000000000Z')
  })

  it('say that the folder is gone and which was the last, and go on when it is back', async () => {
    const heard = hear()
    const all = backups()
    await all.look()
    renameSync(target, `${target}-away`)
    now += 6 * HOUR
    await all.look()
    expect(heard.status?.trouble).toContain(
      `No backup could be made in ${target}: the folder is not`,
    )
    expect(heard.status?.trouble).toContain(
      `The last good one is of 2026-11-30 12:00 UTC (${heard.made[0]?.name})`,
    )
    renameSync(`${target}-away`, target)
    now += 600_000
    await all.look()
    expect(heard.status).toMatchObject({ trouble: null })
    expect(heard.made).toHaveLength(2)
  })

  it('say of a folder that does not answer in time that it does not, and go on when it does', async () => {
    const troubles: (string | null | undefined)[] = []
    afterTest(listen('backup', ({ status }) => troubles.push(status?.trouble)))
    const all = new Backups({ database: { path }, now: () => now, answerMs: 0 })
    afterTest(() => all.stop())
    all.apply(plan(target))
    await all.look()
    expect(troubles[0]).toContain(`No backup can be made in ${target}: it does not answer.`)
    expect(troubles.at(-1)).toBeNull()
    expect(lies()).toHaveLength(1)
  })

  it('lose no old one to a database that is damaged, and say so', async () => {
    const heard = hear()
    const all = backups(plan(target, { backupsKept: 1 }))
    await all.look()
    const [good = ''] = lies()
    const bytes = readFileSync(path)
    bytes.fill(0xff, bytes.length / 2)
    writeFileSync(path, bytes)
    now += 6 * HOUR
    await all.look()
    expect(heard.status?.trouble).toMatch(/the database is damaged \(SQLITE_CORRUPT/)
    expect(lies()).toEqual([good])
    expect(rowsIn(join(target, good))).toBe(LINES)
  })

  it('give no name to a copy in which SQLite finds a fault', async () => {
    const db = new Database(path)
    db.exec('CREATE TABLE t (a, b); INSERT INTO t VALUES (NULL, 1)')
    // It can be copied all the same.
    db.unsafeMode()
    db.pragma('writable_schema = ON')
    db.exec("UPDATE sqlite_schema SET sql = 'CREATE TABLE t (a NOT NULL, b)' WHERE name = 't'")
    db.close()
    const heard = hear()
    const all = backups()
    await all.look()
    expect(heard.status?.trouble).toMatch(
      /the copy was read again and is not whole \(NULL value in t\.a\)/,
    )
    expect(lies()).toEqual([])
  })

  it('are not made where files are imported from', async () => {
    const heard = hear()
    const watched = { ...watchedFolder(folder), subfolders: true }
    const all = backups(plan(target, { folders: [watched] }))
    await all.look()
    expect(heard.status?.trouble).toContain('it is a watched folder')
    expect(lies()).toEqual([])
  })

  it('clear away what a run left that was killed while it copied, and nothing else', async () => {
    const all = backups()
    await all.look()
    const [made = ''] = lies()
    const half = made.replace(/\d{3}Z\.db$/, '999Z.db.part')
    for (const name of [half, `${half}-journal`, 'other.db.part']) {
      writeFileSync(join(target, name), 'half')
    }
    now += 6 * HOUR
    await all.look()
    expect(lies().filter((name) => !isWhole(name))).toEqual(['other.db.part'])
  })

  it('are made by a station as it is set, and by no other than one that stays', async () => {
    const home = tempFolder()
    const station = await runStation(home)
    expect(station.status().backup).toBeNull()
    await station.updateSettings({ backupFolder: target })
    await until('the first one', () => station.status().backup?.backups.length === 1)
    await station.updateSettings({ backupFolder: null })
    await until('none', () => station.status().backup === null)
    await station.updateSettings({ backupFolder: join(folder, 'nowhere') })
    await until(
      'trouble',
      () => station.status().backup?.trouble?.includes('is not there') ?? false,
    )
    await station.stop()
    const log = readFileSync(join(home, 'data', 'logs', 'downlink.log'), 'utf8')
    const said = log.split('\n').filter((line) => line.includes('"msg":"backup"'))
    expect(said.map((line) => JSON.parse(line))).toMatchObject([
      { level: 30, name: expect.stringMatching(/^downlink-/), bytes: expect.any(Number) },
      { level: 40, trouble: expect.stringContaining('No backup could be made in') },
    ])
    const importing = await runStation(home, { recover: false })
    await importing.idle()
    expect(importing.status().backup).toBeNull()
  })

  it(
    'say that an old one could not be deleted, and are made all the same',
    needs('files that nobody may remove'),
    async () => {
      const heard = hear()
      const all = backups(plan(target, { backupsKept: 1 }))
      await all.look()
      const [old = ''] = lies()
      execFileSync('chattr', ['+i', join(target, old)])
      afterTest(() => execFileSync('chattr', ['-i', join(target, old)]))
      now += 6 * HOUR
      await all.look()
      expect(heard.made).toHaveLength(2)
      expect(heard.status?.trouble).toMatch(/an old one there could not be deleted: the system/)
    },
  )

  it('say that the disk is full, and leave nothing on it', needs('mounts'), async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=100k', 'tmpfs', target])
    afterTest(() => execFileSync('umount', ['-l', target]))
    const heard = hear()
    const all = backups()
    await all.look()
    expect(heard.status?.trouble).toMatch(/needs about [\d.]+ MB, and .* has 0\.[12] MB free/)
    expect(lies()).toEqual([])
  })

  it('have no half one under a good name after a kill, and what is left goes with the next', async () => {
    const home = tempFolder()
    await fill(home, MANY)
    mkdirSync(join(home, 'in'))
    const args = ['watch', join(home, 'in'), '--backup-to', target, '--backup-at', '6h']
    const env = { ...process.env, DOWNLINK_DATA: join(home, 'data'), HOME: home }
    const start = () => {
      const child = spawn(process.execPath, [program, ...args], { env, stdio: 'ignore' })
      afterTest(() => child.kill('SIGKILL'))
      return { child, ended: new Promise((done) => child.once('exit', done)) }
    }
    const killed = start()
    const watcher = watch(target, () => killed.child.kill('SIGKILL'))
    await killed.ended
    watcher.close()
    for (const name of lies().filter((each) => each.endsWith('.db'))) {
      expect(rowsIn(join(target, name))).toBe(MANY)
    }
    expect(lies().filter((name) => name.endsWith('.part'))).toHaveLength(1)

    const { child, ended } = start()
    // A whole one has both names for a moment.
    await until('a whole backup alone', () => lies().length === 1 && lies().every(isWhole))
    child.kill('SIGTERM')
    expect(await ended).toBe(143)
  })
})

describe('times of backups in the terminal', () => {
  it.each([
    ['6h', { every: 'hours', hours: 6 }],
    ['2:05', { every: 'day', hour: 2, minute: 5 }],
    ['sunday 23:59', { every: 'week', weekday: 0, hour: 23, minute: 59 }],
  ])('are understood: %s', (text, times) => expect(toBackupTimes(text)).toEqual(times))

  it.each(['', '0h', '169h', '24:00', '2:60', 'noday 02:00', 'sunday', '6', '6h 02:00'])(
    'are refused: %j',
    (text) => expect(() => toBackupTimes(text)).toThrow('Give hours as 6h'),
  )
})
