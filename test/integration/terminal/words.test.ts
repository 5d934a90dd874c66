import Database from 'better-sqlite3'
import { spawn, spawnSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openFilesTrouble } from '../../../src/cli/runtime'
import { runCommand } from '../../helpers/command'
import { mk1Package } from '../../helpers/packages'
import { afterTest } from '../../helpers/afterTest'
import { openDatabase, runStation, tempFolder, until } from '../../helpers/station'
import { runTerminal } from '../../helpers/terminal'

const program = resolve(import.meta.dirname, '../../../out/main/downlink.js')
const quick = ['--quiet-ms', '100', '--grace-ms', '0']

describe('what can not be imported', () => {
  it('is said in its own words', async () => {
    const folder = tempFolder()
    symlinkSync('loop', join(folder, 'loop'))
    symlinkSync('nowhere', join(folder, 'dangling'))
    const { code, out } = await runCommand(folder, 'ingest', 'loop', 'dangling', 'a\ufffd.json')
    expect(code).toBe(1)
    expect(out).toContain('loop: failed. It is a link that leads back to itself')
    expect(out).toContain('dangling: failed. It is a link that leads nowhere')
    expect(out).toContain('not valid UTF-8')
    const env = { ...process.env, DOWNLINK_DATA: join(folder, 'data') }
    const piped = spawnSync(
      'sh',
      ['-c', `cat | "$0" "$1" ingest /dev/stdin`, process.execPath, program],
      {
        env,
        input: mk1Package(3),
      },
    )
    expect(piped.stdout.toString()).toContain('/dev/stdin: failed. It is a pipe, not a file')
  })

  it('has its original beside it in JSON where that is stored already', async () => {
    const folder = tempFolder()
    for (const name of ['a.json', 'b.json']) writeFileSync(join(folder, name), mk1Package(20))
    await runCommand(folder, 'ingest', 'a.json')
    const { out } = await runCommand(folder, 'ingest', '--json', 'b.json')
    expect(JSON.parse(out)).toMatchObject({
      status: 'duplicate',
      duplicateOf: 1,
      original: { totalLines: 20, importedLines: 20, errorLines: 0, skippedLines: 0 },
    })
  })
})

describe('the program', () => {
  it('says its version, and what a database that is not there may be', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'a.json'), mk1Package(3))
    expect((await runTerminal(folder, '--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/)
    const made = await runCommand(folder, 'ingest', 'a.json', '--db', 'mine.db')
    expect(made).toMatchObject({
      code: 0,
      err: expect.stringContaining('mine.db is a new database'),
    })
    const typo = await runCommand(folder, 'files', '--db', 'mien.db')
    expect(typo).toMatchObject({ code: 1, err: expect.stringMatching(/spelt right\?.*mine\.db/) })
  })

  it('says that too few files may be open', () => {
    expect(openFilesTrouble(32)).toMatch(/no more than 32 files at once \(ulimit -n\)/)
    expect(openFilesTrouble(64)).toBeNull()
    expect(openFilesTrouble(null)).toBeNull()
  })
})

describe('watch', () => {
  it('says once what it leaves alone and why, what lay there, and keeps its exit code', async () => {
    const folder = tempFolder()
    mkdirSync(join(folder, 'in', 'sub'), { recursive: true })
    writeFileSync(join(folder, 'in', 'bad.json'), 'no header\n')
    writeFileSync(join(folder, 'in', 'good.json'), mk1Package(30))
    const first = await runCommand(folder, 'watch', 'in', '--once', ...quick)
    expect(first.code).toBe(1)
    expect(first.out.match(/sub: left alone\. A folder\./g)).toHaveLength(1)
    expect(first.out).toContain('2 files were here already. They are imported and stay here')
    // What failed in an earlier run did not come through in this one either.
    const second = await runCommand(folder, 'watch', 'in', '--once', ...quick)
    expect(second.code).toBe(1)
    expect(second.out).toContain('bad.json: failed in an earlier run, and not tried again')
  })
})

describe('the time that a file took', () => {
  it('is that of the work, not that between two readings', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'a.json'), mk1Package(20))
    await runCommand(folder, 'ingest', 'a.json')
    const old = await runStation(folder)
    await old.stop()
    // As if it had been read an hour ago.
    const db = new Database(join(folder, 'data', 'downlink.db'))
    db.exec(`UPDATE files SET started_at = '2024-01-01T00:00:00.000Z'`)
    db.close()
    writeFileSync(join(folder, 'a.json'), mk1Package(40))
    const { out } = await runCommand(folder, 'ingest', '--json', 'a.json')
    const { durationMs, totalLines } = JSON.parse(out)
    expect(totalLines).toBe(40)
    expect(durationMs).toBeLessThan(60_000)
  })
})

describe('a database that was put in the place of another', () => {
  it('is refused while the WAL of that one lies beside it, and nothing is changed', async () => {
    const folder = tempFolder()
    const path = join(folder, 'data', 'downlink.db')
    writeFileSync(join(folder, 'a.json'), mk1Package(20))
    await runCommand(folder, 'ingest', 'a.json')
    await runCommand(folder, 'backup', 'copy.db')
    copyFileSync(path, join(folder, 'other.db'))
    const db = new Database(path)
    db.prepare('VACUUM INTO ?').run(join(folder, 'shell.db'))
    db.close()
    // A station that dies leaves its WAL.
    mkdirSync(join(folder, 'in'))
    const env = { ...process.env, DOWNLINK_DATA: join(folder, 'data'), HOME: folder }
    const child = spawn(process.execPath, [program, 'watch', 'in', ...quick], { env, cwd: folder })
    afterTest(() => child.kill('SIGKILL'))
    let said = ''
    child.stdout.on('data', (text) => (said += String(text)))
    await until('the watch', () => said.includes('watching'))
    writeFileSync(join(folder, 'in', 'b.json'), mk1Package(30))
    await until('an import', () => said.includes('complete'))
    const dead = new Promise((done) => child.once('exit', done))
    child.kill('SIGKILL')
    await dead
    renameSync(path, join(folder, 'first.db'))

    const refused = async (): Promise<void> => {
      const before = readFileSync(path)
      const { code, err } = await runCommand(folder, 'ingest', 'a.json')
      expect({ code, err }).toMatchObject({
        code: 1,
        err: expect.stringContaining('another file than the one'),
      })
      expect(readFileSync(path).equals(before)).toBe(true)
    }
    // By its inode, a backup by its number too, and a copy of SQLite's own by its having no WAL.
    copyFileSync(join(folder, 'other.db'), path)
    await refused()
    rmSync(path)
    renameSync(join(folder, 'first.db'), path)
    for (const copy of ['copy.db', 'shell.db']) {
      copyFileSync(join(folder, copy), path)
      await refused()
    }
    for (const part of ['-wal', '-shm']) rmSync(`${path}${part}`)
    expect((await runCommand(folder, 'ingest', 'a.json')).code).toBe(0)
  })
})

describe('the lock of a database', () => {
  it('that is removed while the station runs is noticed and said', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    rmSync(join(folder, 'data', 'downlink.db.lock'))
    await until('the alert', () => station.status().alert?.code === 'database_missing')
    expect(station.status().alert?.message).toMatch(/downlink\.db\.lock.*Start no other Downlink/)
    expect(openDatabase(folder).pragma('integrity_check', { simple: true })).toBe('ok')
  })
})
