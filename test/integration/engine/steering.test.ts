import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ComponentAction } from '#shared/steering/actions'
import { componentIds, parserId } from '#shared/steering/ids'
import type { ComponentStatus } from '#shared/status'
import { ReaderThreads, type ReaderThread } from '../../../src/main/ingest/reader/readerThreads'
import type { Station } from '../../../src/main/ingest/station'
import { mk1Package } from '../../helpers/packages'
import { afterTest } from '../../helpers/afterTest'
import { openDatabase, runStation, tempFolder, until, watcherOf } from '../../helpers/station'

const LINES = 3_000
/** Slow enough to be steered on the way. */
const slow = { linesPerWrite: 60, linesPerSecond: 2_500, filesAtOnce: 1 } as const

const content = `${mk1Package(LINES)}broken\n{}\n`

function write(folder: string, name: string): string {
  const path = join(folder, name)
  // Of another size each, so that none is taken for a copy.
  writeFileSync(path, content + '\n'.repeat(name.length))
  return path
}

const component = (station: Station, id: string): ComponentStatus | undefined =>
  station.status().components.find((each) => each.id === id)

async function isRead(station: Station, fileId: number, lines: number): Promise<void> {
  await until(`${lines} lines of ${fileId}`, async () => {
    const file = await station.file(fileId)
    return (file?.totalLines ?? 0) >= lines
  })
}

/** Everything that an import stores, but for times. */
function stored(folder: string): unknown[] {
  const db = openDatabase(folder)
  return [
    'SELECT id, status, total_lines, imported_lines, error_lines, checkpoint_byte, checkpoint_line, fingerprint FROM files ORDER BY id',
    'SELECT * FROM telemetry ORDER BY id',
    'SELECT id, file_id, line, byte_offset, code, raw FROM line_errors ORDER BY id',
    'SELECT * FROM rollups ORDER BY id',
  ].map((sql) => db.prepare(sql).all())
}

/** What a run without any steering stores. */
async function straight(names: readonly string[]): Promise<unknown[]> {
  const folder = tempFolder()
  const station = await runStation(folder, {
    overrides: { linesPerWrite: slow.linesPerWrite, filesAtOnce: 1 },
  })
  const paths = names.map((name) => write(folder, name))
  for (const path of paths) await station.addPaths([path], 'drop')
  await station.idle()
  await station.stop()
  return stored(folder)
}

/** Of a.json, which several tests compare with. */
let straightOfOne: Promise<unknown[]> | null = null
const ofOne = (): Promise<unknown[]> => (straightOfOne ??= straight(['a.json']))

describe('restarts that the operator asks for', () => {
  const targets: [string, string, number][] = [
    ['the reader of a package', `${parserId(1)}-reader`, 6],
    ['the parser of a package', parserId(1), 6],
    ['the writer', componentIds.writer, 6],
    ['the database reader', componentIds.reader, 6],
    ['the source keeper', componentIds.sources, 3],
  ]
  for (const [what, id, times] of targets) {
    it(`of ${what}, again and again, store what a straight run stores`, async () => {
      const folder = tempFolder()
      const station = await runStation(folder, { overrides: slow, hasWindow: true })
      await station.addPaths([write(folder, 'a.json')], 'drop')
      for (let time = 1; time <= times; time += 1) {
        await isRead(station, 1, time * 250)
        await station.steer(id, 'restart')
        await until('counted', () => (component(station, id)?.askedRestarts ?? 0) >= time)
      }
      const asked = component(station, id)
      expect(asked).toMatchObject({ restarts: times, askedRestarts: times, lastError: null })
      await station.updateSettings({ linesPerSecond: null })
      await station.idle()
      expect(station.status().state).toBe('running')
      expect(await station.file(1)).toMatchObject({ status: 'complete', importedLines: LINES })
      await station.stop()
      expect(stored(folder)).toEqual(await ofOne())
    })
  }

  it('of the watcher let every file be known again, and bring none twice', async () => {
    const folder = tempFolder()
    const station = await runStation(folder, {
      defaultIngestFolder: join(folder, 'ingest'),
      overrides: { ...slow, linesPerSecond: null, quietMs: 100, afterImport: 'keep' },
    })
    await until('watching', () => watcherOf(station).state === 'watching')
    write(join(folder, 'ingest'), 'a.json')
    await until('complete', async () => (await station.file(1))?.status === 'complete')
    for (let time = 1; time <= 7; time += 1) {
      await station.steer(componentIds.watcher, 'restart')
      await until('watching', () => watcherOf(station).state === 'watching')
    }
    write(join(folder, 'ingest'), 'bb.json')
    await until('the other', async () => (await station.file(2))?.status === 'complete')
    await station.idle()
    expect(station.status().totals.files).toBe(2)
    expect(component(station, componentIds.watcher)).toMatchObject({
      restarts: 7,
      askedRestarts: 7,
    })
  })

  it('of the error inbox end its thread, and the next question starts another', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    await station.addPaths([write(folder, 'a.json')], 'drop')
    await station.idle()
    const judged = await station.ask('mend:judge', { fileId: 1, line: 2, text: 'broken' })
    await station.steer(componentIds.inbox, 'restart')
    expect(component(station, componentIds.inbox)).toMatchObject({ askedRestarts: 1 })
    expect(await station.ask('mend:judge', { fileId: 1, line: 2, text: 'broken' })).toEqual(judged)
    expect(component(station, componentIds.inbox)).toMatchObject({ state: 'running' })
  })

  it('let a station that is paused in the middle of a package begin anew at once', async () => {
    const folder = tempFolder()
    const station = await runStation(folder, { overrides: slow })
    await station.addPaths([write(folder, 'a.json')], 'drop')
    await isRead(station, 1, 500)
    await station.steer(componentIds.root, 'pause')
    await station.steer(parserId(1), 'restart')
    await until('anew', () => component(station, parserId(1))?.askedRestarts === 1)
    await station.steer(componentIds.root, 'resume')
    await station.updateSettings({ linesPerSecond: null })
    await station.idle()
    await station.stop()
    expect(stored(folder)).toEqual(await ofOne())
  })
})

describe('a drain', () => {
  it('finishes the packages that are begun, begins no other, and pauses then', async () => {
    const folder = tempFolder()
    const station = await runStation(folder, { overrides: { ...slow, filesAtOnce: 2 } })
    const names = ['a.json', 'bb.json', 'ccc.json']
    await station.addPaths(
      names.map((name) => write(folder, name)),
      'drop',
    )
    await isRead(station, 1, 250)
    await isRead(station, 2, 250)
    await station.steer(componentIds.root, 'drain')
    expect(station.status()).toMatchObject({ draining: true, paused: false })
    expect(component(station, componentIds.parsers)?.detail).toBe('draining: 2 at work, 1 queued')
    await station.updateSettings({ linesPerSecond: null })
    await until('paused', () => station.status().paused)
    expect(station.status().draining).toBe(false)
    const statuses = await Promise.all(
      [1, 2, 3].map(async (id) => (await station.file(id))?.status),
    )
    expect(statuses).toEqual(['complete', 'complete', 'queued'])
    expect((await station.file(3))?.startedAt).toBeNull()
    await station.steer(componentIds.root, 'resume')
    await station.idle()
    expect((await station.file(3))?.status).toBe('complete')
  })

  it('can be taken back, and pauses at once where nothing is in work', async () => {
    const folder = tempFolder()
    const station = await runStation(folder, { overrides: slow })
    await station.addPaths([write(folder, 'a.json'), write(folder, 'bb.json')], 'drop')
    await isRead(station, 1, 250)
    await station.steer(componentIds.parsers, 'drain')
    await station.steer(componentIds.parsers, 'stop-draining')
    await station.updateSettings({ linesPerSecond: null })
    await station.idle()
    expect(station.status()).toMatchObject({ draining: false, paused: false })
    expect((await station.file(2))?.status).toBe('complete')
    await station.steer(componentIds.root, 'drain')
    await until('paused', () => station.status().paused)
    await expect(station.steer(componentIds.root, 'drain')).rejects.toThrow('is paused')
  })
})

describe('a package that keeps crashing its parser', () => {
  it('is held in its own words, the others go on, and released it goes on from its line', async () => {
    const folder = tempFolder()
    let isCrashing = true
    const take = ReaderThreads.prototype.take
    const crashing = (thread: ReaderThread): ReaderThread => {
      const ask = thread.call.bind(thread)
      let chunks = 0
      thread.call = (method, input, transfer) => {
        // It gets further each time, so its parser never holds it by itself.
        if (method === 'next' && isCrashing && (chunks += 1) > 3) void thread.stop()
        return ask(method, input, transfer)
      }
      return thread
    }
    ReaderThreads.prototype.take = function (this: ReaderThreads) {
      return crashing(take.call(this))
    }
    afterTest(() => {
      ReaderThreads.prototype.take = take
    })
    const station = await runStation(folder, { overrides: slow })
    await station.addPaths([write(folder, 'a.json')], 'drop')
    const id = parserId(1)
    await expect(station.steer(id, 'hold')).rejects.toThrow('has not fallen')
    await until('falls', () => (component(station, id)?.restarts ?? 0) >= 2)
    await station.steer(id, 'hold')
    await until('held', async () => (await station.file(1))?.status === 'failed')
    const held = await station.file(1)
    expect(held?.failureCode).toBe('crashed')
    expect(held?.failureMessage).toMatch(
      /^Held by the operator \(.+\) at line [\d,]+: its parser had fallen \d times, last because: .+ Retry goes on from there\.$/,
    )
    isCrashing = false
    await station.updateSettings({ linesPerSecond: null })
    await station.addPaths([write(folder, 'bb.json')], 'drop')
    await station.idle()
    expect((await station.file(2))?.status).toBe('complete')
    const line = held?.checkpointLine ?? 0
    expect(component(station, id)).toMatchObject({
      state: 'failed',
      line,
      lastError: held?.failureMessage,
    })
    await station.steer(id, 'release')
    await station.idle()
    expect(component(station, id)).toBeUndefined()
    await station.stop()
    expect(stored(folder)).toEqual(await straight(['a.json', 'bb.json']))
  })

  it('and one that was paused stand in the tree after a restart of the program', async () => {
    const folder = tempFolder()
    const first = await runStation(folder, { overrides: slow })
    await first.addPaths([write(folder, 'a.json')], 'drop')
    await isRead(first, 1, 250)
    await first.steer(parserId(1), 'pause')
    await until('paused', async () => (await first.file(1))?.status === 'paused')
    await first.stop()
    const station = await runStation(folder)
    const place = component(station, parserId(1))
    expect(place).toMatchObject({ state: 'stopped', file: { id: 1, name: 'a.json' } })
    await station.steer(parserId(1), 'resume')
    await station.idle()
    expect(await station.file(1)).toMatchObject({ status: 'complete', importedLines: LINES })
  })
})

it('the tree has figures while a package goes through', async () => {
  const folder = tempFolder()
  const station = await runStation(folder, { overrides: slow })
  await station.addPaths([write(folder, 'a.json')], 'drop')
  const figures = (id: string): ComponentStatus | undefined => component(station, id)
  const parts = ['reader', 'staging', 'persister'].map((part) => `${parserId(1)}-${part}`)
  const [reader = '', staging = '', persister = ''] = parts
  // Each is of a second of its own: they don't come to it at the same moment.
  for (const id of [reader, persister, componentIds.writer]) {
    await until(`a rate of ${id}`, () => (figures(id)?.rate ?? 0) > 0)
  }
  await until('memory', () => (figures(reader)?.memoryBytes ?? 0) > 1e6)
  expect(figures(reader)?.load).toBeGreaterThan(0)
  expect(figures(reader)?.detail).toMatch(/^\d+ %, line [\d,]+, byte [\d,]+$/)
  expect(figures(staging)).toMatchObject({ room: 3 })
  expect(figures(componentIds.writer)?.load).toBeGreaterThan(0)
  expect(figures(componentIds.writer)?.memoryBytes).toBeGreaterThan(1e6)
  expect(figures(componentIds.root)?.memoryBytes).toBeGreaterThan(5e7)
  const orders: ComponentAction[] = ['hold', 'release', 'drain']
  for (const order of orders) {
    await expect(station.steer(componentIds.writer, order)).rejects.toThrow('no such action')
  }
})
