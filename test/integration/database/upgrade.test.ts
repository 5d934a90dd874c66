import Database from 'better-sqlite3'
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { openReader, openWriter } from '../../../src/main/database/connection/open'
import { needs } from '../../helpers/needs'
import { makeVersion10 } from '../../helpers/oldDatabase'
import { afterTest } from '../../helpers/afterTest'
import { tempFolder } from '../../helpers/station'

const program = resolve(import.meta.dirname, '../../../out/main/downlink.js')
const BACKUP = /^downlink\.db\.v10-\d{8}T\d{9}Z\.backup$/
const WHOLE = /^downlink\.db\.v\d+-\d{8}T\d{9}Z\.backup$/

const backupsIn = (folder: string): string[] =>
  readdirSync(folder).filter((name) => name.includes('.backup'))

/** What a database of `makeVersion10` must still hold, whichever version it is. */
function facts(path: string) {
  const db = openReader({ path })
  try {
    return {
      version: Number(db.pragma('user_version', { simple: true })),
      integrity: db.pragma('integrity_check', { simple: true }),
      records: db.prepare('SELECT count(*) FROM telemetry').pluck().get(),
      sum: db.prepare('SELECT total(velocity) FROM telemetry').pluck().get(),
    }
  } finally {
    db.close()
  }
}

describe('a database of an older version', () => {
  it('is backed up and upgraded', () => {
    const folder = tempFolder()
    const path = join(folder, 'downlink.db')
    makeVersion10(path, 1_000)
    const before = facts(path)
    openWriter({ path }).close()
    const after = facts(path)
    expect(after.version).toBeGreaterThan(10)
    expect(after).toEqual({ ...before, version: after.version })
    const [backup = '', ...others] = backupsIn(folder)
    expect(others).toEqual([])
    expect(backup).toMatch(BACKUP)
    expect(statSync(join(folder, backup)).mode & 0o777).toBe(0o600)
    expect(facts(join(folder, backup))).toEqual(before)

    openWriter({ path }).close()
    expect(backupsIn(folder)).toEqual([backup])
  })

  it('leaves the last three backups', () => {
    const folder = tempFolder()
    const path = join(folder, 'downlink.db')
    const older = ['9-20200101T000000000Z', '10-20210101T000000000Z', '10-20220101T000000000Z']
    for (const name of older) writeFileSync(`${path}.v${name}.backup`, '')
    writeFileSync(`${path}.v10-20220101T000000000Z.backup.part`, '')
    writeFileSync(`${path}.mine.backup`, '')
    makeVersion10(path, 10)
    openWriter({ path }).close()
    const left = backupsIn(folder)
    expect(left).toHaveLength(4)
    expect(left).toEqual(
      expect.arrayContaining([
        'downlink.db.mine.backup',
        'downlink.db.v10-20210101T000000000Z.backup',
        'downlink.db.v10-20220101T000000000Z.backup',
      ]),
    )
  })

  it('is not touched when another program reads it in another version', () => {
    const folder = tempFolder()
    const path = join(folder, 'downlink.db')
    makeVersion10(path, 10)
    const before = readFileSync(path)
    openReader({ path }).close()
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('is left as it is when there is no room for the backup', needs('mounts'), () => {
    const folder = tempFolder()
    const disk = join(folder, 'disk')
    mkdirSync(disk)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=7m', 'tmpfs', disk])
    afterTest(() => execFileSync('umount', ['-l', disk]))
    const path = join(disk, 'downlink.db')
    const made = join(folder, 'made.db')
    makeVersion10(made, 60_000)
    const before = readFileSync(made)
    writeFileSync(path, before)
    expect(() => openWriter({ path })).toThrow(/needs about .* MB.* MB free.*Free some space/)
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(backupsIn(disk)).toEqual([])
  })
})

describe('an upgrade that is killed', () => {
  const RECORDS = 30_000
  /** As `step` counts them: a kill at each. */
  const STEPS = 7

  it('leaves the old version or the new one, and a backup before the new one', async () => {
    const folder = tempFolder()
    const old = join(folder, 'v10.db')
    makeVersion10(old, RECORDS)
    const before = facts(old)
    const bytes = readFileSync(old)
    const seen = new Set<number>()
    for (let round = 0; round < STEPS; round += 1) {
      const data = join(folder, `run-${round}`)
      const path = join(data, 'downlink.db')
      mkdirSync(data)
      writeFileSync(path, bytes)
      await killedWhen(() => step(data) >= round, path, folder)
      const killed = facts(path)
      seen.add(killed.version)
      expect(killed).toMatchObject({ integrity: 'ok', sum: before.sum })
      const whole = backupsIn(data).filter((name) => BACKUP.test(name))
      expect(whole.length).toBeGreaterThanOrEqual(killed.version > 10 ? 1 : 0)
      for (const name of whole) expect(facts(join(data, name))).toEqual(before)

      openWriter({ path }).close()
      expect(facts(path)).toMatchObject({ integrity: 'ok', sum: before.sum })
      expect(facts(path).version).toBeGreaterThan(10)
      // A kill between two steps leaves a version between, which is backed up as well.
      expect(backupsIn(data).filter((name) => !WHOLE.test(name))).toEqual([])
    }
    expect(seen).toContain(10)
  })
})

describe('an upgrade', () => {
  it('is refused to a program that is older than the database', () => {
    const path = join(tempFolder(), 'downlink.db')
    openWriter({ path }).close()
    const db = new Database(path)
    db.pragma('user_version = 99999')
    db.close()
    expect(() => openWriter({ path })).toThrow(/made by a newer Downlink/)
  })
})

/** How far the upgrade has come, as its files show. */
function step(data: string): number {
  const names = readdirSync(data)
  const sizeOf = (found: (name: string) => boolean): number =>
    names.filter(found).reduce((sum, name) => {
      return sum + (statSync(join(data, name), { throwIfNoEntry: false })?.size ?? 0)
    }, 0)
  const copied = sizeOf((name) => name.endsWith('.part'))
  if (names.some((name) => BACKUP.test(name))) {
    const wal = sizeOf((name) => name.endsWith('-wal'))
    if (wal > 500_000) return 6
    return wal > 50_000 ? 5 : 4
  }
  if (copied > 750_000) return 3
  if (copied > 0) return 2
  return names.some((name) => name.endsWith('-wal')) ? 1 : 0
}

/** Starts the terminal on the database and kills it as soon as the condition holds. */
async function killedWhen(now: () => boolean, db: string, folder: string): Promise<void> {
  const env = { ...process.env, DOWNLINK_DATA: join(folder, 'data'), HOME: folder }
  const args = [program, 'ingest', '--db', db, join(folder, 'no-such-file')]
  const child = spawn(process.execPath, args, { env, stdio: 'ignore' })
  const ended = new Promise<void>((done) => {
    child.once('exit', () => done())
  })
  while (child.exitCode === null && !now()) await sleep(1)
  child.kill('SIGKILL')
  await ended
}
