import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dueAfter, nextDue } from '../../../../../src/main/ingest/backups/due'

const HOUR = 3_600_000
const nightly = { every: 'day', hour: 2, minute: 30 } as const
const zone = process.env['TZ']

/** A time by the clock of the zone that is set, as its ISO text in UTC. */
const utc = (ms: number): string => new Date(ms).toISOString()
const at = (text: string): number => Date.parse(text)

/** When the following backups are due, each made when it was. */
function dues(times: Parameters<typeof dueAfter>[0], first: string, count: number): string[] {
  const found: number[] = [at(first)]
  for (let n = 0; n < count; n += 1) found.push(dueAfter(times, found.at(-1) ?? 0))
  return found.slice(1).map(utc)
}

describe('when backups are due', () => {
  beforeEach(() => {
    process.env['TZ'] = 'Europe/Berlin'
  })
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
  })

  it('is every day at a time of this computer, once also where the clocks are put on', () => {
    // At 2:00 on 29 March 2026 it becomes 3:00: there is no half past two.
    expect(dues(nightly, '2026-03-28T12:00:00Z', 3)).toEqual([
      '2026-03-29T01:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
      '2026-03-31T00:30:00.000Z',
    ])
  })

  it('is once where the clocks are put back, though the time comes twice', () => {
    // At 3:00 on 25 October 2026 it becomes 2:00.
    expect(dues(nightly, '2026-10-24T12:00:00Z', 3)).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
      '2026-10-27T01:30:00.000Z',
    ])
  })

  it('is on one day of the week', () => {
    const weekly = { every: 'week', weekday: 0, hour: 23, minute: 59 } as const
    expect(dues(weekly, '2026-11-30T00:00:00Z', 2)).toEqual([
      '2026-12-06T22:59:00.000Z',
      '2026-12-13T22:59:00.000Z',
    ])
  })

  it('is so many hours after the last one, whatever the clocks do', () => {
    expect(dues({ every: 'hours', hours: 6 }, '2026-03-28T23:00:00Z', 2)).toEqual([
      '2026-03-29T05:00:00.000Z',
      '2026-03-29T11:00:00.000Z',
    ])
  })

  it('is in time for the very minute, and not twice in it', () => {
    const due = dueAfter(nightly, at('2026-11-30T12:00:00Z'))
    expect(dueAfter(nightly, due - 1)).toBe(due)
    expect(dueAfter(nightly, due)).toBe(due + 24 * HOUR)
  })

  it('is now where there is none, and once for all times that were missed', () => {
    const now = at('2026-11-30T12:00:00Z')
    expect(nextDue(nightly, [], now)).toBe(now)
    const missed = nextDue(nightly, [now - 100 * HOUR], now)
    expect(missed).toBeLessThan(now)
    expect(nextDue(nightly, [now - 100 * HOUR, now], now)).toBeGreaterThan(now)
  })

  it('does not wait for the time of a clock that was a year ahead', () => {
    const now = at('2026-11-30T12:00:00Z')
    const ahead = now + 365 * 24 * HOUR
    expect(nextDue(nightly, [ahead], now)).toBe(now)
    expect(nextDue(nightly, [ahead, now], now)).toBe(at('2026-12-01T01:30:00Z'))
  })
})
