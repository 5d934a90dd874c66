import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { expectBalance, inboxFilter, readDatabase, spoiltPackage } from '../../helpers/inbox'
import { mk1Line } from '../../helpers/packages'
import { runStation, tempFolder, until } from '../../helpers/station'

/** A package with bad lines in the watched folder, complete, whose end is still to come. */
async function watched(graceMs: number) {
  const folder = tempFolder()
  const ingest = join(folder, 'ingest')
  mkdirSync(ingest)
  const overrides = { ingestFolder: ingest, quietMs: 200, graceMs, afterImport: 'delete' as const }
  const station = await runStation(folder, { overrides })
  await until('watching', () => station.status().watcher.state === 'watching')
  writeFileSync(
    join(ingest, 'pass.json'),
    spoiltPackage(3_000, (n) => (n % 10 === 0 ? 'renamed' : null)),
  )
  await until('complete', async () => (await station.file(1))?.status === 'complete')
  return { folder, ingest, station }
}

it('ends a source as set although its lines were mended in its grace time', async () => {
  const { folder, ingest, station } = await watched(1_500)
  const saved = await station.inbox.save({ fileId: 1, line: 10, text: mk1Line(10) })
  await station.inbox.save({ fileId: 1, line: 20, text: mk1Line(20) })
  await station.inbox.dismiss('d', { lines: [{ fileId: 1, line: 30 }] }, '')
  if (saved.saved) await station.inbox.undo('u', saved.mendId)
  expect(await station.file(1)).toMatchObject({ sourceState: 'present', errorLines: 299 })
  await until('the end', async () => (await station.file(1))?.sourceState !== 'present')
  await until('deleted', async () => (await station.file(1))?.sourceState === 'deleted')
  expect(readdirSync(ingest)).toEqual([])
  expectBalance(readDatabase(folder))
})

it('ends a source as set while lines are mended one after the other', async () => {
  const { folder, ingest, station } = await watched(300)
  const filter = inboxFilter({ statuses: ['open'] })
  const { rows } = await station.inbox.lines({ filter, offset: 0, limit: 300 })
  for (const { fileId, line } of rows) {
    const saved = await station.inbox.save({ fileId, line, text: mk1Line(line) })
    expect(saved.saved).toBe(true)
  }
  await until('deleted', async () => (await station.file(1))?.sourceState === 'deleted')
  expect(readdirSync(ingest)).toEqual([])
  expect(await station.file(1)).toMatchObject({ importedLines: 3_000, errorLines: 0 })
  expectBalance(readDatabase(folder))
})
