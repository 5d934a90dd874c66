import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dump, publicRows } from '../../helpers/dump'
import {
  expectBalance,
  importText,
  inboxFilter,
  readDatabase,
  spoiltPackage,
} from '../../helpers/inbox'
import { mk1Header, mk1Line } from '../../helpers/packages'
import { runStation, tempFolder, until } from '../../helpers/station'

const LINES = 300
const spoiltText = spoiltPackage(LINES, (n) => (n % 10 === 0 ? 'renamed' : null))
const other = `${[mk1Header, mk1Line(900), mk1Line(901)].join('\n')}\n`
const withUnknownKey = `${mk1Header}\n${mk1Line(2).replace('{', '{"extra":1,')}\n`

async function twoPackages() {
  const folder = tempFolder()
  const station = await runStation(folder)
  const fileId = await importText(station, folder, 'a.json', spoiltText)
  await importText(station, folder, 'b.json', other)
  return { folder, station, fileId, db: readDatabase(folder) }
}

const everything = { filter: inboxFilter(), offset: 0, limit: 100 }
const satellite = { kind: 'satellite', satelliteType: 'jackal_mk1' } as const

describe('a removed package', () => {
  it('is in no answer, and is back exactly as it was when that is undone', async () => {
    const { station, fileId, db } = await twoPackages()
    await station.inbox.save({ fileId, line: 10, text: mk1Line(10) })
    await station.inbox.dismiss('d', { lines: [{ fileId, line: 20 }] }, 'known')
    const before = dump(db)
    const record = await station.file(fileId)
    const counts = await station.ask('inbox:counts', undefined)
    const shown = publicRows(db)

    expect(await station.ask('removals:weigh', { fileId })).toMatchObject({
      records: 271,
      badLines: 29,
      mendedLines: 1,
      dismissedLines: 1,
      mends: 2,
      locked: null,
    })
    await station.removals.remove(fileId, 'of the wrong pass')
    expect(await station.file(fileId)).toMatchObject({
      status: 'complete',
      importedLines: 271,
      errorLines: 29,
      removal: {
        note: 'of the wrong pass',
        records: 271,
        badLines: 29,
        mends: 2,
        replacedBy: null,
        freeing: 'none',
      },
    })
    expect(publicRows(db)).toEqual({ telemetry: 2, lineErrors: 0, unknownKeys: 0 })
    expect((await station.ask('inbox:counts', undefined)).lines).toEqual({
      open: 0,
      fixed: 0,
      dismissed: 0,
    })
    expect(await station.ask('inbox:groups', { ...everything, order: 'lines' })).toMatchObject({
      total: 0,
    })
    expect(await station.ask('inbox:lines', everything)).toMatchObject({ total: 0 })
    expect(await station.ask('mend:history', { offset: 0, limit: 9 })).toMatchObject({ total: 0 })
    expect(await station.ask('inbox:around', { fileId, line: 30, neighbours: 2 })).toBeNull()
    expect(await station.ask('errors:page', { fileId, offset: 0, limit: 9 })).toEqual({
      total: 0,
      rows: [],
    })
    expect(await station.ask('errors:groups', { fileId })).toEqual([])
    expect(await station.ask('flight:health', { fileId })).toBeNull()
    expect(await station.ask('flight:satellites', undefined)).toMatchObject([
      { packages: 1, records: 2 },
    ])
    const looked = { satelliteType: 'jackal_mk1', window: null, columns: 10 }
    expect(await station.ask('flight:coverage', looked)).toMatchObject({ packages: 1 })
    expect(
      await station.ask('flight:records', { scope: satellite, offset: 0, limit: 9 }),
    ).toMatchObject({
      total: 2,
    })
    await expect(station.inbox.save({ fileId, line: 30, text: mk1Line(30) })).rejects.toThrow(
      'was removed',
    )
    await expect(station.inbox.seal('s', fileId)).rejects.toThrow('was removed')
    await expect(station.removals.remove(fileId, '')).rejects.toThrow('removed already')
    await until('totals', () => station.status().totals.importedLines === 2)
    expect(station.status().totals).toMatchObject({ importedLines: 2, errorLines: 0 })

    expect(await station.removals.undo(fileId)).toEqual({ removed: null })
    expect(dump(db)).toEqual(before)
    expect(await station.file(fileId)).toEqual(record)
    expect(await station.ask('inbox:counts', undefined)).toEqual(counts)
    expect(publicRows(db)).toEqual(shown)
    expectBalance(db)
    await expect(station.removals.undo(fileId)).rejects.toThrow('is not removed')
  })

  it('takes its unknown keys along, and brings them back', async () => {
    const { folder, station, db } = await twoPackages()
    const fileId = await importText(station, folder, 'k.json', withUnknownKey)
    const before = dump(db)
    expect(publicRows(db)).toMatchObject({ unknownKeys: 2 })
    await station.removals.remove(fileId, '')
    expect(publicRows(db)).toMatchObject({ unknownKeys: 1 })
    expect(await station.ask('unknown-keys:list', { fileId })).toEqual([])
    await station.removals.undo(fileId)
    expect(dump(db)).toEqual(before)
  })

  it('follows a rule that is undone meanwhile', async () => {
    const { station, fileId, db } = await twoPackages()
    const filter = inboxFilter()
    await station.inbox.dismiss('d', { filter }, 'all')
    const { rows } = await station.ask('mend:history', { offset: 0, limit: 1 })
    await station.removals.remove(fileId, '')
    await station.inbox.undo('u', rows[0]?.id ?? 0)
    await station.removals.undo(fileId)
    expect((await station.ask('inbox:counts', undefined)).lines).toEqual({
      open: 30,
      fixed: 0,
      dismissed: 0,
    })
    expectBalance(db)
  })

  it('can be imported again, and is then not brought back as well', async () => {
    const { folder, station, fileId, db } = await twoPackages()
    await station.removals.remove(fileId, '')
    const { added, fileIds } = await station.addPaths([join(folder, 'a.json')], 'drop')
    await station.idle()
    expect(added).toBe(1)
    expect(fileIds[0]).not.toBe(fileId)
    expect(publicRows(db)).toMatchObject({ telemetry: 272, lineErrors: 30 })
    // It says what it is: in its row, and to whoever is at something else.
    expect(await station.file(fileIds[0] ?? 0)).toMatchObject({ returns: fileId })
    const last = { fileId: fileIds[0], name: 'a.json' }
    expect(station.status().outcomes).toMatchObject({
      flawed: { count: 2, last: { ...last, lines: 300, bad: 30 } },
      returned: { count: 1, last: { ...last, removed: fileId } },
      failed: { count: 0, last: null },
    })
    await expect(station.removals.undo(fileId)).rejects.toThrow(`imported again as #${fileIds[0]}`)
    await station.removals.remove(fileIds[0] ?? 0, '')
    await station.removals.undo(fileId)
    expect(publicRows(db)).toMatchObject({ telemetry: 272, lineErrors: 30 })
    expectBalance(db)
  })

  it('is no first of a duplicate any more', async () => {
    const { folder, station, fileId } = await twoPackages()
    copyFileSync(join(folder, 'a.json'), join(folder, 'copy.json'))
    await station.addPaths([join(folder, 'copy.json')], 'drop')
    await station.idle()
    await station.removals.remove(fileId, '')
    const again = await station.addPaths([join(folder, 'copy.json')], 'drop')
    await station.idle()
    expect(await station.file(again.fileIds[0] ?? 0)).toMatchObject({
      status: 'complete',
      importedLines: 270,
    })
  })

  it('leaves a source that was kept in the watched folder alone', async () => {
    const folder = tempFolder()
    const ingestFolder = join(folder, 'in')
    mkdirSync(ingestFolder)
    const path = join(ingestFolder, 'a.json')
    writeFileSync(path, spoiltText)
    const watching = { ingestFolder, watching: true, afterImport: 'keep', quietMs: 100, graceMs: 0 }
    const overrides = { ...watching, afterImport: 'keep' as const }
    const station = await runStation(folder, { overrides })
    await until('kept', async () => (await station.file(1))?.sourceState === 'kept')
    await station.removals.remove(1, '')
    await station.stop()
    const again = await runStation(folder, { overrides })
    await again.idle()
    const { total } = await again.ask('files:page', { section: 'history', offset: 0, limit: 9 })
    expect(total).toBe(1)
    expect(existsSync(path)).toBe(true)
    // Named by somebody it is imported, wherever it lies.
    expect(await again.addPaths([path], 'open')).toMatchObject({ added: 1 })
    await again.idle()
    expect(await again.file(2)).toMatchObject({ status: 'complete', removal: null })
  })

  it('keeps a source whose end is near, until it is brought back', async () => {
    const folder = tempFolder()
    const ingestFolder = join(folder, 'in')
    mkdirSync(ingestFolder)
    const path = join(ingestFolder, 'a.json')
    writeFileSync(path, spoiltText)
    const overrides = {
      ingestFolder,
      watching: true,
      afterImport: 'delete' as const,
      quietMs: 100,
      graceMs: 600,
    }
    const station = await runStation(folder, { overrides })
    await until('complete', async () => (await station.file(1))?.status === 'complete')
    await station.removals.remove(1, '')
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(existsSync(path)).toBe(true)
    expect(await station.file(1)).toMatchObject({ sourceState: 'present', sourceReason: null })
    await station.removals.undo(1)
    await until('deleted', () => !existsSync(path))
  })

  it('is refused while it is not at rest, with the reason', async () => {
    const { folder, station, fileId } = await twoPackages()
    await station.updateSettings({ paused: true })
    writeFileSync(join(folder, 'c.json'), `${mk1Header}\n${mk1Line(77)}\n`)
    const queued = await station.addPaths([join(folder, 'c.json')], 'drop')
    const id = queued.fileIds[0] ?? 0
    await expect(station.removals.remove(id, '')).rejects.toThrow('not read to its end yet')
    expect(await station.ask('removals:weigh', { fileId: id })).toMatchObject({
      locked: expect.stringContaining('cancel it first'),
    })
    await station.act(id, 'cancel')
    await station.removals.remove(id, '')
    await expect(station.act(id, 'retry')).rejects.toThrow('was removed')
    await expect(station.removals.remove(999, '')).rejects.toThrow('There is no package #999')
    await station.updateSettings({ paused: false })
    await station.removals.remove(fileId, '')
  })

  it('moves to the history whatever it was', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    const fileId = await importText(station, folder, 'x.json', 'no header\n')
    expect(
      await station.ask('files:page', { section: 'queue', offset: 0, limit: 9 }),
    ).toMatchObject({ total: 1 })
    await station.removals.remove(fileId, '')
    expect(
      await station.ask('files:page', { section: 'queue', offset: 0, limit: 9 }),
    ).toMatchObject({ total: 0 })
    expect(
      await station.ask('files:page', { section: 'history', offset: 0, limit: 9 }),
    ).toMatchObject({
      total: 1,
      rows: [{ status: 'failed', removal: { records: 0 } }],
    })
    await until('counts', () => station.status().counts.failed === 0)
    await station.removals.undo(fileId)
    expect(
      await station.ask('files:page', { section: 'queue', offset: 0, limit: 9 }),
    ).toMatchObject({ total: 1 })
  })
})

describe('the space of a removed package', () => {
  it('is given back; then it can not be undone', async () => {
    const { station, fileId, db } = await twoPackages()
    await expect(station.removals.free('f', fileId)).rejects.toThrow('is not removed')
    await station.inbox.save({ fileId, line: 10, text: mk1Line(10) })
    await station.removals.remove(fileId, '')
    expect(await station.removals.free('f', fileId)).toMatchObject({ state: 'done' })
    expect(await station.file(fileId)).toMatchObject({
      importedLines: 271,
      removal: { freeing: 'done', records: 271 },
    })
    for (const [table, left] of [
      ['records', 2],
      ['bad_lines', 0],
      ['rollups', 1],
      ['status_rollups', 1],
      ['fault_counts', 0],
      ['fault_blocks', 0],
      ['mended_lines', 0],
    ]) {
      expect([table, db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()]).toEqual([
        table,
        left,
      ])
    }
    await expect(station.removals.undo(fileId)).rejects.toThrow('rows are gone')
    expect(await station.removals.free('f', fileId)).toEqual({ state: 'done', rows: 0 })
  })
})
