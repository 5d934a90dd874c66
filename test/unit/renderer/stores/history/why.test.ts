import { describe, expect, it } from 'vitest'
import { ofChannels } from '#shared/history/channels'
import type { HistoryEvent } from '#shared/history/events'
import type { HistorySeries } from '#shared/history/series'
import { eventWords } from '../../../../../src/renderer/stores/history/eventWords'
import { momentAt, type HistoryMoment } from '../../../../../src/renderer/stores/history/moment'
import { gapsOf, pointsOf } from '../../../../../src/renderer/stores/history/points'
import { whyAt } from '../../../../../src/renderer/stores/history/why'

const START = 1_767_225_600_000

function moment(
  values: Partial<HistoryMoment['values']>,
  facts: Partial<Omit<HistoryMoment, 'values'>> = {},
): HistoryMoment {
  return {
    atMs: START,
    lengthMs: 60_000,
    values: { ...ofChannels(() => 0), processing: 1, ...values },
    paused: 0,
    comparing: 0,
    alerted: 0,
    alert: null,
    paceLines: null,
    pacePauseMs: 0,
    falls: 0,
    ...facts,
  }
}

describe('why it was slow', () => {
  it.each([
    ['Downlink was not running.', null],
    ['There was nothing to do: the queue was empty.', moment({ processing: 0 })],
    ['Files waited, and none was being read.', moment({ processing: 0, queued: 2 })],
    ['Everything was paused.', moment({}, { paused: 1 })],
    ['Everything was paused for 12 s of these 1 min.', moment({}, { paused: 0.2 })],
    [
      'Nothing could be written for 30 s of these 1 min: the disk was full.',
      moment({}, { alerted: 0.5, alert: 'disk_full', paused: 0.2 }),
    ],
    [
      'The pace was the limit: it was set to 5,000 lines a second.',
      moment({ lines: 4_900, writer: 10 }, { paceLines: 5_000 }),
    ],
    [
      'Reading was the limit: the readers were 97 % busy.',
      moment({ lines: 900, readers: 97 }, { paceLines: 5_000 }),
    ],
    ['Writing was the limit: the writer was 90 % busy.', moment({ writer: 90, readers: 95 })],
    [
      'The pace was set to pause for 500 ms after each write.',
      moment({ writer: 20 }, { pacePauseMs: 500 }),
    ],
    [
      'A file was being compared with what is stored already.',
      moment({ readers: 99 }, { comparing: 1 }),
    ],
    [
      'Neither reading (40 % busy) nor writing (30 %) was at its limit.',
      moment({ readers: 40, writer: 30 }),
    ],
    [
      'Something fell and was started anew: see its event.',
      moment({ lines: 60 }, { falls: 1, lengthMs: 1_000, paceLines: 60 }),
    ],
    ['Writing was the limit: the writer was 99 % busy.', moment({ writer: 99 }, { falls: 1 })],
  ])('%s', (words, at) => {
    expect(whyAt(at, false).text).toBe(words)
  })

  it('speaks of now as now', () => {
    expect(whyAt(moment({}, { paused: 1 }), true).text).toBe('Everything is paused.')
  })
})

const column = (values: readonly number[]): Float64Array<ArrayBuffer> => Float64Array.from(values)

function seriesOf(seconds: readonly number[], lines: readonly number[]): HistorySeries {
  const none = column(seconds.map(() => 0))
  return {
    fromMs: START,
    bucketMs: 10_000,
    firstMs: START,
    nowMs: START + seconds.length * 10_000,
    seconds: column(seconds),
    channels: [{ name: 'lines', min: column(lines), mean: column(lines), max: column(lines) }],
    paused: none,
    comparing: none,
    alerted: none,
    alert: seconds.map(() => null),
    paceLines: column(seconds.map(() => NaN)),
    pacePauseMs: none,
    marks: [],
  }
}

describe('the plots', () => {
  const series = seriesOf([10, 0, 0, 10, 5, 0], [5, NaN, NaN, 7, 9, NaN])

  it('have breaks and gaps where the station did not run', () => {
    expect(pointsOf(series, 'lines')).toMatchObject({
      fromUs: [0, 30_000, 40_000].map((ms) => (START + ms) * 1000),
      max: [5, 7, 9],
      joined: [false, false, true],
    })
    expect(gapsOf(series)).toEqual({
      fromUs: [(START + 10_000) * 1000, (START + 50_000) * 1000],
      toUs: [(START + 30_000) * 1000, (START + 60_000) * 1000],
    })
  })

  it('have no gap where the newest second is still to come', () => {
    expect(gapsOf({ ...series, nowMs: START + 53_000 }).fromUs).toHaveLength(1)
  })

  it('show the bucket of a moment, or the newest', () => {
    expect(momentAt(series, START + 31_000)?.values.lines).toBe(7)
    expect(momentAt(series, START + 11_000)).toBeNull()
    expect(momentAt(series, null)?.values.lines).toBe(9)
    expect(momentAt(series, START - 1)).toBeNull()
  })
})

const nothing: HistoryEvent = {
  id: 1,
  atMs: START,
  kind: 'restarted',
  component: 'FileParser',
  fileId: 12,
  fileName: 'pass.json',
  line: 4_001,
  byte: 99,
  message: 'reader-1 stopped by itself',
  status: null,
  lines: null,
  bad: null,
  durationMs: null,
}

describe('an event in words', () => {
  it('says after which line of which package a component was restarted', () => {
    expect(eventWords(nothing)).toEqual({
      tone: 'attention',
      title: 'Fell after line 4,001',
      name: 'pass.json',
      detail: 'Package was started anew: reader-1 stopped by itself',
    })
    expect(eventWords({ ...nothing, line: 1 }).title).toBe('Fell before its first line')
    expect(eventWords({ ...nothing, component: 'Writer', line: null }).title).toBe(
      'Database writer fell',
    )
  })

  it('says what became of a package', () => {
    const ended = { ...nothing, kind: 'file-ended', component: null, message: null } as const
    const figures = { lines: 1_000, bad: 2, durationMs: 4_200 }
    expect(eventWords({ ...ended, ...figures, status: 'complete' })).toMatchObject({
      tone: 'attention',
      title: 'Complete: 1,000 lines, 2 bad',
      detail: '1,000 lines, 2 bad, in 4.2 s',
    })
    expect(eventWords({ ...ended, status: 'failed', message: 'No header' })).toMatchObject({
      tone: 'bad',
      title: 'Failed',
      detail: 'No header',
    })
  })
})
