import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  RemovalJournal,
  type RemovedSource,
} from '../../../../../src/main/ingest/source/removalJournal'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'downlink-journal-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const removed = (fileId: number): RemovedSource => ({
  at: '2026-01-02T03:04:05.678Z',
  became: 'deleted',
  path: '/watched/ünï "pass"\n.json',
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

it('drops the older half when it has become too long', async () => {
  const journal = new RemovalJournal(join(folder, 'downlink.db'))
  const line = `${JSON.stringify(removed(1))}\n`
  const lines = Math.ceil((16 * 1024 * 1024) / line.length) + 1
  writeFileSync(journal.path, `${line.repeat(lines - 1)}${JSON.stringify(removed(2))}\n`)
  await journal.note(removed(3))
  const sources = await journal.sources()
  expect(sources).toHaveLength(Math.floor(lines / 2) + 1)
  expect(sources.slice(-2).map(({ fileId }) => fileId)).toEqual([2, 3])
})

it('rejects where nothing can be noted, and notes once that is over', async () => {
  const journal = new RemovalJournal(join(folder, 'missing', 'downlink.db'))
  await expect(journal.note(removed(1))).rejects.toThrow('ENOENT')
  expect(await journal.sources()).toEqual([])
})
