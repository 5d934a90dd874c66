import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dump, publicRows } from '../../helpers/dump'
import { expectBalance, importText, readDatabase, spoiltPackage } from '../../helpers/inbox'
import { mk1Header, mk1Line } from '../../helpers/packages'
import { runStation, tempFolder } from '../../helpers/station'

const LINES = 300
const spoiltText = spoiltPackage(LINES, (n) => (n % 10 === 0 ? 'renamed' : null))
const cleanText = spoiltPackage(LINES, () => null)
const mk2 = `${mk1Header.replace('jackal_mk1', 'jackal_mk2')}\n${mk1Line(2)}\n`

async function onePackage() {
  const folder = tempFolder()
  const station = await runStation(folder)
  const fileId = await importText(station, folder, 'a.json', spoiltText)
  const file = (name: string, text: string): string => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  }
  return { folder, station, fileId, file, db: readDatabase(folder) }
}

describe('a corrected copy', () => {
  it('is read as what was said of the package', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    const [path, copied] = [join(folder, 'a.json'), join(folder, 'b.json')]
    writeFileSync(path, spoiltText)
    writeFileSync(copied, cleanText)
    const told = { type: 'jackal_mk1', startUs: 1_700_000_000_000_000 }
    await station.addPaths([path], 'drop', { told })
    await station.idle()
    const { copy } = await station.removals.replace(1, copied, 'drop')
    await station.idle()
    expect(await station.file(copy)).toMatchObject({ status: 'complete', replaces: 1 })
    const said = readDatabase(folder).prepare('SELECT told_type, told_start_us FROM files').raw()
    expect(said.all()).toEqual([Object.values(told), Object.values(told)])
  })

  it('takes the place of a package in one step, and gives it back', async () => {
    const { station, fileId, file, db } = await onePackage()
    await station.inbox.save({ fileId, line: 10, text: mk1Line(10) })
    const before = { ...dump(db), files: [] }
    const { copy } = await station.removals.replace(fileId, file('b.json', cleanText), 'drop')
    await station.idle()
    expect(await station.file(copy)).toMatchObject({
      status: 'complete',
      replaces: fileId,
      replacing: null,
      removal: null,
    })
    expect(await station.file(fileId)).toMatchObject({
      status: 'complete',
      removal: { replacedBy: copy, records: 271, badLines: 29 },
    })
    expect(publicRows(db)).toMatchObject({ telemetry: LINES, lineErrors: 0 })
    expect((await station.ask('inbox:counts', undefined)).lines.open).toBe(0)

    expect(await station.removals.undo(fileId)).toEqual({ removed: copy })
    expect(publicRows(db)).toMatchObject({ telemetry: 271, lineErrors: 30 })
    expect(await station.file(fileId)).toMatchObject({ removal: null, replaces: copy })
    expect(await station.file(copy)).toMatchObject({ removal: { replacedBy: fileId } })
    // There and back again, as often as one likes.
    expect(await station.removals.undo(copy)).toEqual({ removed: fileId })
    expect(await station.removals.undo(fileId)).toEqual({ removed: copy })
    await station.removals.free('f', copy)
    const after = dump(db)
    expect({
      ...after,
      files: [],
      hidden_files: [],
      block_hashes: [],
      instrument_words: [],
    }).toEqual({
      ...before,
      hidden_files: [],
      block_hashes: [],
      instrument_words: [],
    })
    expect((await station.ask('inbox:counts', undefined)).lines).toEqual({
      open: 29,
      fixed: 1,
      dismissed: 0,
    })
  })

  it('is in no answer until it is complete, and changes nothing when it is cancelled', async () => {
    const { station, fileId, file, db } = await onePackage()
    await station.updateSettings({ linesPerSecond: 100, linesPerWrite: 50 })
    const { copy } = await station.removals.replace(fileId, file('b.json', cleanText), 'drop')
    for (let stored = 0; stored === 0;) stored = (await station.file(copy))?.importedLines ?? 0
    expect(await station.file(copy)).toMatchObject({ replacing: fileId })
    expect(publicRows(db)).toMatchObject({ telemetry: 270, lineErrors: 30 })
    expect(await station.ask('flight:satellites', undefined)).toMatchObject([{ packages: 1 }])
    await expect(station.removals.remove(fileId, '')).rejects.toThrow('is on its way')
    await expect(
      station.removals.replace(fileId, file('c.json', `${cleanText}\n`), 'drop'),
    ).rejects.toThrow('is on its way')
    await station.act(copy, 'cancel')
    await station.idle()
    expect(await station.file(fileId)).toMatchObject({ removal: null })
    expect(publicRows(db)).toMatchObject({ telemetry: 270, lineErrors: 30 })
    // A retry goes on and takes the place after all.
    await station.updateSettings({ linesPerSecond: null })
    await station.act(copy, 'retry')
    await station.idle()
    expect(await station.file(fileId)).toMatchObject({ removal: { replacedBy: copy } })
    expect(publicRows(db)).toMatchObject({ telemetry: LINES, lineErrors: 0 })
    expectBalance(db)
  })

  it.each([
    ['of another satellite type', mk2, 'cannot_replace', 'This copy is of jackal_mk2'],
    ['without a header', 'no header\n', 'unknown_satellite_type', ''],
  ])('%s leaves the package as it is, with the reason', async (_, text, code, words) => {
    const { station, fileId, file, db } = await onePackage()
    const before = await station.file(fileId)
    const { copy } = await station.removals.replace(fileId, file('b.json', text), 'drop')
    await station.idle()
    const failed = await station.file(copy)
    expect(failed).toMatchObject({ status: 'failed', failureCode: code, replacing: fileId })
    expect(failed?.failureMessage).toContain(words)
    expect(await station.file(fileId)).toEqual(before)
    expect(publicRows(db)).toMatchObject({ telemetry: 270, lineErrors: 30 })
    // Removed, it is out of the way: the same file is then imported as its own package.
    await station.removals.remove(copy, '')
    await station.removals.undo(copy)
    expect(await station.file(copy)).toMatchObject({ replacing: fileId })
  })

  it('of the same content is a duplicate and replaces nothing', async () => {
    const { station, fileId, file, db } = await onePackage()
    const { copy } = await station.removals.replace(fileId, file('b.json', spoiltText), 'drop')
    await station.idle()
    expect(await station.file(copy)).toMatchObject({ status: 'duplicate', duplicateOf: fileId })
    expect(await station.file(fileId)).toMatchObject({ removal: null })
    expect(db.prepare('SELECT count(*) FROM hidden_files').pluck().get()).toBe(0)
  })

  it('takes the place of what was removed while it was on its way to a retry', async () => {
    const { station, fileId, file } = await onePackage()
    await station.updateSettings({ paused: true })
    const { copy } = await station.removals.replace(fileId, file('b.json', cleanText), 'drop')
    await station.act(copy, 'cancel')
    await station.removals.remove(fileId, 'by hand')
    await station.updateSettings({ paused: false })
    await station.act(copy, 'retry')
    await station.idle()
    expect(await station.file(fileId)).toMatchObject({
      removal: { note: 'by hand', replacedBy: copy },
    })
    expect(await station.file(copy)).toMatchObject({ status: 'complete', replaces: fileId })
  })

  it('goes on after a stop of the station', async () => {
    const { folder, station, fileId, file } = await onePackage()
    await station.updateSettings({ linesPerSecond: 100, linesPerWrite: 50 })
    const { copy } = await station.removals.replace(fileId, file('b.json', cleanText), 'drop')
    for (let stored = 0; stored === 0;) stored = (await station.file(copy))?.importedLines ?? 0
    await station.stop()
    const again = await runStation(folder, { overrides: { linesPerSecond: null } })
    await again.idle()
    expect(await again.file(fileId)).toMatchObject({ removal: { replacedBy: copy } })
    expect(publicRows(readDatabase(folder))).toMatchObject({ telemetry: LINES })
  })

  it('is refused for what is no file, with the reason', async () => {
    const { folder, station, fileId } = await onePackage()
    await expect(
      station.removals.replace(fileId, join(folder, 'nothing.json'), 'drop'),
    ).rejects.toThrow('It is not there')
    await expect(station.removals.replace(99, join(folder, 'a.json'), 'drop')).rejects.toThrow(
      'no package #99',
    )
  })

  it('made by the export of corrections imports clean and takes the place', async () => {
    const { folder, station, fileId, db } = await onePackage()
    await station.inbox.save({ fileId, line: 10, text: mk1Line(10) })
    const path = join(folder, 'corrected.json')
    await station.inbox.exportCorrected('c', { fileId, path })
    const { copy } = await station.removals.replace(fileId, path, 'open')
    await station.idle()
    expect(await station.file(copy)).toMatchObject({ importedLines: 271, errorLines: 0 })
    expect(publicRows(db)).toMatchObject({ telemetry: 271, lineErrors: 0 })
    await expect(station.removals.replace(fileId, path, 'open')).rejects.toThrow('removed already')
  })
})
