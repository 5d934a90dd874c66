import { appendFileSync, mkdirSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ReaderThreads, type ReaderThread } from '../../../src/main/ingest/reader/readerThreads'
import type { Station } from '../../../src/main/ingest/station'
import { mk1Header, mk1Line, mk1Package } from '../../helpers/packages'
import { openDatabase, runStation, tempFolder, until } from '../../helpers/station'

afterEach(() => {
  vi.restoreAllMocks()
})

const LINES = 3_000
const slow = { linesPerWrite: 50, linesPerSecond: 3_000 } as const

/** A package in which every line differs from line n of the usual one. */
const other = (lines: number): string =>
  `${[mk1Header, ...Array.from({ length: lines }, (_, i) => mk1Line(i + 100_000))].join('\n')}\n`

const imported = async (station: Station, fileId = 1): Promise<number> =>
  (await station.file(fileId))?.importedLines ?? 0

const someLines = (station: Station): Promise<void> =>
  until('some lines', async () => (await imported(station)) > 100)

function replace(path: string, text: string): void {
  writeFileSync(`${path}.part`, text)
  renameSync(`${path}.part`, path)
}

/** The velocities that are stored for a file, in line order. */
function velocities(folder: string, fileId: number): unknown[] {
  return openDatabase(folder)
    .prepare('SELECT velocity FROM telemetry WHERE file_id = ? ORDER BY line')
    .pluck()
    .all(fileId)
}

const velocitiesOf = (text: string): unknown[] =>
  text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => JSON.parse(line).velocity)

describe('a file that was half read', () => {
  it('and was replaced while the station was down is read from its first line', async () => {
    const folder = tempFolder()
    const path = join(folder, 'a.json')
    writeFileSync(path, mk1Package(LINES))
    const first = await runStation(folder, { overrides: slow })
    await first.addPaths([path], 'drop')
    await someLines(first)
    await first.stop()

    replace(path, other(LINES + 500))
    const second = await runStation(folder)
    await second.idle()
    expect(await second.file(1)).toMatchObject({ status: 'complete', totalLines: LINES + 500 })
    expect(velocities(folder, 1)).toEqual(velocitiesOf(other(LINES + 500)))
  })

  it('and was replaced before its fallen reader is back is read from its first line', async () => {
    const folder = tempFolder()
    const taken: ReaderThread[] = []
    const take = ReaderThreads.prototype.take
    vi.spyOn(ReaderThreads.prototype, 'take').mockImplementation(function (this: ReaderThreads) {
      const thread = take.call(this)
      taken.push(thread)
      return thread
    })
    const path = join(folder, 'a.json')
    writeFileSync(path, mk1Package(LINES))
    const station = await runStation(folder, { overrides: slow })
    await station.addPaths([path], 'drop')
    await someLines(station)
    replace(path, other(LINES))
    await taken.at(-1)?.stop()
    await station.updateSettings({ linesPerSecond: null })
    await station.idle()
    expect(await station.file(1)).toMatchObject({ status: 'complete', totalLines: LINES })
    expect(velocities(folder, 1)).toEqual(velocitiesOf(other(LINES)))
  })

  it.each([
    { what: 'shortened', change: (path: string) => truncateSync(path, 20_000) },
    { what: 'overwritten', change: (path: string) => writeFileSync(path, other(LINES)) },
  ])('and is $what in place meanwhile is held, not guessed at', async ({ change }) => {
    const folder = tempFolder()
    const path = join(folder, 'a.json')
    writeFileSync(path, mk1Package(LINES))
    const station = await runStation(folder, { overrides: slow })
    await station.addPaths([path], 'drop')
    await someLines(station)
    change(path)
    await station.updateSettings({ linesPerSecond: null })
    await station.idle()
    expect(await station.file(1)).toMatchObject({
      status: 'failed',
      failureCode: 'changed_while_reading',
    })
  })

  it('and is replaced by another of its name is finished, and the other one is imported', async () => {
    const folder = tempFolder()
    mkdirSync(join(folder, 'inbox'))
    const path = join(folder, 'inbox', 'a.json')
    const overrides = { ...slow, quietMs: 100, afterImport: 'keep' } as const
    const ingestFolder = join(folder, 'inbox')
    writeFileSync(path, mk1Package(LINES))
    const station = await runStation(folder, { overrides: { ...overrides, ingestFolder } })
    await someLines(station)
    replace(path, other(200))
    await station.updateSettings({ linesPerSecond: null })
    await until('both', async () => (await station.file(2))?.status === 'complete')
    expect(await station.file(1)).toMatchObject({ status: 'complete', totalLines: LINES })
    expect(velocities(folder, 2)).toEqual(velocitiesOf(other(200)))
  })
})

describe('a complete file that grew', () => {
  it('keeps its lines when another one takes its place before the new lines are read', async () => {
    const folder = tempFolder()
    const path = join(folder, 'a.json')
    writeFileSync(path, mk1Package(50))
    const station = await runStation(folder)
    await station.addPaths([path], 'drop')
    await station.idle()
    await station.updateSettings({ paused: true })
    appendFileSync(path, `${mk1Line(52)}\n`)
    await station.addPaths([path], 'drop')
    replace(path, other(70))
    await station.updateSettings({ paused: false })
    await station.idle()
    expect(await station.file(1)).toMatchObject({
      status: 'failed',
      failureCode: 'changed_while_reading',
    })
    expect(velocities(folder, 1)).toEqual(velocitiesOf(mk1Package(50)))

    await station.act(1, 'retry')
    await station.idle()
    expect(velocities(folder, 1)).toEqual(velocitiesOf(mk1Package(50)))
    expect(await station.file(2)).toMatchObject({ status: 'complete', importedLines: 70 })
  })
})
