import { describe, expect, it } from 'vitest'
import {
  countOf,
  formatBytes,
  formatBytesOf,
  formatDuration,
  formatFullMoment,
  formatMoment,
  formatPercent,
  formatShortCount,
  formatTimeLeft,
  formatTinyCount,
} from '../../../../src/renderer/ui/format'
import { countText } from '../../../../src/shared/numbers'

describe('numbers', () => {
  it('separates thousands', () => {
    expect(countText(1003)).toBe('1,003')
    expect(countText(0)).toBe('0')
    expect(countOf(1, 'bad line')).toBe('1 bad line')
    expect(countOf(14_000, 'bad line')).toBe('14,000 bad lines')
  })

  it.each([
    [0, '0'],
    [9_999, '9,999'],
    [558_321, '558 k'],
    [999_600, '1 M'],
    [1_124_300, '1.12 M'],
  ])('shortens %d to %s', (n, text) => expect(formatShortCount(n)).toBe(text))

  it.each([
    [0, '0'],
    [999, '999'],
    [1_000, '1k'],
    [9_999, '9.9k'],
    [10_000, '10k'],
    [999_999, '999k'],
    [1_234_567, '1.2M'],
  ])('says %d in four characters: %s', (n, text) => expect(formatTinyCount(n)).toBe(text))

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [212_400_000, '212 MB'],
    [999_999, '1 MB'],
    [1_213_000_000, '1.21 GB'],
  ])('says %d bytes as %s', (n, text) => expect(formatBytes(n)).toBe(text))

  it('says a unit once where both have the same', () => {
    expect(formatBytesOf(170_000_000, 289_000_000)).toEqual({ done: '170', size: '289 MB' })
    expect(formatBytesOf(980_000, 1_200_000_000)).toEqual({ done: '980 kB', size: '1.2 GB' })
    expect(formatBytesOf(0, 5)).toEqual({ done: '0', size: '5 B' })
  })

  it('says 100 % only when nothing is left', () => {
    expect(formatPercent(0.9999)).toBe('99 %')
    expect(formatPercent(1)).toBe('100 %')
  })
})

describe('time', () => {
  it.each([
    [0, '0 s'],
    [0.01, '< 0.1 s'],
    [0.14, '0.1 s'],
    [7, '7 s'],
    [59.6, '1 min'],
    [72, '1 min 12 s'],
    [7_500, '2 h 5 min'],
    [273_600, '3 d 4 h'],
  ])('says %d seconds as %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text))

  it('guesses what is left in whole seconds, and never none', () => {
    expect(formatTimeLeft(0.2)).toBe('1 s')
    expect(formatTimeLeft(2.5)).toBe('3 s')
    expect(formatTimeLeft(72.4)).toBe('1 min 12 s')
  })

  it('says a moment as shortly as its age allows, in UTC', () => {
    const now = Date.parse('2026-11-23T12:00:00Z')
    expect(formatMoment('2026-11-23T09:14:07.123Z', now)).toBe('09:14:07')
    expect(formatMoment('2026-11-12T09:14:07.123Z', now)).toBe('12 Nov 09:14')
    expect(formatMoment('2025-01-02T09:14:07.123Z', now)).toBe('2 Jan 2025')
    expect(formatFullMoment('2026-11-23T09:14:07.123Z')).toBe('2026-11-23 09:14:07 UTC')
  })
})
