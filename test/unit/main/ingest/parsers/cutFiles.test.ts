import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { announce } from '../../../../../src/main/ingest/events'
import { CutFiles, leftAfterRestart } from '../../../../../src/main/ingest/parsers/cutFiles'

const HOUR = 3_600_000

function waits(waitMs = HOUR) {
  const over: number[] = []
  const kept: unknown[] = []
  const cutFiles = new CutFiles({
    keepUntil: async (fileId, until) => {
      kept.push([fileId, until])
    },
    onOver: (fileId) => over.push(fileId),
    waitMs,
  })
  return { cutFiles, over, kept }
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-30T12:00:00Z') })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('files that wait for the rest of their last line', () => {
  it('wait for the whole time, each for itself', () => {
    const { cutFiles, over } = waits()
    cutFiles.add(1)
    expect(cutFiles.untilFromNow()).toBe('2026-11-30T13:00:00.000Z')
    vi.advanceTimersByTime(1_000)
    cutFiles.add(2)
    vi.advanceTimersByTime(HOUR - 1_001)
    expect(over).toEqual([])
    vi.advanceTimersByTime(1)
    expect(over).toEqual([1])
    vi.advanceTimersByTime(1_000)
    expect(over).toEqual([1, 2])
    cutFiles.stop()
  })

  it('wait as long however the clock on the wall is set meanwhile', () => {
    const { cutFiles, over } = waits()
    cutFiles.add(1)
    vi.setSystemTime(Date.parse('1970-01-01T00:00:00Z'))
    vi.advanceTimersByTime(HOUR - 1)
    vi.setSystemTime(Date.parse('2070-01-01T00:00:00Z'))
    expect(over).toEqual([])
    vi.advanceTimersByTime(1)
    expect(over).toEqual([1])
    cutFiles.stop()
  })

  it('wait no more once they go on, are paused or cancelled', () => {
    const { cutFiles, over } = waits()
    for (const status of ['queued', 'paused', 'cancelled'] as const) {
      cutFiles.add(1)
      announce('file', { fileId: 1, name: 'a', status, detail: null })
    }
    vi.advanceTimersByTime(2 * HOUR)
    expect(over).toEqual([])
    cutFiles.stop()
  })

  it('wait for what is set now, counted from when they began', () => {
    const { cutFiles, over, kept } = waits()
    cutFiles.add(1)
    vi.advanceTimersByTime(60_000)
    cutFiles.waitMs = 2 * HOUR
    expect(kept).toEqual([[1, '2026-11-30T14:00:00.000Z']])
    vi.advanceTimersByTime(HOUR)
    expect(over).toEqual([])
    cutFiles.waitMs = 30_000
    vi.advanceTimersByTime(0)
    expect(over).toEqual([1])
    cutFiles.stop()
  })

  it('end with the station', () => {
    const { cutFiles, over } = waits()
    cutFiles.add(1)
    cutFiles.stop()
    vi.advanceTimersByTime(2 * HOUR)
    expect(over).toEqual([])
  })

  it('wait for what was left after a restart', () => {
    const { cutFiles, over } = waits()
    cutFiles.recover(1, { until: '2026-11-30T12:30:00.000Z' })
    vi.advanceTimersByTime(HOUR / 2 - 1)
    expect(over).toEqual([])
    vi.advanceTimersByTime(1)
    expect(over).toEqual([1])
    cutFiles.stop()
  })
})

describe('what is left of a wait after a restart', () => {
  const now = Date.parse('2026-11-30T12:00:00Z')
  it.each([
    ['as the clock on the wall says', '2026-11-30T12:10:00Z', HOUR, 600_000],
    ['the whole time at most, when that clock was set back', '2036-01-01T00:00:00Z', HOUR, HOUR],
    ['a minute at least, when the time is over', '2026-11-30T09:00:00Z', HOUR, 60_000],
    ['the whole time, when that is less than a minute', '2026-11-30T09:00:00Z', 500, 500],
    ['nothing, when nobody waits', '2026-11-30T12:10:00Z', 0, 0],
  ])('is %s', (_, until, waitMs, left) => {
    expect(leftAfterRestart(until, waitMs, now)).toBe(left)
  })
})
