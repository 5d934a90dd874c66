import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Rule } from '#shared/inbox/rules'
import { importText, inboxFilter, readDatabase } from '../../helpers/inbox'
import {
  kestrel,
  kestrelHead,
  kestrelLine,
  pigeon,
  pigeonLine,
  writeTypes,
} from '../../helpers/ownTypes'
import { runStation, tempFolder } from '../../helpers/station'

/** Lines of a table, of which those that are named are spoilt. */
function table(lines: number, spoilt: Readonly<Record<number, (line: string) => string>>): Buffer {
  const texts = Array.from({ length: lines }, (_, i) => {
    const n = i + 3
    return spoilt[n]?.(kestrelLine(n)) ?? kestrelLine(n)
  })
  return Buffer.from(`${kestrelHead}${texts.join('\n')}\n`, 'latin1')
}

async function kestrelStation(spoilt: Parameters<typeof table>[1]) {
  const folder = tempFolder()
  writeTypes(folder, [kestrel, pigeon])
  const station = await runStation(folder)
  const text = table(10, spoilt)
  const fileId = await importText(station, folder, 'a.csv', text)
  return { folder, station, fileId, text, db: readDatabase(folder) }
}

const rows =
  'SELECT line, timestamp_us, bat_voltage_raw, mode_raw, temp, note FROM telemetry_kestrel_hk'

it('a line of a table is mended, and its record is that of the line', async () => {
  const { station, fileId, folder, db } = await kestrelStation({
    5: (line) => line.replace('7005,5', 'seven'),
    6: (line) => line.replace(';ff', ''),
  })
  expect(await station.file(fileId)).toMatchObject({ importedLines: 8, errorLines: 2 })
  const judged = await station.ask('mend:judge', { fileId, line: 5, text: kestrelLine(5) })
  expect(judged).toMatchObject({ ok: true, record: { timestampUs: 1_700_000_005_000_000 } })
  for (const line of [5, 6]) {
    expect(await station.inbox.save({ fileId, line, text: kestrelLine(line) })).toMatchObject({
      saved: true,
    })
  }
  const whole = await importText(station, folder, 'b.csv', table(10, {}))
  const of = (id: number) => db.prepare(`${rows} WHERE file_id = ? ORDER BY line`).all(id)
  expect(of(fileId)).toEqual(of(whole))
})

it.each([
  ['', 'missing_field'],
  ['# said', 'missing_field'],
  ['a\nb', 'invalid_json'],
  ['1;2', 'wrong_column_count'],
  ['"open', 'open_quote'],
  ['1700000005000;7;0;20;日;ff', 'invalid_utf8'],
])('the text %j is refused as a line', async (text, code) => {
  const { station, fileId } = await kestrelStation({ 5: () => 'x' })
  const judged = await station.ask('mend:judge', { fileId, line: 5, text })
  expect(judged).toMatchObject({ ok: false, issues: [{ code }] })
})

it('a rule mends cells, and undoing it brings the same rows back', async () => {
  const { station, fileId, db } = await kestrelStation({
    5: (line) => line.replace('7005,5', '"7.0055e3"').replace('14,25', 'hot'),
    7: (line) => line.replace('7007,5', ' 7007.5 '),
  })
  const before = await station.file(fileId)
  const filter = inboxFilter({ fields: ['bat_mv'] })
  const groups = await station.ask('inbox:groups', { filter, order: 'lines', offset: 0, limit: 1 })
  const faultId = groups.rows[0]?.faultId ?? 0
  const target = { faultId, satelliteType: 'kestrel_hk', fileIds: [] }
  const rule: Rule = { steps: [{ do: 'convert', key: 'bat_mv', as: 'text_to_number' }] }
  expect(await station.inbox.preview('p', target, rule)).toMatchObject({ fixed: 2 })
  const applied = await station.inbox.apply('a', 'p', '')
  expect(applied).toMatchObject({ state: 'done', lines: 2 })
  expect(db.prepare(`${rows} WHERE line IN (5, 7)`).all()).toMatchObject([
    { bat_voltage_raw: 7005.5, note: 'é;5' },
    { bat_voltage_raw: 7007.5, note: 'é;7' },
  ])
  const mendId = applied.state === 'done' ? (applied.mendId ?? 0) : 0
  await station.inbox.undo('u', mendId)
  expect(await station.file(fileId)).toEqual(before)
  expect(db.prepare(`${rows} WHERE line IN (5, 7)`).all()).toEqual([])
})

it('a mended line may have a cell that can’t be read, until that is undone', async () => {
  const { station, fileId, db } = await kestrelStation({ 5: (line) => line.replace('7005,5', 'x') })
  const cells = () => db.prepare('SELECT * FROM cell_errors').all()
  const counts = () => db.prepare('SELECT * FROM cell_error_counts').all()
  const text = kestrelLine(5).replace('25,25', '"very; hot"')
  const judged = await station.ask('mend:judge', { fileId, line: 5, text })
  const error = { channel: 'temp', code: 'wrong_type', raw: 'very; hot' }
  expect(judged).toMatchObject({ ok: true, cellErrors: [error] })
  const saved = await station.inbox.save({ fileId, line: 5, text })
  expect(cells()).toEqual([{ file_id: fileId, line: 5, ...error }])
  expect(counts()).toMatchObject([{ channel: 'temp', count: 1, first_line: 5 }])
  const records = db.prepare('SELECT records_with_cell_errors FROM files').pluck()
  expect(records.get()).toBe(1)
  await station.inbox.undo('u', saved.saved ? saved.mendId : 0)
  expect([cells(), counts(), records.get()]).toEqual([[], [], 0])
})

it('cells that can’t be read are groups of their own, of all packages', async () => {
  const { station, fileId, folder } = await kestrelStation({
    5: (line) => line.replace('25,25', 'hot'),
    6: (line) => line.replace('26,25', '"<b>;\u00e9"'),
    7: (line) => line.replace('27,25', '91'),
  })
  const other = await importText(
    station,
    folder,
    'b.csv',
    table(3, { 4: (l) => l.replace('24,25', 'x') }),
  )
  const wrong = { satelliteType: 'kestrel_hk', channel: 'temp', code: 'wrong_type' as const }
  expect(await station.ask('cells:groups', undefined)).toEqual([
    { ...wrong, label: 'temp', cells: 3, files: 2 },
    { ...wrong, code: 'out_of_range', label: 'temp', cells: 1, files: 1 },
  ])
  expect(await station.ask('cells:page', { group: wrong, offset: 0, limit: 9 })).toEqual([
    { fileId, fileName: 'a.csv', line: 5, raw: 'hot' },
    { fileId, fileName: 'a.csv', line: 6, raw: '<b>;é' },
    { fileId: other, fileName: 'b.csv', line: 4, raw: 'x' },
  ])
  expect(await station.ask('cells:summary', { fileId })).toMatchObject({ records: 3 })
  expect(await station.ask('flight:health', { fileId })).toMatchObject({
    cellErrors: { records: 3 },
  })
  await station.removals.remove(fileId, '')
  expect(await station.ask('cells:groups', undefined)).toEqual([
    { ...wrong, label: 'temp', cells: 1, files: 1 },
  ])
})

it('a corrected table has mended lines in place, and imports with the same records', async () => {
  const { station, fileId, folder, db } = await kestrelStation({
    5: (line) => line.replace('7005,5', 'x'),
    6: (line) => line.replace('7006,5', 'x'),
    7: () => '# said',
    8: () => '',
  })
  await station.inbox.save({ fileId, line: 5, text: kestrelLine(5).replace('é', 'ü') })
  const path = join(folder, 'corrected.csv')
  const made = await station.inbox.exportCorrected('c', { fileId, path })
  expect(made).toMatchObject({ from: 'source', lines: 7, leftOut: 1 })
  const lines = readFileSync(path, 'latin1').split('\n')
  expect(lines.slice(0, 2)).toEqual(kestrelHead.split('\n').slice(0, 2))
  expect(lines).toContain(kestrelLine(5).replace('é', 'ü'))
  const { fileIds } = await station.addPaths([path], 'drop')
  await station.idle()
  expect(await station.file(fileIds[0] ?? 0)).toMatchObject({ importedLines: 7, errorLines: 0 })
  const unnumbered = rows.replace('line, ', '')
  const values = (id: number) => db.prepare(`${unnumbered} WHERE file_id = ? ORDER BY line`).all(id)
  expect(values(fileIds[0] ?? 0)).toEqual(values(fileId))
})

it('a corrected table is made from its records where its source is gone', async () => {
  const { station, fileId, folder, db } = await kestrelStation({ 5: () => 'x' })
  await station.inbox.save({ fileId, line: 5, text: kestrelLine(5) })
  rmSync(join(folder, 'a.csv'))
  const path = join(folder, 'corrected.csv')
  const made = await station.inbox.exportCorrected('c', { fileId, path })
  expect(made).toMatchObject({ from: 'database', lines: 10, leftOut: 0 })
  const { fileIds } = await station.addPaths([path], 'drop')
  await station.idle()
  const of = (id: number | undefined) =>
    db.prepare(`${rows.replace('line, ', '')} WHERE file_id = ? ORDER BY line`).all(id)
  expect(of(fileIds[0])).toHaveLength(10)
  expect(of(fileIds[0])).toEqual(of(fileId))
})

it('a package that is checked again is read as it was read first', async () => {
  const { station, fileId, folder } = await kestrelStation({ 5: (line) => line.slice(0, 20) })
  const check = async () => {
    const outcome = await station.inbox.recheck('r', fileId)
    return outcome.state === 'done' ? outcome.check : null
  }
  expect(await check()).toMatchObject({ source: 'place', sameFile: true, lines: 10, different: 0 })
  await station.inbox.save({ fileId, line: 5, text: kestrelLine(5) })
  expect(await check()).toMatchObject({ sameFile: true, different: 0 })
  rmSync(join(folder, 'a.csv'))
  expect(await check()).toMatchObject({ source: null })
  expect(await station.ask('mend:judge', { fileId, line: 5, text: 'x' })).toMatchObject({
    ok: false,
  })
})

it('values inside others are mended by their pointer', async () => {
  const folder = tempFolder()
  writeTypes(folder, [pigeon])
  const station = await runStation(folder)
  const bad = pigeonLine(2).replace('"lat":0.25', '"latitude":0.25')
  const text = [pigeonLine(1), bad, pigeonLine(3)].join('\n')
  const fileId = await importText(station, folder, 'a.ndjson', `${text}\n`)
  const rename: Rule = { steps: [{ do: 'rename', from: '/pos/latitude', to: '/pos/lat' }] }
  const tried = await station.ask('mend:try', { fileId, line: 2, rules: [rename] })
  expect(tried).toMatchObject({ text: pigeonLine(2), record: { values: { lat: 0.25, lon: 0.5 } } })
})
