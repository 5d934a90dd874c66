import { appendFileSync, mkdirSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { DatabaseService } from '../../../src/main/ingest/databaseService/databaseService'
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
  it.each([
    { how: 'takes its place', put: replace },
    { how: 'is written over it', put: (path: string, text: string) => writeFileSync(path, text) },
  ])('keeps its lines when another one $how before the new lines are read', async ({ put }) => {
    const folder = tempFolder()
    const path = join(folder, 'a.json')
    writeFileSync(path, mk1Package(50))
    const station = await runStation(folder)
    await station.addPaths([path], 'drop')
    await station.idle()
    await station.updateSettings({ paused: true })
    appendFileSync(path, `${mk1Line(52)}\n`)
    await station.addPaths([path], 'drop')
    put(path, other(70))
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

  it('goes on when it grows again before the new lines are read', async () => {
    const folder = tempFolder()
    const path = join(folder, 'a.json')
    writeFileSync(path, mk1Package(50))
    const station = await runStation(folder)
    await station.addPaths([path], 'drop')
    await station.idle()
    await station.updateSettings({ paused: true })
    appendFileSync(path, `${mk1Line(52)}\n`)
    await station.addPaths([path], 'drop')
    appendFileSync(path, `${mk1Line(53)}\n`)
    await station.updateSettings({ paused: false })
    await station.idle()
    expect(await station.file(1)).toMatchObject({ status: 'complete', totalLines: 52 })
    expect(velocities(folder, 1)).toEqual(velocitiesOf(mk1Package(52)))
  })
})

/** Does something right before each chunk is stored, which fails if that throws; counts them. */
function atEachChunk(before: (chunk: number) => void): () => number {
  const write = DatabaseService.prototype.writeWithTransfer
  let chunks = 0
  vi.spyOn(DatabaseService.prototype, 'writeWithTransfer').mockImplementation(async function (
    this: DatabaseService,
    ...input
  ) {
    if (input[0] === 'write') before((chunks += 1))
    return write.apply(this, input)
  })
  return () => chunks
}

describe('a complete file that grew, and whose new lines were half read', () => {
  it.each([
    { how: 'when the station stopped', action: null },
    { how: 'when it was paused', action: 'pause' as const },
  ])('$how, is held when it grows again meanwhile, and has no line twice', async ({ action }) => {
    const folder = tempFolder()
    const ingestFolder = join(folder, 'inbox')
    mkdirSync(ingestFolder)
    const path = join(ingestFolder, 'a.json')
    const watching = { ingestFolder, watching: true, quietMs: 100, afterImport: 'keep' } as const
    writeFileSync(path, mk1Package(50))
    const first = await runStation(folder, { overrides: { ...watching, ...slow } })
    await until('complete', async () => (await first.file(1))?.status === 'complete')
    const more = mk1Package(LINES).split('\n').slice(51).join('\n')
    appendFileSync(path, more)
    await until('new lines', async () => (await imported(first)) > 100)
    if (action !== null) {
      await first.act(1, action)
      await until('paused', async () => (await first.file(1))?.status === 'paused')
    }
    await first.stop()
    appendFileSync(path, `${mk1Line(1)}\n`)

    const second = await runStation(folder, { overrides: watching })
    await second.idle()
    if (action !== null) await second.act(1, 'resume')
    await until('held', async () => (await second.file(1))?.status === 'failed')
    appendFileSync(path, `${mk1Line(2)}\n`)
    await second.idle()
    await new Promise((resolve) => setTimeout(resolve, 500))
    await second.idle()
    expect(await second.file(1)).toMatchObject({ failureCode: 'changed_while_reading' })
    expect(await second.file(2)).toBeNull()

    await second.act(1, 'retry')
    await second.idle()
    expect(await second.file(2)).toMatchObject({ status: 'complete', importedLines: LINES + 2 })
  })
})

describe('a file that grew while it was read', () => {
  it('and was written over before its fallen reader is back is read from its first line', async () => {
    const folder = tempFolder()
    const path = join(folder, 'a.json')
    writeFileSync(path, mk1Package(50))
    atEachChunk((chunk) => {
      if (chunk === 1) appendFileSync(path, `${mk1Line(52)}\n`)
      if (chunk !== 2) return
      writeFileSync(path, other(70))
      throw new Error('the reader fell')
    })
    const station = await runStation(folder)
    await station.addPaths([path], 'drop')
    await station.idle()
    expect(await station.file(1)).toMatchObject({ status: 'complete', totalLines: 70 })
    expect(velocities(folder, 1)).toEqual(velocitiesOf(other(70)))
  })

  it('into what is stored already is a duplicate in the end, and keeps no line', async () => {
    const folder = tempFolder()
    const [first, second] = [join(folder, 'a.json'), join(folder, 'b.json')]
    writeFileSync(first, mk1Package(60))
    writeFileSync(second, mk1Package(50))
    const station = await runStation(folder)
    await station.addPaths([first], 'drop')
    await station.idle()
    const chunks = atEachChunk((chunk) => {
      if (chunk === 1) writeFileSync(second, mk1Package(60))
    })
    await station.addPaths([second], 'drop')
    await station.idle()
    expect(chunks()).toBeGreaterThan(1)
    expect(await station.file(2)).toMatchObject({
      status: 'duplicate',
      duplicateOf: 1,
      totalLines: 0,
    })
    expect(velocities(folder, 2)).toEqual([])
  })
})
