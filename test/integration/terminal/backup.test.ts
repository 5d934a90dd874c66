import Database from 'better-sqlite3'
import { spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCommand } from '../../helpers/command'
import { setPace } from '../../helpers/pace'
import { mk1Package } from '../../helpers/packages'
import { afterTest } from '../../helpers/afterTest'
import { openDatabase, tempFolder, until } from '../../helpers/station'

const program = resolve(import.meta.dirname, '../../../out/main/downlink.js')
const LINES = 30_000
const BACKUPS = 3

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
    await runCommand(folder, 'ingest', 'no-such-file')
    setPace(folder, 3_000)
    const env = { ...process.env, DOWNLINK_DATA: data, HOME: folder }
    const importing = spawn(process.execPath, [program, 'ingest', source], { env, stdio: 'ignore' })
    const ended = new Promise((done) => importing.once('exit', done))
    afterTest(() => importing.kill('SIGKILL'))
    const db = openDatabase(folder)
    const stored = db.prepare<[], number>('SELECT count(*) FROM telemetry').pluck()
    const seen = [0]
    for (let n = 0; n < BACKUPS; n += 1) {
      await until('more lines', () => (stored.get() ?? 0) > (seen.at(-1) ?? 0))
      const path = join(folder, `copy-${n}.db`)
      expect(await runCommand(folder, 'backup', path)).toMatchObject({ code: 0, err: '' })
      const { integrity, ledger, rows } = facts(path)
      expect({ integrity, rows }).toEqual({ integrity: 'ok', rows: ledger })
      expect(statSync(path).mode & 0o777).toBe(0o600)
      expect(rows).toBeLessThan(LINES)
      seen.push(Number(rows))
    }

    // The drill: the program dies, the last copy takes the database's place, and it goes on.
    importing.kill('SIGKILL')
    await ended
    db.close()
    const path = join(data, 'downlink.db')
    for (const part of ['-wal', '-shm']) rmSync(`${path}${part}`, { force: true })
    copyFileSync(join(folder, `copy-${BACKUPS - 1}.db`), path)
    expect(facts(path).rows).toBe(seen.at(-1))
    setPace(folder, null)
    expect(await runCommand(folder, 'ingest', source)).toMatchObject({ code: 0 })
    expect(facts(path)).toEqual({ integrity: 'ok', ledger: LINES, rows: LINES })
  })

  it('never overwrites a file, and leaves nothing behind where it fails', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'a.json'), mk1Package(3))
    await runCommand(folder, 'ingest', 'a.json')
    const before = readFileSync(join(folder, 'a.json'))
    const taken = await runCommand(folder, 'backup', 'a.json')
    expect(taken).toMatchObject({ code: 1, err: expect.stringContaining('is there already') })
    expect(readFileSync(join(folder, 'a.json')).equals(before)).toBe(true)
    const nowhere = await runCommand(folder, 'backup', 'no/such/folder/copy.db')
    expect(nowhere).toMatchObject({ code: 1, err: expect.stringContaining('is not there') })
  })

  it('needs a database', async () => {
    const { code, err } = await runCommand(tempFolder(), 'backup', 'copy.db')
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('no database') })
  })
})
