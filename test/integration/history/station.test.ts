import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { HistoryEvent } from '#shared/history/events'
import { ReaderThreads, type ReaderThread } from '../../../src/main/ingest/reader/readerThreads'
import type { Station } from '../../../src/main/ingest/station'
import { mk1Package } from '../../helpers/packages'
import { openDatabase, runStation, tempFolder, until } from '../../helpers/station'

afterEach(() => {
  vi.restoreAllMocks()
})

const slow = { linesPerWrite: 50, linesPerSecond: 2_000 } as const

async function eventsOf(station: Station): Promise<HistoryEvent[]> {
  const all = { fromMs: null, toMs: null, kinds: null, end: 'last', limit: 500 } as const
  return (await station.ask('history:events', all)).events
}

function seriesOf(station: Station) {
  const now = Date.now()
  return station.ask('history:series', { fromMs: now - 60_000, toMs: now + 5_000, buckets: 100 })
}

const kinds = (events: readonly HistoryEvent[]): string[] => events.map(({ kind }) => kind)

describe('the history of a station', () => {
  it('has what an import stored, each second of it, at once and after it was saved', async () => {
    const folder = tempFolder()
    const station = await runStation(folder, { overrides: slow })
    const path = join(folder, 'a.json')
    writeFileSync(path, `${mk1Package(5_000)}broken\n`)
    await station.addPaths([path], 'drop')
    await station.idle()
    let series = await seriesOf(station)
    const stored = (name: string): number => {
      const mean = series.channels.find((channel) => channel.name === name)?.mean ?? []
      return [...mean].reduce((sum, each, i) => sum + (each || 0) * (series.seconds[i] ?? 0), 0)
    }
    await until('the last second', async () => {
      series = await seriesOf(station)
      return stored('lines') === 5_001
    })
    expect(stored('bad')).toBe(1)
    expect([...series.seconds].reduce((sum, each) => sum + each, 0)).toBeGreaterThanOrEqual(2)
    expect([...series.paceLines]).toContain(2_000)
    const memory = series.channels.find(({ name }) => name === 'memory')
    expect(Math.max(...[...(memory?.max ?? [])].filter((each) => each > 0))).toBeGreaterThan(20e6)
    const events = await eventsOf(station)
    expect(kinds(events)).toEqual(['started', 'file-began', 'file-ended'])
    expect(events[2]).toMatchObject({
      fileId: 1,
      fileName: 'a.json',
      status: 'complete',
      lines: 5_001,
      bad: 1,
      line: 5_002,
    })
    expect(events[2]?.durationMs).toBeGreaterThan(1_500)
    await station.stop()
    const db = openDatabase(folder)
    expect(db.prepare('SELECT sum(lines) FROM pipeline_seconds').pluck().get()).toBe(5_001)
    expect(db.prepare('SELECT kind FROM pipeline_events').pluck().all()).toEqual([
      ...kinds(events),
      'stopped',
    ])
  })

  it('knows the line that a killed reader died on', async () => {
    const taken: ReaderThread[] = []
    const take = ReaderThreads.prototype.take
    vi.spyOn(ReaderThreads.prototype, 'take').mockImplementation(function (this: ReaderThreads) {
      const thread = take.call(this)
      taken.push(thread)
      return thread
    })
    const folder = tempFolder()
    const station = await runStation(folder, { overrides: slow })
    const path = join(folder, 'a.json')
    writeFileSync(path, mk1Package(3_000))
    await station.addPaths([path], 'drop')
    await until('progress', async () => ((await station.file(1))?.importedLines ?? 0) > 200)
    await taken.at(-1)?.stop()
    await until('a restart', async () => kinds(await eventsOf(station)).includes('restarted'))
    await station.updateSettings({ linesPerSecond: null })
    await station.idle()
    const events = await eventsOf(station)
    const fall = events.find(({ kind }) => kind === 'restarted')
    expect(fall).toMatchObject({ component: 'FileParser', fileId: 1, fileName: 'a.json' })
    expect(fall?.message).toMatch(/reader.*stopped/)
    expect(fall?.line).toBeGreaterThan(200)
    // Chunks of 50 lines, behind the header: that is where it went on from.
    expect(((fall?.line ?? 0) - 1) % 50).toBe(0)
    expect(fall?.byte).toBeGreaterThan(1_000)
    expect(await station.file(1)).toMatchObject({ status: 'complete', importedLines: 3_000 })
    const words = events.find(({ kind }) => kind === 'pace')?.message
    expect(words).toBe('Lines per second: full speed, was 2,000')
    // It is saved at once: a crash right after it must not take it away.
    const db = openDatabase(folder)
    await until('it is saved', () =>
      db.prepare('SELECT kind FROM pipeline_events').pluck().all().includes('restarted'),
    )
  })

  it('tells pauses and how long they were', async () => {
    const station = await runStation(tempFolder())
    await station.updateSettings({ paused: true })
    await until('a paused second', async () => {
      const { paused } = await seriesOf(station)
      return [...paused].some((seconds) => seconds > 0)
    })
    await station.updateSettings({ paused: false })
    const [, paused, resumed] = await eventsOf(station)
    expect([paused?.kind, resumed?.kind]).toEqual(['paused', 'resumed'])
    expect(resumed?.durationMs).toBeGreaterThan(0)
  })

  it('leaves a gap where the station did not run', async () => {
    const folder = tempFolder()
    const first = await runStation(folder)
    await until('a second', async () => (await seriesOf(first)).seconds.includes(1))
    await first.stop()
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    const second = await runStation(folder)
    await until('a gap between two runs', async () => {
      const seconds = (await seriesOf(second)).seconds
      const last = seconds.findLastIndex((each) => each > 0)
      const known = [...seconds].slice(seconds.indexOf(1), last)
      return known.filter((each) => each === 0).length >= 2
    })
    expect(kinds(await eventsOf(second))).toEqual(['started', 'stopped', 'started'])
  })
})
