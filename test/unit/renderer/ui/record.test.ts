import { describe, expect, it } from 'vitest'
import { formatMicros } from '../../../../src/renderer/ui/format'
import { recordFields } from '../../../../src/renderer/ui/record/recordFields'

const common = { group: null, decimals: null }

describe('a record in words', () => {
  it('says its time to the microsecond', () => {
    const micros = Date.UTC(2023, 11, 26, 9, 34, 27) * 1000 + 602_982
    expect(formatMicros(micros)).toEqual({ day: '2023-12-26', time: '09:34:27.602982' })
    expect(formatMicros(5)).toEqual({ day: '1970-01-01', time: '00:00:00.000005' })
  })

  it('says its numbers with every digit that is wanted, in the order of its type', () => {
    const fields = recordFields(
      {
        timestampUs: 0,
        values: {
          velocity: 7922.319999999992,
          altitude: 300_000,
          bat: null,
        },
        instruments: [{ name: 'instrument1', word: 'ok' }],
      },
      [
        { ...common, name: 'instrument1', label: 'Camera', kind: 'word', unit: '' },
        { ...common, name: 'velocity', label: 'Speed', kind: 'number', unit: 'm/s' },
        { ...common, name: 'altitude', label: 'altitude', kind: 'number', unit: 'm', decimals: 1 },
        { ...common, name: 'bat', label: 'Battery', kind: 'number', unit: 'V' },
      ],
    )
    expect(fields.map(({ name, value, unit }) => `${name} ${value} ${unit}`.trim())).toEqual([
      'time 1970-01-01 00:00:00.000000 UTC',
      'Camera ok',
      'Speed 7922.319999999992 m/s',
      'altitude 300,000.0 m',
      'Battery –',
    ])
  })
})
