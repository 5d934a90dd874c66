import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { publicRows } from '../../helpers/dump'
import { importText, readDatabase, spoiltPackage } from '../../helpers/inbox'
import { StationProcess } from '../../helpers/stationProcess'
import { runStation, tempFolder } from '../../helpers/station'

const worker = resolve(import.meta.dirname, '../../../out/main/database.worker.js')
const LINES = 60_000

/** Asks for one thing after the other in a process of its own, which kills itself meanwhile. */
const program = `
  import { Worker } from 'node:worker_threads'
  const [, , path, method, times, after] = process.argv
  const writer = new Worker(${JSON.stringify(worker)})
  writer.postMessage({ path, role: 'writer' })
  const inputs = {
    removePackage: { fileId: 1, by: 'me', note: '' },
    undoRemoval: { fileId: 1, by: 'me' },
    freeStep: { fileId: 1 },
  }
  writer.once('message', () => {
    for (let seq = 2; seq < 2 + Number(times); seq += 1) {
      writer.postMessage({ seq, method, input: inputs[method] })
    }
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), Number(after))
  })
  writer.postMessage({ seq: 1, method: 'ready', input: undefined })
`

async function killedDuring(folder: string, method: string, times: number, afterMs: number) {
  const script = join(folder, 'killed.mjs')
  writeFileSync(script, program)
  const path = join(folder, 'data', 'downlink.db')
  const args = [script, path, method, String(times), String(afterMs)]
  const [, signal] = await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit')
  expect(signal).toBe('SIGKILL')
}

async function onePackage(): Promise<string> {
  const folder = tempFolder()
  const station = await runStation(folder)
  const text = spoiltPackage(LINES, (n) => (n % 100 === 0 ? 'renamed' : null))
  await importText(station, folder, 'a.json', text)
  await station.stop()
  return folder
}

const ALL = { telemetry: LINES - 600, lineErrors: 600, unknownKeys: 1 }
const NONE = { telemetry: 0, lineErrors: 0, unknownKeys: 0 }

it.each([0, 1, 3, 10])('leaves all or nothing removed, killed after %i ms', async (afterMs) => {
  const folder = await onePackage()
  await killedDuring(folder, 'removePackage', 1, afterMs)
  const station = await runStation(folder)
  const removed = (await station.file(1))?.removal !== null
  expect(publicRows(readDatabase(folder))).toEqual(removed ? NONE : ALL)
  expect((await station.inbox.counts()).lines.open).toBe(removed ? 0 : 600)
  if (removed) await station.removals.undo(1)
  expect(publicRows(readDatabase(folder))).toEqual(ALL)
})

it.each([5, 60, 150])('frees the rest after a kill after %i ms', async (afterMs) => {
  const folder = await onePackage()
  const first = await runStation(folder)
  await first.removals.remove(1, '')
  await first.stop()
  await killedDuring(folder, 'freeStep', 10, afterMs)
  const station = await runStation(folder)
  const wasBegun = (await station.file(1))?.removal?.freeing !== 'none'
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
  const first = await runStation(folder)
  await importText(
    first,
    folder,
    'a.json',
    spoiltPackage(LINES, (n) => (n % 100 === 0 ? 'renamed' : null)),
  )
  await first.stop()
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
