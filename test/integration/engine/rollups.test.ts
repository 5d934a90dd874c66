import Database from 'better-sqlite3'
import { spawn } from 'node:child_process'
import { appendFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openReader } from '../../../src/main/database/connection/open'
import { runCommand } from '../../helpers/command'
import { setPace } from '../../helpers/pace'
import { mk1Header, mk1Line, mk1Package } from '../../helpers/packages'
import {
  blocksIn,
  expectRollupOfRecords,
  storedRollup,
  sumsIn,
  type Block,
} from '../../helpers/rollups'
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
    const [straight, killed] = [tempFolder(), tempFolder()]
    for (const folder of [straight, killed]) {
      writeFileSync(join(folder, 'a.json'), mk1Package(24_000))
      await runCommand(folder, 'ingest', 'no-such-file')
    }
    setPace(killed, 5_000)
    for (const line of [1, 4_000, 8_000]) await killBeyond(killed, line)
    setPace(killed, null)
    const [blocks, sums]: [Block[][], number[][]] = [[], []]
    for (const folder of [straight, killed]) {
      expect(await runCommand(folder, 'ingest', 'a.json')).toMatchObject({ code: 0 })
      const db = reader(folder)
      expectRollupOfRecords(db, 1)
      blocks.push(blocksIn(storedRollup(db, 1)))
      sums.push(sumsIn(storedRollup(db, 1)))
    }
    expect(blocks[0]).toEqual(blocks[1])
    // They depend on the order of adding.
    for (const [k, sum] of (sums[0] ?? []).entries())
      expect(sum).toBeCloseTo(sums[1]?.[k] ?? NaN, 3)
  })
})

const program = resolve(import.meta.dirname, '../../../out/main/downlink.js')

/** Imports in a process of its own, which is killed as soon as it stands beyond a line. */
async function killBeyond(folder: string, line: number): Promise<void> {
  const child = spawn(process.execPath, [program, 'ingest', 'a.json'], {
    env: { ...process.env, DOWNLINK_DATA: join(folder, 'data') },
    cwd: folder,
    stdio: 'ignore',
  })
  afterTest(() => child.kill('SIGKILL'))
  const ended = new Promise((done) => child.once('exit', (code) => done(code)))
  const checkpoint = reader(folder).prepare('SELECT max(checkpoint_line) FROM files').pluck()
  await until(`line ${line}`, () => Number(checkpoint.get()) > line)
  child.kill('SIGKILL')
  expect(await ended).toBeNull()
}
