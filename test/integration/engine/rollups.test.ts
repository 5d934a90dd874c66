import Database from 'better-sqlite3'
import { spawn } from 'node:child_process'
import { appendFileSync, existsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { openReader } from '../../../src/main/database/connection/open'
import { mk1Header, mk1Line, mk1Package } from '../../helpers/packages'
import { blocksIn, expectRollupOfRecords, storedRollup } from '../../helpers/rollups'
import { afterTest } from '../../helpers/afterTest'
import { runStation, tempFolder, until } from '../../helpers/station'

function reader(folder: string) {
  const db = openReader({ path: join(folder, 'data', 'downlink.db') })
  afterTest(() => db.close())
  return db
}

describe('the rollup of a file', () => {
  it('leaves bad lines out', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    const path = join(folder, 'a.json')
    const lines = mk1Package(3_000).split('\n')
    const faulty = lines.map((line, i) => (i % 100 === 50 ? '{"timestamp":' : line))
    writeFileSync(path, faulty.join('\n'))
    await station.addPaths([path], 'drop')
    await station.idle()
    expect(await station.file(1)).toMatchObject({ importedLines: 2_970, errorLines: 30 })
    expectRollupOfRecords(reader(folder), 1)
  })

  it('leaves out what the database refused', async () => {
    const folder = tempFolder()
    const first = await runStation(folder)
    await first.stop()
    const db = new Database(join(folder, 'data', 'downlink.db'))
    db.exec(`CREATE TRIGGER refuse BEFORE INSERT ON records WHEN NEW.id % 300 = 0
      BEGIN SELECT RAISE(ABORT, 'no such line'); END`)
    db.close()
    const station = await runStation(folder)
    const path = join(folder, 'a.json')
    writeFileSync(path, mk1Package(1_000))
    await station.addPaths([path], 'drop')
    await station.idle()
    const file = await station.file(1)
    expect(file?.errorLines).toBeGreaterThan(0)
    expectRollupOfRecords(reader(folder), 1)
  })

  it('grows with the file, whose unfinished last line it takes back', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    const path = join(folder, 'log.json')
    const importIt = async (): Promise<void> => {
      await station.addPaths([path], 'drop')
      await station.idle()
      expectRollupOfRecords(reader(folder), 1)
    }
    writeFileSync(path, `${mk1Package(300)}${mk1Line(302)}`)
    await importIt()
    // The same line again, longer: another record.
    appendFileSync(path, `\n${mk1Line(303)}\n${mk1Line(304)}`)
    await importIt()
    appendFileSync(path, '\n')
    await importIt()
    expect(await station.file(1)).toMatchObject({ status: 'complete', importedLines: 303 })
    expect(blocksIn(storedRollup(reader(folder), 1)).map(({ count }) => count)).toEqual([254, 49])
  })

  it('is made anew when the file starts over', async () => {
    const folder = tempFolder()
    const station = await runStation(folder, {
      overrides: { linesPerWrite: 400, linesPerSecond: 8_000 },
    })
    const path = join(folder, 'a.json')
    writeFileSync(path, mk1Package(20_000))
    await station.addPaths([path], 'drop')
    await until('progress', async () => ((await station.file(1))?.importedLines ?? 0) > 1_000)
    await station.act(1, 'cancel')
    await station.idle()
    writeFileSync(path, `${mk1Header}\n${mk1Line(7)}\n`)
    await station.act(1, 'retry')
    await station.idle()
    expect(await station.file(1)).toMatchObject({ status: 'complete', importedLines: 1 })
    expectRollupOfRecords(reader(folder), 1)
  })

  it('is that of a straight run after the engine was killed again and again', async () => {
    const folder = tempFolder()
    const path = join(folder, 'a.json')
    writeFileSync(path, mk1Package(100_000))
    const [straight, killed] = [join(folder, 'straight.db'), join(folder, 'killed.db')]
    expect(await ingest(path, straight, Infinity)).toBe(0)
    const ends = []
    for (const line of [1, 30_000, 60_000]) ends.push(await ingest(path, killed, line))
    expect(ends).toContain(null)
    expect(await ingest(path, killed, Infinity)).toBe(0)
    const rollups = [straight, killed].map((database) => {
      const db = openReader({ path: database })
      afterTest(() => db.close())
      expectRollupOfRecords(db, 1)
      return storedRollup(db, 1)
    })
    expect(rollups[0]).toEqual(rollups[1])
  })
})

const program = resolve(import.meta.dirname, '../../../out/main/downlink.js')

/** The terminal's import, killed as soon as it stands beyond a line. Returns its exit code. */
async function ingest(path: string, database: string, line: number): Promise<number | null> {
  const child = spawn(process.execPath, [program, 'ingest', path, '--db', database], {
    env: { ...process.env, DOWNLINK_DATA: `${database}.data` },
    stdio: 'ignore',
  })
  const isOver = new Promise<number | null>((done) => child.on('close', done))
  while (child.exitCode === null && child.signalCode === null) {
    if (checkpointLine(database) > line) child.kill('SIGKILL')
    await setTimeout(2)
  }
  return isOver
}

/** 0 while there is no file yet. */
function checkpointLine(database: string): number {
  if (!existsSync(database)) return 0
  const db = new Database(database, { readonly: true })
  try {
    return Number(db.prepare('SELECT max(checkpoint_line) FROM files').pluck().get())
  } catch {
    // Its tables are not made yet.
    return 0
  } finally {
    db.close()
  }
}
