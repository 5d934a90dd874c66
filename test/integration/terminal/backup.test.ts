import Database from 'better-sqlite3'
import { execFile, spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mk1Package } from '../../helpers/packages'
import { afterTest } from '../../helpers/afterTest'
import { tempFolder } from '../../helpers/station'

const program = resolve(import.meta.dirname, '../../../out/main/downlink.js')
const LINES = 120_000
const BACKUPS = 3

interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

function downlink(folder: string, ...args: string[]): Promise<Ended> {
  const env = { ...process.env, DOWNLINK_DATA: join(folder, 'data'), HOME: folder }
  return new Promise((done) => {
    execFile(process.execPath, [program, ...args], { env, cwd: folder }, (error, out, err) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
      done({ code, out, err })
    })
  })
}

/** What a database holds of its one file, by its ledger and by its rows. */
function facts(path: string) {
  const db = new Database(path, { readonly: true })
  try {
    return {
      integrity: db.pragma('integrity_check', { simple: true }),
      ledger: db.prepare('SELECT total(imported_lines) FROM files').pluck().get(),
      rows: db.prepare('SELECT count(DISTINCT line) FROM telemetry').pluck().get(),
    }
  } finally {
    db.close()
  }
}

describe('backup', () => {
  it('copies the database while a file is imported, and each copy is whole', async () => {
    const folder = tempFolder()
    const source = join(folder, 'a.json')
    writeFileSync(source, mk1Package(LINES))
    const data = join(folder, 'data')
    mkdirSync(data)
    await downlink(folder, 'ingest', 'no-such-file')
    slowDown(join(data, 'downlink.db'))
    const env = { ...process.env, DOWNLINK_DATA: data, HOME: folder }
    const importing = spawn(process.execPath, [program, 'ingest', source], { env, stdio: 'ignore' })
    const ended = new Promise((done) => importing.once('exit', done))
    afterTest(() => importing.kill('SIGKILL'))
    const seen: unknown[] = []
    for (let n = 0; n < BACKUPS; n += 1) {
      const path = join(folder, `copy-${n}.db`)
      expect(await downlink(folder, 'backup', path)).toMatchObject({ code: 0, err: '' })
      const { integrity, ledger, rows } = facts(path)
      expect({ integrity, rows }).toEqual({ integrity: 'ok', rows: ledger })
      expect(statSync(path).mode & 0o777).toBe(0o600)
      seen.push(rows)
    }
    expect(new Set(seen).size).toBeGreaterThan(1)

    // The drill: the program dies, the last copy takes the database's place, and it goes on.
    importing.kill('SIGKILL')
    await ended
    const path = join(data, 'downlink.db')
    for (const part of ['-wal', '-shm']) rmSync(`${path}${part}`, { force: true })
    copyFileSync(join(folder, `copy-${BACKUPS - 1}.db`), path)
    expect(facts(path).rows).toBe(seen.at(-1))
    expect(await downlink(folder, 'ingest', source)).toMatchObject({ code: 0 })
    expect(facts(path)).toEqual({ integrity: 'ok', ledger: LINES, rows: LINES })
  })

  it('never overwrites a file, and leaves nothing behind where it fails', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'a.json'), mk1Package(3))
    await downlink(folder, 'ingest', 'a.json')
    const before = readFileSync(join(folder, 'a.json'))
    const taken = await downlink(folder, 'backup', 'a.json')
    expect(taken).toMatchObject({ code: 1, err: expect.stringContaining('is there already') })
    expect(readFileSync(join(folder, 'a.json')).equals(before)).toBe(true)
    const nowhere = await downlink(folder, 'backup', 'no/such/folder/copy.db')
    expect(nowhere).toMatchObject({ code: 1, err: expect.stringContaining('is not there') })
  })

  it('needs a database', async () => {
    const { code, err } = await downlink(tempFolder(), 'backup', 'copy.db')
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('no database') })
  })
})

/** Imports in small steps, so that copies are made in the middle of a file. */
function slowDown(path: string): void {
  const db = new Database(path)
  const put = db.prepare('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)')
  put.run('linesPerWrite', '500')
  put.run('linesPerSecond', '20000')
  db.close()
}
