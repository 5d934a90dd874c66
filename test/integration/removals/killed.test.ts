import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, it } from 'vitest'
import { startStation } from '../../../src/main/ingest/station'
import { publicRows } from '../../helpers/dump'
import { importText, readDatabase, spoiltPackage } from '../../helpers/inbox'
import { StationProcess } from '../../helpers/stationProcess'
import { runStation, sharedFolder, stationAt, tempFolder } from '../../helpers/station'

const worker = resolve(import.meta.dirname, '../../../out/main/database.worker.js')
const LINES = 60_000

/**
 * Asks for one thing after the other in a process of its own, which kills itself inside the
 * transaction with this number, once that lasts so long already: as long as it lasts nobody else may
 * write. It says so right before, or ends with 1 when it came too late.
 */
const program = `
  import { writeSync } from 'node:fs'
  import { createRequire } from 'node:module'
  import { Worker } from 'node:worker_threads'
  const [, , path, method, times, number, afterMs] = process.argv
  const Database = createRequire(${JSON.stringify(worker)})('better-sqlite3')
  const other = new Database(path, { timeout: 0 })
  const isInside = () => {
    try {
      other.exec('BEGIN IMMEDIATE')
      other.exec('ROLLBACK')
      return false
    } catch (error) {
      if (error.code !== 'SQLITE_BUSY') throw error
      return true
    }
  }
  const writer = new Worker(${JSON.stringify(worker)})
  writer.postMessage({ path, role: 'writer' })
  const inputs = { removePackage: { fileId: 1, by: 'me', note: '' }, freeStep: { fileId: 1 } }
  writer.once('message', () => {
    for (let seq = 2; seq < 2 + Number(times); seq += 1) {
      writer.postMessage({ seq, method, input: inputs[method] })
    }
    let seen = 0
    let since = null
    for (const end = Date.now() + 3_000; Date.now() < end; ) {
      if (!isInside()) {
        since = null
        continue
      }
      if (since === null) seen += 1
      since ??= performance.now()
      if (seen < Number(number) || performance.now() - since < Number(afterMs)) continue
      writeSync(1, 'inside')
      process.kill(process.pid, 'SIGKILL')
    }
    process.exit(1)
  })
  writer.postMessage({ seq: 1, method: 'ready', input: undefined })
`

interface Kill {
  readonly method: 'removePackage' | 'freeStep'
  readonly times: number
  /** The transaction that is killed, counted from 1, and how long it lasts by then. */
  readonly number: number
  readonly afterMs: number
}

/** On a copy of the station each time, until the kill landed inside. Returns the copy's folder. */
async function killedInside(home: string, kill: Kill): Promise<string> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const folder = tempFolder()
    cpSync(home, folder, { recursive: true })
    const script = join(folder, 'killed.mjs')
    writeFileSync(script, program)
    const path = join(folder, 'data', 'downlink.db')
    const { method, times, number, afterMs } = kill
    const args = [script, path, method, times, number, afterMs].map(String)
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    child.stdout.on('data', (part: Buffer) => (said += part.toString()))
    const [, signal] = await once(child, 'close')
    if (said === 'inside' && signal === 'SIGKILL') return folder
  }
  throw new Error(`no kill of ${ATTEMPTS} landed inside ${kill.method}`)
}
const ATTEMPTS = 10

const ALL = { telemetry: LINES - 600, lineErrors: 600, unknownKeys: 1 }
const NONE = { telemetry: 0, lineErrors: 0, unknownKeys: 0 }

/** Stations that have stopped, for copies: one with a package, and one whose package was removed. */
const present = sharedFolder()
const removed = sharedFolder()
beforeAll(async () => {
  const station = await startStation(stationAt(present))
  const text = spoiltPackage(LINES, (n) => (n % 100 === 0 ? 'renamed' : null))
  await importText(station, present, 'a.json', text)
  await station.stop()
  cpSync(present, removed, { recursive: true })
  const second = await startStation(stationAt(removed))
  await second.removals.remove(1, '')
  await second.stop()
})

it.each([0, 0.5, 1, 2])(
  'leaves all or nothing removed, killed inside it after %f ms',
  async (afterMs) => {
    const kill = { method: 'removePackage', times: 1, number: 1, afterMs } as const
    const folder = await killedInside(present, kill)
    const station = await runStation(folder)
    const isRemoved = (await station.file(1))?.removal !== null
    expect(publicRows(readDatabase(folder))).toEqual(isRemoved ? NONE : ALL)
    expect((await station.ask('inbox:counts', undefined)).lines.open).toBe(isRemoved ? 0 : 600)
    if (isRemoved) await station.removals.undo(1)
    expect(publicRows(readDatabase(folder))).toEqual(ALL)
  },
)

it.each([1, 2])('frees the rest after a kill inside step %i', async (number) => {
  const kill = { method: 'freeStep', times: 10, number, afterMs: 0 } as const
  const folder = await killedInside(removed, kill)
  const station = await runStation(folder)
  const wasBegun = (await station.file(1))?.removal?.freeing !== 'none'
  // The steps before the one that was killed are through.
  expect(wasBegun || number === 1).toBe(true)
  const undone = await station.removals.undo(1).then(
    () => true,
    () => false,
  )
  expect(undone).toBe(!wasBegun)
  expect(publicRows(readDatabase(folder))).toEqual(wasBegun ? NONE : ALL)
  const freed = await station.removals.free('f', 1).then(
    ({ state }) => state,
    () => 'refused',
  )
  expect(freed).toBe(wasBegun ? 'done' : 'refused')
  const left = readDatabase(folder).prepare('SELECT count(*) FROM records').pluck().get()
  expect(left).toBe(wasBegun ? 0 : ALL.telemetry)
})

it('goes on with a replacement after kills, and shows one of the two at every moment', async () => {
  const folder = tempFolder()
  cpSync(present, folder, { recursive: true })
  const path = join(folder, 'b.json')
  writeFileSync(
    path,
    spoiltPackage(LINES, () => null),
  )
  const slowly = { linesPerWrite: 500, pauseBetweenWritesMs: 20 }
  let running = await StationProcess.start(folder, slowly)
  expect(await running.tell({ do: 'replace', fileId: 1, path })).toMatchObject({ refused: null })
  for (const afterMs of [30, 300, 100]) {
    await sleep(afterMs)
    await running.kill()
    expect(publicRows(readDatabase(folder))).toEqual(ALL)
    running = await StationProcess.start(folder, slowly)
  }
  await running.tell({ do: 'settings', patch: { pauseBetweenWritesMs: 0 } })
  await running.tell({ do: 'idle' })
  await running.kill()
  expect(publicRows(readDatabase(folder))).toEqual({
    telemetry: LINES,
    lineErrors: 0,
    unknownKeys: 0,
  })
  const last = await runStation(folder)
  expect(await last.file(1)).toMatchObject({ removal: { replacedBy: 2 } })
})
