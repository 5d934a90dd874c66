import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { RemovalJournal } from '../../../../../src/main/ingest/source/removalJournal'
import type { RemovedSource } from '../../../../../src/main/ingest/source/removedSource'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'downlink-journal-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const removed = (fileId: number): RemovedSource => ({
  at: '2026-01-02T03:04:05.678Z',
  became: 'deleted',
  path: `/watched/ünï "pass"\n${fileId}.json`,
  archive: null,
  fileId,
  insertedAt: '2026-01-02T03:04:00.000Z',
  fingerprint: 'f',
  lines: 3,
})

it('gives back what was noted, whatever else stands in it, for this user’s eyes only', async () => {
  const path = join(folder, 'downlink.db')
  const journal = new RemovalJournal(path)
  expect(await journal.sources()).toEqual([])
  await Promise.all([journal.note(removed(1)), journal.note(removed(2))])
  writeFileSync(journal.path, '{"at":"20', { flag: 'a' })
  await new RemovalJournal(path).note(removed(3))
  const ids = (await journal.sources()).map(({ fileId }) => fileId)
  expect(ids.toSorted((a, b) => a - b)).toEqual([1, 2, 3])
  expect((await journal.sources()).at(-1)).toEqual(removed(3))
  expect(statSync(journal.path).mode & 0o777).toBe(0o600)
})

it('keeps within its bounds, in a long run too: each source once, and of these the newer half', async () => {
  const journal = new RemovalJournal(join(folder, 'downlink.db'), 4_096)
  const tries = Array.from({ length: 30 }, () => [
    journal.note(removed(1)),
    journal.note(removed(2)),
  ])
  await Promise.all(tries.flat())
  expect(await journal.sources()).toEqual([removed(1), removed(2)])
  for (let fileId = 3; fileId <= 40; fileId += 1) {
    await journal.note(removed(fileId))
    expect(statSync(journal.path).size).toBeLessThan(5_000)
  }
  const ids = (await journal.sources()).map(({ fileId }) => fileId)
  expect(ids.length).toBeGreaterThan(8)
  expect(ids).toEqual(Array.from(ids, (_, i) => 40 - ids.length + 1 + i))
})

it('cuts nothing that it could not read', async () => {
  const journal = new RemovalJournal(join(folder, 'downlink.db'), 64)
  mkdirSync(journal.path)
  await expect(journal.note(removed(1))).rejects.toThrow('EISDIR')
  await expect(journal.sources()).rejects.toThrow('EISDIR')
})

it('rejects where nothing can be noted, and notes once that is over', async () => {
  const journal = new RemovalJournal(join(folder, 'missing', 'downlink.db'))
  await expect(journal.note(removed(1))).rejects.toThrow('ENOENT')
  expect(await journal.sources()).toEqual([])
})
