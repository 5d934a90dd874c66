import Database from 'better-sqlite3'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readdirSync, realpathSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { needs } from '../../helpers/needs'
import { runCommand } from '../../helpers/command'
import { mk1Package } from '../../helpers/packages'
import { afterTest } from '../../helpers/afterTest'
import { tempFolder } from '../../helpers/station'

const program = resolve(import.meta.dirname, '../../../out/main/downlink.js')
const NAMES = ['a.json', 'b.json', 'c.json']
/** Writes to the WAL within which the folder is met for certain. */
const MOST_WRITES = 24
const watch = ['watch', 'in', '--once', '--quiet-ms', '100', '--grace-ms', '0'] as const

/** A folder `in` with packages beside a database that has never met it. */
function unmet(seed: string): string {
  const folder = realpathSync(tempFolder())
  cpSync(join(seed, 'data'), join(folder, 'data'), { recursive: true })
  mkdirSync(join(folder, 'in'))
  for (const [i, name] of NAMES.entries()) {
    writeFileSync(join(folder, 'in', name), mk1Package(20 + i))
  }
  return folder
}

/** Watches the folder, and kills the station right before its n-th write to the WAL. */
async function killedAt(folder: string, write: number): Promise<void> {
  const strike = `-e trace=pwrite64 -e inject=pwrite64:signal=SIGKILL:when=${write}`
  const wal = join(folder, 'data', 'downlink.db-wal')
  const strace = ['-f', '-qq', '-o', '/dev/null', '-P', wal, ...strike.split(' ')]
  const env = { ...process.env, DOWNLINK_DATA: join(folder, 'data'), HOME: folder }
  const child = spawn('strace', [...strace, process.execPath, program, ...watch], {
    env,
    cwd: folder,
    stdio: 'ignore',
  })
  afterTest(() => child.kill('SIGKILL'))
  await once(child, 'exit')
}

/** How much of the folder the database knows: the files that it remembers, and those it imported. */
function known(folder: string): { met: boolean; before: unknown[]; imported: unknown[] } {
  const db = new Database(join(folder, 'data', 'downlink.db'))
  try {
    const of = (sql: string): unknown[] => db.prepare(sql).pluck().all()
    return {
      met: of('SELECT id FROM watched_folders').length > 0,
      before: of('SELECT name FROM files_before ORDER BY name'),
      imported: of(`SELECT name FROM files WHERE source = 'watch' ORDER BY name`),
    }
  } finally {
    db.close()
  }
}

it(
  'killed while it takes down what lies in a folder, knows all of it or none, and deletes nothing',
  needs('strace'),
  async () => {
    const seed = tempFolder()
    writeFileSync(join(seed, 'first.json'), mk1Package(3))
    expect((await runCommand(seed, 'ingest', 'first.json')).code).toBe(0)

    /** Where a kill left the folder. */
    const strike = async (write: number): Promise<{ folder: string; met: boolean }> => {
      const folder = unmet(seed)
      await killedAt(folder, write)
      const { met, before, imported } = known(folder)
      expect(before).toEqual(met ? NAMES : [])
      expect(met ? [] : imported).toEqual([])
      expect(readdirSync(join(folder, 'in'))).toEqual(NAMES)
      return { folder, met }
    }

    // The write that makes the difference: killed before it there is nothing, right after it all.
    let none = await strike(1)
    let all = await strike(MOST_WRITES)
    expect([none.met, all.met]).toEqual([false, true])
    for (let [low, high] = [1, MOST_WRITES]; high - low > 1;) {
      const middle = Math.floor((low + high) / 2)
      const struck = await strike(middle)
      if (struck.met) [high, all] = [middle, struck]
      else [low, none] = [middle, struck]
    }
    expect(known(all.folder).imported).toEqual([])

    for (const { folder } of [none, all]) {
      expect(await runCommand(folder, ...watch)).toMatchObject({ code: 0 })
      expect(readdirSync(join(folder, 'in'))).toEqual(NAMES)
      expect(known(folder)).toMatchObject({ before: NAMES, imported: NAMES })
    }
  },
)
