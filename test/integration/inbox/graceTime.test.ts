import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import {
  expectBalance,
  inboxFilter,
  readDatabase,
  type spoilt,
  spoiltPackage,
} from '../../helpers/inbox'
import { mk1Line } from '../../helpers/packages'
import { runStation, tempFolder, until, watcherOf } from '../../helpers/station'

const overridesFor = (ingestFolder: string, graceMs: number) => ({
  ingestFolder,
  quietMs: 200,
  graceMs,
  afterImport: 'delete' as const,
})

/** A package with bad lines in the watched folder, complete, whose end is still to come. */
async function watched(graceMs: number, how: keyof typeof spoilt = 'renamed', every = 10) {
  const folder = tempFolder()
  const ingest = join(folder, 'ingest')
  mkdirSync(ingest)
  const station = await runStation(folder, { overrides: overridesFor(ingest, graceMs) })
  await until('watching', () => watcherOf(station).state === 'watching')
  writeFileSync(
    join(ingest, 'pass.json'),
    spoiltPackage(3_000, (n) => (n % every === 0 ? how : null)),
  )
  await until('complete', async () => (await station.file(1))?.status === 'complete')
  return { folder, ingest, station }
}

it('ends a source as set although its lines were mended in its grace time', async () => {
  const { folder, ingest, station } = await watched(6_000)
  const saved = await station.inbox.save({ fileId: 1, line: 10, text: mk1Line(10) })
  await station.inbox.save({ fileId: 1, line: 20, text: mk1Line(20) })
  await station.inbox.dismiss('d', { lines: [{ fileId: 1, line: 30 }] }, '')
  if (saved.saved) await station.inbox.undo('u', saved.mendId)
  expect(await station.file(1)).toMatchObject({ sourceState: 'present', errorLines: 299 })
  await until('the end', async () => (await station.file(1))?.sourceState !== 'present')
  await until('archived', async () => (await station.file(1))?.sourceState === 'archived')
  expect(await station.file(1)).toMatchObject({
    sourceReason: '299 bad lines and 300 values under 1 unknown key',
  })
  expect(readdirSync(ingest)).toEqual([])
  expectBalance(readDatabase(folder))
})

it('ends a source as set while lines are mended one after the other', async () => {
  const { folder, ingest, station } = await watched(300)
  const filter = inboxFilter({ statuses: ['open'] })
  const { rows } = await station.ask('inbox:lines', { filter, offset: 0, limit: 300 })
  for (const { fileId, line } of rows) {
    const saved = await station.inbox.save({ fileId, line, text: mk1Line(line) })
    expect(saved.saved).toBe(true)
  }
  await until('archived', async () => (await station.file(1))?.sourceState === 'archived')
  expect(readdirSync(ingest)).toEqual([])
  expect(await station.file(1)).toMatchObject({
    importedLines: 3_000,
    errorLines: 0,
    sourceReason: expect.stringMatching(/300 values under 1 unknown key$/),
  })
  expectBalance(readDatabase(folder))
})

it('deletes a source whose bad lines were all mended: the database has their own bytes', async () => {
  const { folder, ingest, station } = await watched(60_000, 'cut', 1_000)
  for (const line of [1_000, 2_000, 3_000]) {
    await station.inbox.save({ fileId: 1, line, text: mk1Line(line) })
  }
  await station.stop()
  const next = await runStation(folder, { overrides: overridesFor(ingest, 0) })
  await until('deleted', async () => (await next.file(1))?.sourceState === 'deleted')
  expect(readdirSync(ingest)).toEqual([])
})
