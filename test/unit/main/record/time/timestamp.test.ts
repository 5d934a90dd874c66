import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { Random } from '../../../../fixtures/generator/random'
import { anyTimestamp } from '../../../../helpers/anyTimestamp'
import { fuzzed } from '../../../../helpers/fuzz'
import { microseconds as referenceMicroseconds } from '../../ingest/reader/reference'
import {
  NO_SUCH_TIME,
  NOT_A_TIMESTAMP,
  OUT_OF_YEARS,
} from '../../../../../src/main/record/time/reasons'
import { parseTimestamp } from '../../../../../src/main/record/time/timestamp'

describe('parseTimestamp', () => {
  it.each([
    ['1970-01-01T00:00:00Z', 0],
    ['2023-12-26T09:34:27.602982Z', 1_703_583_267_602_982],
    ['2023-12-26 09:34:27.602982Z', 1_703_583_267_602_982],
    ['2023-12-26T09:34:27.6Z', 1_703_583_267_600_000],
    ['2023-12-26T09:34:27.602982999Z', 1_703_583_267_602_982],
    ['2023-12-26T11:34:27.602982+02:00', 1_703_583_267_602_982],
    ['2023-12-26T00:04:27.602982-09:30', 1_703_583_267_602_982],
    ['2023-12-26T09:34:27-00:00', 1_703_583_267_000_000],
    ['2024-02-29T23:59:59Z', 1_709_251_199_000_000],
    ['2000-02-29T00:00:00Z', 951_782_400_000_000],
    ['2199-12-31T23:59:59.999999999Z', 7_258_118_399_999_999],
    ['2200-01-01T00:59:59+01:00', 7_258_118_399_000_000],
    ['1969-12-31T23:30:00-00:30', 0],
  ])('reads %s', (text, microseconds) => {
    expect(parseTimestamp(text)).toBe(microseconds)
  })

  it.each([
    '',
    'yesterday',
    '2023-12-26',
    '2023-12-26T09:34Z',
    '2023-12-26t09:34:27Z',
    '2023-12-26T09:34:27z',
    '2023-12-26  09:34:27Z',
    '2023-12-26T09:34:27.Z',
    '2023-12-26T09:34:27,5Z',
    '2023-12-26T09:34:27.1234567890Z',
    '2023-12-26T09:34:27+0200',
    '2023-12-26T09:34:27+02',
    '2023-12-26T09:34:27Z ',
    ' 2023-12-26T09:34:27Z',
    '2023-12-26T09:34:27ZZ',
    '+2023-12-26T09:34:27Z',
    '23-12-26T09:34:27Z',
    '2023-1-26T09:34:27Z',
    '2023/12/26T09:34:27Z',
    '２023-12-26T09:34:27Z',
    '2023-12-26T09:34:27.602982+00:00 and so on, for longer than any timestamp is',
  ])('does not take %j for a timestamp', (text) => {
    expect(parseTimestamp(text)).toBe(NOT_A_TIMESTAMP)
  })

  it('does not take control characters for one, even as the very first text', async () => {
    vi.resetModules()
    const fresh = await import('../../../../../src/main/record/time/timestamp')
    expect(fresh.parseTimestamp(`${'\0'.repeat(16)}:00Z`)).toBe(NOT_A_TIMESTAMP)
  })

  it.each([
    '2023-02-29T00:00:00Z',
    '2100-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2023-04-31T00:00:00Z',
    '2023-00-10T00:00:00Z',
    '2023-13-10T00:00:00Z',
    '2023-12-00T00:00:00Z',
    '2023-12-32T00:00:00Z',
    '2023-12-26T24:00:00Z',
    '2023-12-26T23:60:00Z',
    '2023-12-26T23:59:59+24:00',
    '2023-12-26T23:59:59-01:60',
  ])('knows that there is no %s', (text) => {
    expect(parseTimestamp(text)).toBe(NO_SUCH_TIME)
  })

  it.each([
    '1969-12-31T23:59:59.999999999Z',
    '1970-01-01T00:00:00+00:01',
    '2200-01-01T00:00:00Z',
    '2199-12-31T23:59:59-00:01',
    '0000-02-29T00:00:00Z',
    '0070-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
  ])('finds %s outside the years 1970 to 2199', (text) => {
    expect(parseTimestamp(text)).toBe(OUT_OF_YEARS)
  })

  it('agrees with Date on the whole range, to the microsecond', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 7_258_118_399 }),
        fc.integer({ min: 0, max: 999_999 }),
        fc.integer({ min: -1439, max: 1439 }),
        fc.constantFrom('T', ' '),
        (seconds, micros, offset, separator) => {
          const local = new Date((seconds + offset * 60) * 1000).toISOString()
          fc.pre(/^\d{4}-/.test(local))
          const hour = String(Math.floor(Math.abs(offset) / 60)).padStart(2, '0')
          const minute = String(Math.abs(offset) % 60).padStart(2, '0')
          const zone = `${offset < 0 ? '-' : '+'}${hour}:${minute}`
          const fraction = String(micros).padStart(6, '0')
          const text = `${local.slice(0, 10)}${separator}${local.slice(11, 19)}.${fraction}${zone}`
          expect(parseTimestamp(text)).toBe(seconds * 1_000_000 + micros)
        },
      ),
      { numRuns: fuzzed(5000) },
    )
  })

  it('agrees with Date on a million texts, right and wrong ones', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = new Random(seed)
        let wrong: string | null = null
        for (let i = 0; i < 10_000 && wrong === null; i += 1) {
          const text = anyTimestamp(random)
          const wanted = referenceMicroseconds(text)
          const parsed = codeOf(parseTimestamp(text))
          if (parsed !== wanted) wrong = `${text}: ${parsed}, not ${wanted}`
        }
        expect(wrong).toBeNull()
      }),
      { numRuns: fuzzed(100) },
    )
  }, 3_600_000)

  it('takes the days that Date takes, and no others', () => {
    for (let year = 1970; year < 2200; year += 1) {
      for (let month = 1; month <= 12; month += 1) {
        for (let day = 28; day <= 32; day += 1) {
          const date = `${year}-${String(month).padStart(2, '0')}-${day}`
          const time = Date.UTC(year, month - 1, day)
          const isReal = new Date(time).toISOString().startsWith(date)
          expect(parseTimestamp(`${date}T00:00:00Z`)).toBe(isReal ? time * 1000 : NO_SUCH_TIME)
        }
      }
    }
  })
})

/** As the reference says it. */
function codeOf(parsed: number): number | string {
  if (parsed === OUT_OF_YEARS) return 'out_of_range'
  return parsed < 0 ? 'invalid_timestamp' : parsed
}
