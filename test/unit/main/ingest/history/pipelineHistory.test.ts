import { afterEach, describe, expect, it, vi } from 'vitest'
import { defaultSettings } from '#shared/usualSettings'
import type { HistoryBatch } from '../../../../../src/main/database/history/save'
import { ComponentRegistry } from '../../../../../src/main/ingest/components/componentRegistry'
import { announce } from '../../../../../src/main/ingest/events'
import type { Gauges } from '../../../../../src/main/ingest/history/gauges'
import { PipelineHistory } from '../../../../../src/main/ingest/history/pipelineHistory'

const START_MS = Date.UTC(2026, 0, 2, 14, 5)

const running: PipelineHistory[] = []
afterEach(async () => {
  vi.useRealTimers()
  for (const history of running.splice(0)) await history.stop()
})

/** A history with a clock of the test's own, which keeps what it saves. */
function newHistory() {
  // Its own timer must not tick beside the test's clock.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  let nowMs = START_MS
  const saved: HistoryBatch[] = []
  const save = vi.fn<(batch: HistoryBatch) => Promise<void>>(async (batch) => {
    saved.push(batch)
  })
  const gauges = {
    queued: 0,
    processing: 0,
    writerMs: 0,
    readersMs: 0,
    memoryBytes: 1e8,
    walBytes: 0,
  }
  const registry = new ComponentRegistry()
  const history = new PipelineHistory({
    registry,
    parent: 'telemetry',
    gauges: (): Gauges => ({ ...gauges }),
    save,
    now: () => nowMs,
  })
  running.push(history)
  /** So many seconds go by, with a tick at the border of each. */
  const pass = async (seconds: number): Promise<void> => {
    for (let i = 0; i < seconds; i += 1) {
      nowMs += 1000
      history.tick()
      await Promise.resolve()
      await Promise.resolve()
    }
  }
  const leap = (seconds: number): void => {
    nowMs += seconds * 1000
    history.tick()
  }
  /** Everything that was recorded, saved or not. */
  const recorded = () => {
    const batches = [...saved, history.unsaved]
    return {
      samples: batches.flatMap(({ samples }) => samples),
      events: batches.flatMap(({ events }) => events),
    }
  }
  return { history, registry, gauges, save, saved, recorded, pass, leap }
}

const chunk = { fileId: 7, imported: 90, errors: 10, bytes: 5_000, milliseconds: 3, staged: 2 }
const progress = {
  fileId: 7,
  name: 'pass.json',
  status: 'processing',
  stage: 'reading',
  waitingFor: null,
  sizeBytes: 9_000,
  doneBytes: 5_000,
  importedLines: 90,
  errorLines: 10,
  skippedLines: 1,
} as const

describe('the recorder of the history', () => {
  it('takes a sample of each second: what was stored in it, and how busy the threads were', async () => {
    const { recorded, gauges, pass } = newHistory()
    Object.assign(gauges, { processing: 2, queued: 5 })
    announce('progress', progress)
    announce('chunk', chunk)
    announce('chunk', chunk)
    Object.assign(gauges, { writerMs: 700, readersMs: 1_800 })
    await pass(1)
    expect(recorded().samples).toMatchObject([
      {
        at: START_MS / 1000,
        seconds: 1,
        lines: 200,
        bad: 20,
        bytes: 10_000,
        queued: 5,
        processing: 2,
        staged: 2,
        writer: 70,
        readers: 90,
        memory: 1e8,
      },
    ])
  })

  it('saves every ten seconds, every minute while idle, and idle seconds as one row', async () => {
    const { history, save, saved, pass } = newHistory()
    await pass(1)
    expect(saved).toHaveLength(1)
    expect(saved[0]?.events.map(({ kind }) => kind)).toEqual(['started'])
    announce('chunk', chunk)
    await pass(9)
    expect(save).toHaveBeenCalledTimes(1)
    await pass(1)
    expect(save).toHaveBeenCalledTimes(2)
    expect(saved[1]?.samples.map(({ lines, seconds }) => [lines, seconds])).toEqual([
      [100, 1],
      [0, 9],
    ])
    await pass(59)
    expect(save).toHaveBeenCalledTimes(2)
    expect(history.unsaved.samples).toMatchObject([{ seconds: 68 }])
    await pass(1)
    expect(save).toHaveBeenCalledTimes(3)
  })

  it('knows nothing of time in which the machine slept', async () => {
    const { history, pass, leap } = newHistory()
    announce('chunk', chunk)
    await pass(1)
    leap(3_600)
    announce('chunk', chunk)
    await pass(1)
    const { samples } = history.unsaved
    expect(samples.at(-1)).toMatchObject({ at: START_MS / 1000 + 3_601, seconds: 1, lines: 100 })
    expect(samples.reduce((sum, { seconds }) => sum + seconds, 0)).toBeLessThanOrEqual(2)
  })

  it('tells which line a file had when its parser fell', async () => {
    const { history, registry } = newHistory()
    const parser = registry.register('file-7', 'FileParser', 'parsers')
    announce('progress', progress)
    parser.restarted('reader-1 stopped by itself: exit code 1')
    registry.register('file-7-reader', 'FileReader', 'file-7').restarted('the same')
    parser.update({ state: 'running' })
    parser.restarted('reader-2 stopped by itself: exit code 1')
    const falls = history.unsaved.events.filter(({ kind }) => kind === 'restarted')
    expect(falls).toHaveLength(2)
    expect(falls[0]).toMatchObject({
      component: 'FileParser',
      fileId: 7,
      fileName: 'pass.json',
      line: 102,
      byte: 5_000,
      message: 'reader-1 stopped by itself: exit code 1',
    })
    expect(falls[1]?.id).toBeGreaterThan(falls[0]?.id ?? Infinity)
  })

  it('does not take for a fall what the operator asked for, and tells what that was', () => {
    const { history, registry } = newHistory()
    const writer = registry.register('writer', 'Writer', null)
    writer.restartedAsAsked()
    const will = 'It opens the database again in a new thread.'
    announce('steering', { component: 'Writer', action: 'restart', by: 'operator', will })
    announce('steering', { component: 'Writer', action: 'pause', by: 'operator', will: '' })
    writer.restarted('it fell')
    const events = history.unsaved.events.map(({ kind, message }) => [kind, message])
    expect(events).toEqual([
      ['started', null],
      ['steered', will],
      ['restarted', 'it fell'],
    ])
  })

  it('tells once that a component was given up', () => {
    const { history, registry } = newHistory()
    const writer = registry.register('database-writer', 'Writer', 'database')
    writer.restarted('it fell')
    writer.update({ state: 'failed' })
    writer.update({ detail: '0 % busy' })
    const kinds = history.unsaved.events.map(({ kind }) => kind)
    expect(kinds).toEqual(['started', 'restarted', 'given-up'])
  })

  it('tells files, alerts, pauses and changes of the pace', async () => {
    const { recorded, pass } = newHistory()
    announce('settings', defaultSettings)
    announce('progress', progress)
    announce('file', { fileId: 7, name: 'pass.json', status: 'processing', detail: 'jackal_mk1' })
    await pass(2)
    announce('file', { fileId: 7, name: 'pass.json', status: 'complete', detail: '100 lines' })
    announce('alert', { code: 'disk_full', message: 'The disk is full.' })
    await pass(3)
    announce('alert', null)
    announce('settings', { ...defaultSettings, paused: true })
    await pass(1)
    announce('settings', { ...defaultSettings, linesPerSecond: 5_000 })
    const found = recorded().events.map(({ kind, message, durationMs }) => [
      kind,
      message,
      durationMs,
    ])
    expect(found.slice(-6)).toEqual([
      ['file-ended', null, 2_000],
      ['alert', 'The disk is full.', null],
      ['alert-over', null, 3_000],
      ['paused', null, null],
      ['resumed', null, 1_000],
      ['pace', 'Lines per second: 5,000, was full speed', null],
    ])
    const alerted = recorded().samples.filter(({ alert }) => alert === 'disk_full')
    expect(alerted.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(3)
  })

  it('keeps what could not be saved, and does not try while an alert is up', async () => {
    const { history, save, saved, pass } = newHistory()
    await pass(1)
    announce('alert', { code: 'disk_full', message: 'The disk is full.' })
    announce('chunk', chunk)
    await pass(100)
    expect(save).toHaveBeenCalledTimes(1)
    announce('alert', null)
    save.mockRejectedValueOnce(new Error('database is locked'))
    await pass(1)
    expect(save).toHaveBeenCalledTimes(2)
    expect(history.unsaved.samples).not.toEqual([])
    await pass(60)
    expect(saved.flatMap(({ events }) => events.map(({ kind }) => kind))).toEqual([
      'started',
      'alert',
      'alert-over',
    ])
    expect(saved.flatMap(({ samples }) => samples.map(({ lines }) => lines))).toContain(100)
  })

  it('saves the rest when it stops', async () => {
    const { history, saved, pass } = newHistory()
    await pass(1)
    announce('chunk', chunk)
    await history.stop()
    expect(saved.at(-1)?.samples.at(-1)).toMatchObject({ seconds: 1, lines: 100 })
    expect(saved.at(-1)?.events.map(({ kind }) => kind)).toEqual(['stopped'])
  })
})
