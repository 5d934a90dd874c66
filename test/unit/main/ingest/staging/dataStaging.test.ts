import { describe, expect, it } from 'vitest'
import { DataStaging } from '../../../../../src/main/ingest/staging/dataStaging'
import { emptyChunk } from '../../../../helpers/chunks'

const chunk = (records: number, errors: number) => emptyChunk({ records, errors })

/** Whether a promise is still open after everything that was due has run. */
async function isPending(promise: Promise<unknown>): Promise<boolean> {
  const open = Symbol('open')
  const tick = new Promise((resolve) => setImmediate(() => resolve(open)))
  return (await Promise.race([promise, tick])) === open
}

describe('DataStaging', () => {
  it('makes the reader wait when it is full, until a chunk is taken', async () => {
    const staging = new DataStaging()
    for (let i = 0; i < 3; i += 1) {
      await staging.reserve()
      staging.put(chunk(10, 0))
    }
    const fourth = staging.reserve()
    expect(await isPending(fourth)).toBe(true)
    await staging.take()
    expect(await isPending(fourth)).toBe(false)
  })

  it('counts a place that is only reserved', async () => {
    const staging = new DataStaging()
    for (let i = 0; i < 3; i += 1) await staging.reserve()
    expect(await isPending(staging.reserve())).toBe(true)
  })

  it('gives chunks in order and null after the end', async () => {
    const staging = new DataStaging()
    const [first, second] = [chunk(1, 0), chunk(2, 0)]
    for (const each of [first, second]) {
      await staging.reserve()
      staging.put(each)
    }
    staging.end()
    expect(await staging.take()).toBe(first)
    expect(await staging.take()).toBe(second)
    expect(await staging.take()).toBeNull()
  })

  it('follows lines on their way', async () => {
    const staging = new DataStaging()
    await staging.reserve()
    staging.put(chunk(8, 2))
    expect(staging.counts).toEqual({ normalized: 10, persisting: 0, persisted: 0, error: 0 })
    await staging.take()
    expect(staging.counts).toEqual({ normalized: 0, persisting: 10, persisted: 0, error: 0 })
    staging.settle(8, 2)
    expect(staging.counts).toEqual({ normalized: 0, persisting: 0, persisted: 8, error: 2 })
  })

  it('lets everybody who waits fall together', async () => {
    const full = new DataStaging()
    for (let i = 0; i < 3; i += 1) await full.reserve()
    const waiting = full.reserve()
    const fault = new Error('the reader fell')
    full.fail(fault)
    await expect(waiting).rejects.toBe(fault)
    await expect(full.take()).rejects.toBe(fault)

    const empty = new DataStaging()
    const taking = empty.take()
    empty.fail(fault)
    await expect(taking).rejects.toBe(fault)
  })
})
