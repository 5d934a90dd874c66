import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Conversion } from '#shared/inbox/rules'
import { convert, timestampText } from '../../../../../src/main/ingest/inbox/rules/conversions'
import { parseTimestamp } from '../../../../../src/main/record/time/timestamp'

describe('convert', () => {
  it.each<[Conversion, unknown, string | number | null]>([
    ['text_to_number', ' 8020.29 ', 8020.29],
    ['text_to_number', '8020,29', 8020.29],
    ['text_to_number', '+1e3', 1000],
    ['text_to_number', '.5', 0.5],
    ['text_to_number', '007', 7],
    ['text_to_number', '1,234.5', null],
    ['text_to_number', '0x10', null],
    ['text_to_number', 'Infinity', null],
    ['text_to_number', '1e999', null],
    ['text_to_number', '', null],
    ['text_to_number', 7, null],
    ['number_to_text', 7.5, '7.5'],
    ['number_to_text', '7.5', null],
    ['seconds_to_timestamp', 1_703_583_267.602982, '2023-12-26T09:34:27.602982Z'],
    ['seconds_to_timestamp', '1703583267', '2023-12-26T09:34:27.000000Z'],
    ['milliseconds_to_timestamp', 1_703_583_267_602, '2023-12-26T09:34:27.602000Z'],
    ['microseconds_to_timestamp', 1_703_583_267_602_982, '2023-12-26T09:34:27.602982Z'],
    ['seconds_to_timestamp', 1e20, null],
    ['seconds_to_timestamp', true, null],
    ['utc_to_timestamp', '2023-12-26 09:34:27.602982', '2023-12-26T09:34:27.602982Z'],
    ['utc_to_timestamp', '2023-12-26t09:34z', '2023-12-26T09:34:00Z'],
    ['utc_to_timestamp', '2023-12-26T09:34:27 UTC', '2023-12-26T09:34:27Z'],
    ['utc_to_timestamp', '2023-12-26T09:34:27+0130', '2023-12-26T09:34:27+01:30'],
    ['utc_to_timestamp', '26.12.2023', null],
    ['utc_to_timestamp', 5, null],
  ])('%s of %j is %s', (as, value, wanted) => {
    expect(convert(value, as)).toBe(wanted)
  })
})

describe('timestampText', () => {
  it('gives back every microsecond that the reader takes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7_258_118_399_999_999 }), (microseconds) => {
        expect(parseTimestamp(timestampText(microseconds) ?? '')).toBe(microseconds)
      }),
    )
  })
})
