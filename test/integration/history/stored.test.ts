import { statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { HistoryEvent } from '#shared/history/events'
import { historyEvents } from '../../../src/main/database/history/events'
import { KEPT_MINUTES, KEPT_SECONDS, saveHistory } from '../../../src/main/database/history/save'
import { historySeries } from '../../../src/main/database/history/series'
import type { Sample } from '../../../src/main/database/history/stretch'
import { openWriter } from '../../../src/main/database/connection/open'
import { sampleAt } from '../../helpers/samples'
import { afterTest } from '../../helpers/afterTest'
import { tempFolder } from '../../helpers/station'

/** A whole day and minute, seconds since 1970 UTC. */
const START = 1_767_225_600

function newHistory() {
  const path = join(tempFolder(), 'downlink.db')
  const db = openWriter({ path })
  afterTest(() => db.close())
  const save = (now: number, samples: readonly Sample[], events: HistoryEvent[] = []): void =>
    saveHistory(db, { now, samples, events })
  const rowsOf = (table: string): number =>
    Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get())
  const series = (now: number, from: number, to: number, buckets: number) =>
    historySeries(db, { now, from, to, buckets, unsaved: { samples: [], events: [] } })
  return { db, path, save, rowsOf, series }
}

function event(atS: number, facts: Partial<HistoryEvent> = {}): HistoryEvent {
  return {
    id: atS * 1e6,
    atMs: atS * 1000,
    kind: 'file-began',
    component: null,
    fileId: null,
    fileName: null,
    line: null,
    byte: null,
    message: null,
    status: null,
    lines: null,
    bad: null,
    durationMs: null,
    ...facts,
  }
}

const busy = (at: number, lines: number): Sample =>
  sampleAt(at, { lines, bytes: lines * 100, processing: 1, writer: 50, readers: 90 })

const column = (series: ReturnType<typeof historySeries>, name: string) =>
  series.channels.find((channel) => channel.name === name)

describe('the stored history', () => {
  it('gives each second back, and leaves open when the station did not run', () => {
    const { save, series } = newHistory()
    save(START + 10, [busy(START, 100), busy(START + 1, 300), busy(START + 4, 500)])
    const found = series(START + 10, START, START + 5, 5)
    expect(found).toMatchObject({ fromMs: START * 1000, bucketMs: 1000, firstMs: START * 1000 })
    expect([...found.seconds]).toEqual([1, 1, 0, 0, 1])
    expect([...(column(found, 'lines')?.mean ?? [])]).toEqual([100, 300, NaN, NaN, 500])
    const coarse = series(START + 10, START, START + 10, 2)
    expect(coarse.bucketMs).toBe(5000)
    expect([...coarse.seconds]).toEqual([3, 0])
    const lines = column(coarse, 'lines')
    expect([lines?.min[0], lines?.mean[0], lines?.max[0]]).toEqual([100, 300, 500])
  })

  it('shares a long quiet stretch out over the buckets that it lies in', () => {
    const { save, series } = newHistory()
    save(START + 600, [sampleAt(START, { seconds: 600, paused: true, queued: 3 })])
    const found = series(START + 600, START + 100, START + 200, 10)
    expect([...found.seconds]).toEqual(Array.from({ length: 10 }, () => 10))
    expect([...found.paused]).toEqual(Array.from({ length: 10 }, () => 10))
    expect([...(column(found, 'queued')?.mean ?? [])]).toEqual(Array.from({ length: 10 }, () => 3))
  })

  it('sums minutes up when they are over, and both ways give the same', () => {
    const { save, series, rowsOf } = newHistory()
    for (let at = 0; at < 240; at += 10) {
      const samples = Array.from({ length: 10 }, (_, i) => busy(START + at + i, at + i))
      save(START + at + 10, samples)
    }
    expect(rowsOf('pipeline_seconds')).toBe(240)
    expect(rowsOf('pipeline_minutes')).toBe(4)
    const fine = series(START + 240, START, START + 240, 8)
    const coarse = series(START + 240, START, START + 240, 4)
    expect([fine.bucketMs, coarse.bucketMs]).toEqual([30_000, 60_000])
    const mean = column(fine, 'lines')?.mean ?? []
    expect([...mean].reduce((sum, value) => sum + value * 30, 0)).toBe((239 * 240) / 2)
    const lines = column(coarse, 'lines')
    expect([...(lines?.min ?? [])]).toEqual([0, 60, 120, 180])
    expect([...(lines?.mean ?? [])]).toEqual([29.5, 89.5, 149.5, 209.5])
    expect([...(lines?.max ?? [])]).toEqual([59, 119, 179, 239])
  })

  it('has the minute that is not over yet in an answer by minutes', () => {
    const { db, save, series } = newHistory()
    save(
      START + 90,
      Array.from({ length: 90 }, (_, i) => busy(START + i, 10)),
    )
    const found = series(START + 90, START, START + 120, 2)
    expect([...found.seconds]).toEqual([60, 30])
    const unsaved = { samples: [busy(START + 89, 10), busy(START + 90, 40)], events: [] }
    const question = { now: START + 91, from: START, to: START + 120, buckets: 2, unsaved }
    const late = historySeries(db, question)
    expect([...late.seconds]).toEqual([60, 31])
    expect(column(late, 'lines')?.max[1]).toBe(40)
  })

  it('needs one row for an idle day, by seconds and by minutes', () => {
    const { save, rowsOf, series } = newHistory()
    for (let minute = 1; minute <= 1440; minute += 1) {
      save(START + minute * 60, [sampleAt(START, { seconds: minute * 60, memory: minute * 1e6 })])
    }
    expect(rowsOf('pipeline_seconds')).toBe(1)
    expect(rowsOf('pipeline_minutes')).toBe(1)
    const day = series(START + 86_400, START, START + 86_400, 24)
    expect([...day.seconds]).toEqual(Array.from({ length: 24 }, () => 3600))
  })

  it('takes what is saved twice once', () => {
    const { save, rowsOf } = newHistory()
    const events = [event(START)]
    save(START + 10, [busy(START, 100)], events)
    save(START + 10, [busy(START, 100)], events)
    expect(rowsOf('pipeline_seconds')).toBe(1)
    expect(rowsOf('pipeline_events')).toBe(1)
  })

  it('keeps seconds for a day, minutes and events for thirty, and no more', () => {
    const { db, path, save, rowsOf, series } = newHistory()
    const days = 32
    const now = START + days * 86_400
    // A minute of work in each hour, and a file with it.
    for (let hour = 0; hour < days * 24; hour += 1) {
      const at = START + hour * 3600
      const samples = Array.from({ length: 60 }, (_, i) => busy(at + i, 10))
      save(at + 120, [...samples, sampleAt(at + 60, { seconds: 3540 })], [event(at)])
    }
    save(now, [busy(now - 1, 1)], [event(now - 1)])
    const oldest = (table: string) =>
      Number(db.prepare(`SELECT min(at) FROM ${table}`).pluck().get())
    expect(oldest('pipeline_seconds')).toBeGreaterThan(now - KEPT_SECONDS - 7200)
    expect(oldest('pipeline_minutes')).toBeGreaterThan(now - KEPT_MINUTES - 7200)
    expect(rowsOf('pipeline_minutes')).toBeLessThan(2 * 24 * 31)
    expect(rowsOf('pipeline_events')).toBe(30 * 24 + 1)
    // A month ago there are minutes alone, and they are enough.
    const old = series(now, now - 20 * 86_400, now - 20 * 86_400 + 7200, 3600)
    expect(old.bucketMs).toBe(60_000)
    expect(column(old, 'lines')?.max[0]).toBe(10)
    expect([...old.seconds]).toEqual(Array.from({ length: 120 }, () => 60))
    db.pragma('wal_checkpoint(TRUNCATE)')
    expect(statSync(path).size).toBeLessThan(5e6)
  })

  it('says when the run before was killed, and only then', () => {
    const { db, save } = newHistory()
    const runs = [event(START, { kind: 'started' }), event(START + 1, { kind: 'stopped' })]
    runs.push(event(START + 2, { kind: 'started' }), event(START + 3, { kind: 'started' }))
    save(START + 4, [], runs)
    const all = { fromMs: null, toMs: null, kinds: null, end: 'last', limit: 10 } as const
    const { events } = historyEvents(db, all, [])
    expect(events.map(({ message }) => message !== null)).toEqual([false, false, false, true])
    expect(events[3]?.message).toContain('killed')
  })

  it('answers for events by time and kind, with those that are not stored yet', () => {
    const { db, save } = newHistory()
    save(
      START + 100,
      [],
      Array.from({ length: 100 }, (_, i) =>
        event(START + i, { kind: i % 10 === 0 ? 'restarted' : 'file-began' }),
      ),
    )
    const late = [event(START + 99), event(START + 100, { kind: 'restarted' })]
    const bounds = { fromMs: (START + 5) * 1000, toMs: null, kinds: ['restarted'] } as const
    const last = historyEvents(db, { ...bounds, end: 'last', limit: 2 }, late)
    expect(last.total).toBe(10)
    expect(last.events.map(({ atMs }) => atMs / 1000 - START)).toEqual([90, 100])
    const first = historyEvents(db, { ...bounds, end: 'first', limit: 2 }, late)
    expect(first.events.map(({ atMs }) => atMs / 1000 - START)).toEqual([10, 20])
  })
})
