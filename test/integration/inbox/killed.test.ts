import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { startStation } from '../../../src/main/ingest/station'
import { expectBalance, importText, spoiltPackage, readDatabase } from '../../helpers/inbox'
import { runStation, sharedFolder, stationAt, tempFolder } from '../../helpers/station'

const worker = resolve(import.meta.dirname, '../../../out/main/database.worker.js')

const LINES = 10_000

/** Does something to all lines in a process of its own, which kills itself in the middle of it. */
const program = `
  import { Worker } from 'node:worker_threads'
  const [, , path, method, after] = process.argv
  const writer = new Worker(${JSON.stringify(worker)})
  writer.postMessage({ path, role: 'writer' })
  const flag = new SharedArrayBuffer(8)
  const filter = { types: [], fileIds: [], codes: [], fields: [], statuses: [], faultIds: [] }
  const COUNT = 1_000
  const batches = Array.from({ length: ${LINES} / COUNT }, (_, i) => ({
    fileId: 1,
    cellErrors: [],
    records: {
      count: COUNT,
      line: Uint32Array.from({ length: COUNT }, (_, k) => 2 + i * COUNT + k),
      timestampUs: new Float64Array(COUNT),
      values: Array.from({ length: 4 }, () => new Float64Array(COUNT)),
      wordsIndex: new Uint32Array(COUNT),
      byteOffset: new Float64Array(COUNT),
      byteLength: new Uint32Array(COUNT),
      words: ['{"instrument1":"ok","instrument2":"ok"}'],
    },
  }))
  const mend = { kind: 'rule', by: 'me', note: '', rule: null }
  const inputs = {
    applyMend: { mend, batches, text: null, from: ['open'], flag },
    dismissLines: { target: { filter }, by: 'me', note: '', flag },
  }
  writer.once('message', () => {
    writer.postMessage({ seq: 2, method, input: inputs[method] })
    const deadline = Date.now() + 60_000
    while (Atomics.load(new Int32Array(flag), 1) < Number(after)) {
      if (Date.now() > deadline) process.exit(1)
    }
    process.kill(process.pid, 'SIGKILL')
  })
  writer.postMessage({ seq: 1, method: 'ready', input: undefined })
`

const kills = (['applyMend', 'dismissLines'] as const).flatMap((method) =>
  [1_000, 5_000, 9_000].map((after) => ({ method, after })),
)

/** A station that has stopped, for copies. */
const home = sharedFolder()
beforeAll(async () => {
  const station = await startStation(stationAt(home))
  await importText(
    station,
    home,
    'a.json',
    spoiltPackage(LINES, () => 'renamed'),
  )
  await station.stop()
})

it.each(kills)('leaves all or nothing of $method, killed after $after lines', async (kill) => {
  const folder = tempFolder()
  cpSync(home, folder, { recursive: true })
  const path = join(folder, 'data', 'downlink.db')
  const script = join(folder, 'killed.mjs')
  writeFileSync(script, program)
  const args = [script, path, kill.method, String(kill.after)]
  const [, signal] = await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit')
  expect(signal).toBe('SIGKILL')

  const again = await runStation(folder)
  const { open } = (await again.ask('inbox:counts', undefined)).lines
  expect([0, LINES]).toContain(open)
  expect(await again.ask('mend:history', { offset: 0, limit: 1 })).toMatchObject({
    total: open === 0 ? 1 : 0,
  })
  const seal = await again.inbox.seal('seal', 1)
  expect(seal).toMatchObject({ state: 'done', seal: { balanced: true } })
  expectBalance(readDatabase(folder))
})
