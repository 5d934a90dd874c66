import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { expectBalance, importText, spoiltPackage, readDatabase } from '../../helpers/inbox'
import { runStation, tempFolder } from '../../helpers/station'

const worker = resolve(import.meta.dirname, '../../../out/main/database.worker.js')

const LINES = 20_000

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
    records: {
      count: COUNT,
      line: Uint32Array.from({ length: COUNT }, (_, k) => 2 + i * COUNT + k),
      timestampUs: new Float64Array(COUNT),
      velocity: new Float64Array(COUNT),
      altitude: new Float64Array(COUNT),
      latitude: new Float64Array(COUNT),
      longitude: new Float64Array(COUNT),
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
  [2_000, 10_000, 18_000].map((after) => ({ method, after })),
)

it.each(kills)('leaves all or nothing of $method, killed after $after lines', async (kill) => {
  const folder = tempFolder()
  const station = await runStation(folder)
  await importText(
    station,
    folder,
    'a.json',
    spoiltPackage(LINES, () => 'renamed'),
  )
  await station.stop()
  const path = join(folder, 'data', 'downlink.db')
  const script = join(folder, 'killed.mjs')
  writeFileSync(script, program)
  const args = [script, path, kill.method, String(kill.after)]
  const [, signal] = await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit')
  expect(signal).toBe('SIGKILL')

  const again = await runStation(folder)
  const { open } = (await again.inbox.counts()).lines
  expect([0, LINES]).toContain(open)
  expect(await again.inbox.history({ offset: 0, limit: 1 })).toMatchObject({
    total: open === 0 ? 1 : 0,
  })
  const seal = await again.inbox.seal('seal', 1)
  expect(seal).toMatchObject({ state: 'done', seal: { balanced: true } })
  expectBalance(readDatabase(folder))
})
