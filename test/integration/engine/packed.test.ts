import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { mk1Line, mk1Package } from '../../helpers/packages'
import { openDatabase, runStation, tempFolder, until } from '../../helpers/station'

async function watching(afterImport: 'delete' | 'keep') {
  const folder = tempFolder()
  const ingest = join(folder, 'ingest')
  mkdirSync(ingest)
  const station = await runStation(folder, {
    overrides: { ingestFolder: ingest, quietMs: 200, graceMs: 300, afterImport, watching: true },
  })
  return { folder, ingest, station }
}

const moreLines = (from: number, count: number): string =>
  Array.from({ length: count }, (_, i) => `${mk1Line(from + i)}\n`).join('')

describe('a package in a gzip', () => {
  it('is imported and deleted by the same law as any other', async () => {
    const { folder, ingest, station } = await watching('delete')
    const path = join(ingest, 'pass.json.gz')
    writeFileSync(path, gzipSync(`${mk1Package(5_000)}broken\n`))
    writeFileSync(join(ingest, 'clean.json.gz'), gzipSync(mk1Package(3_000)))
    await until(
      'both have met their end',
      async () =>
        (await station.ask('files:page', { section: 'history', offset: 0, limit: 10 })).rows.every(
          ({ sourceState }) => sourceState === 'deleted' || sourceState === 'archived',
        ) &&
        (await station.ask('files:page', { section: 'history', offset: 0, limit: 10 })).total === 2,
    )
    const db = openDatabase(folder)
    expect(
      db
        .prepare('SELECT name, imported_lines, error_lines, source_state FROM files ORDER BY name')
        .raw()
        .all(),
    ).toEqual([
      ['clean.json.gz', 3_000, 0, 'deleted'],
      ['pass.json.gz', 5_000, 1, 'archived'],
    ])
    expect(db.prepare('SELECT raw FROM line_errors').pluck().get()).toEqual(Buffer.from('broken'))
    expect(existsSync(path)).toBe(false)
  })

  it('that grew by a member goes on behind its last line', async () => {
    const { folder, ingest, station } = await watching('keep')
    const path = join(ingest, 'log.json.gz')
    writeFileSync(path, gzipSync(mk1Package(2_000)))
    await until('it is complete', async () => (await station.file(1))?.sourceState === 'kept')
    appendFileSync(path, gzipSync(moreLines(2_002, 500)))
    await until('it went on', async () => (await station.file(1))?.importedLines === 2_500)
    await station.idle()
    const db = openDatabase(folder)
    expect(db.prepare('SELECT count(*), count(DISTINCT line) FROM telemetry').raw().get()).toEqual([
      2_500, 2_500,
    ])
    expect(db.prepare('SELECT count(*) FROM files').pluck().get()).toBe(1)
  })

  it('that is cut is held, stays where it is, and is imported when it is whole', async () => {
    const { ingest, station } = await watching('delete')
    const path = join(ingest, 'cut.json.gz')
    const whole = gzipSync(mk1Package(40_000))
    writeFileSync(path, whole.subarray(0, whole.length - 3))
    await until('it is held', async () => (await station.file(1))?.status === 'failed')
    expect(await station.file(1)).toMatchObject({
      failureCode: 'unreadable',
      failureMessage: expect.stringContaining('ends before it is whole'),
    })
    expect(existsSync(path)).toBe(true)
    writeFileSync(path, whole)
    await until('it is deleted', async () => (await station.file(1))?.sourceState === 'deleted')
    expect(await station.file(1)).toMatchObject({ status: 'complete', importedLines: 40_000 })
  })

  it('goes on from its checkpoint in another run', async () => {
    const folder = tempFolder()
    const path = join(folder, 'big.json.gz')
    writeFileSync(path, gzipSync(mk1Package(60_000)))
    const first = await runStation(folder, { overrides: { linesPerWrite: 2_000 } })
    await first.addPaths([path], 'drop')
    await until('some of it is stored', async () => ((await first.file(1))?.importedLines ?? 0) > 0)
    await first.stop()
    const stored = openDatabase(folder).prepare('SELECT imported_lines FROM files').pluck().get()
    const second = await runStation(folder)
    await second.idle()
    expect(await second.file(1)).toMatchObject({ status: 'complete', importedLines: 60_000 })
    expect(stored).toBeGreaterThan(0)
  })
})
