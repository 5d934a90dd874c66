import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { announce, listen } from '../../../../../src/main/ingest/events'
import { LostPackages } from '../../../../../src/main/ingest/source/lostPackages'
import type { RemovedSource } from '../../../../../src/main/ingest/source/removedSource'
import { tempFolder } from '../../../../helpers/station'

const folder = tempFolder()
const gone = (fileId: number): RemovedSource => ({
  at: '2026-01-02T03:04:05.678Z',
  became: 'deleted',
  path: join(folder, `${fileId}.json`),
  archive: null,
  fileId,
  insertedAt: '2026-01-02T03:04:00.000Z',
  fingerprint: `f${fileId}`,
  lines: 3,
})

const told: (string | null)[] = []
const unlisten = listen('lost', ({ words }) => told.push(words))
let packages: LostPackages
afterEach(() => {
  packages.stop()
  unlisten()
})

it('reads the list once, however many packages come back, and asks for one after the other', async () => {
  let missing = [0, 1]
  let asking = 0
  const sources = vi.fn<() => Promise<RemovedSource[]>>(async () => [gone(1), gone(2), gone(3)])
  const missingOf = vi.fn<() => Promise<number[]>>(async () => {
    asking += 1
    expect(asking).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 5))
    asking -= 1
    return missing
  })
  packages = new LostPackages({
    journal: { path: '/data/downlink.db.removed', sources },
    missingOf,
  })
  await packages.look()
  expect(told).toEqual([expect.stringContaining('2 packages')])

  missing = []
  for (let fileId = 0; fileId < 1_000; fileId += 1) {
    announce('file', { fileId, name: 'n', status: 'complete', detail: null })
  }
  await vi.waitFor(() => expect(told.at(-1)).toBeNull())
  expect(sources).toHaveBeenCalledTimes(1)
  expect(missingOf.mock.calls.length).toBeLessThan(5)
})
