import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'
import { startEarly, takeEarly } from '../../../src/main/workers/threads'
import { WorkerThread } from '../../../src/main/workers/workerThread'
import type { ReaderMethods } from '../../../src/main/ingest/reader/readerMethods'

const reader = { name: 'reader-1', entry: 'reader', youngGenerationMb: 16 }

it('a thread that was started early is taken once, by its very options', async () => {
  startEarly(reader)
  expect(takeEarly({ ...reader, name: 'reader-2' })).toBeNull()
  const worker = takeEarly(reader)
  expect(worker?.threadId).toBeGreaterThan(0)
  expect(takeEarly(reader)).toBeNull()
  await worker?.terminate()
})

it('a thread that was started early answers as any other', async () => {
  startEarly(reader)
  const thread = new WorkerThread<ReaderMethods>({
    ...reader,
    data: null,
    onCrash: () => undefined,
  })
  expect(takeEarly(reader)).toBeNull()
  await expect(thread.call('close', undefined)).resolves.toBeUndefined()
  await thread.stop()
})

it('a thread that could not be started is forgotten, and harms nobody', async () => {
  const missing = { ...reader, entry: 'no-such-file' }
  const started = once(process, 'worker')
  startEarly(missing)
  const [worker]: Worker[] = await started
  if (worker !== undefined) await new Promise((ended) => worker.once('exit', ended))
  expect(takeEarly(missing)).toBeNull()
})

it('a thread that ended before it was wanted is not taken', async () => {
  const started = once(process, 'worker')
  startEarly(reader)
  const [worker]: Worker[] = await started
  await worker?.terminate()
  expect(takeEarly(reader)).toBeNull()
})
