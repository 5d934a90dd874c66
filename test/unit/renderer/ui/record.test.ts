import { describe, expect, it } from 'vitest'
import { formatMicros } from '../../../../src/renderer/ui/format'
import { recordFields } from '../../../../src/renderer/ui/record/recordFields'

describe('a record in words', () => {
  it('says its time to the microsecond', () => {
    const micros = Date.UTC(2023, 11, 26, 9, 34, 27) * 1000 + 602_982
    expect(formatMicros(micros)).toEqual({ day: '2023-12-26', time: '09:34:27.602982' })
    expect(formatMicros(5)).toEqual({ day: '1970-01-01', time: '00:00:00.000005' })
  })

  it('says every digit of its numbers, with labels and units of its type', () => {
    const fields = recordFields(
      {
        timestampUs: 0,
        values: {
          velocity: 7922.319999999992,
          altitude: 300_000,
          latitude: -4.5,
          longitude: 0,
        },
        instruments: [{ name: 'instrument1', word: 'ok' }],
      },
      [
        { name: 'velocity', label: 'Speed', unit: 'm/s' },
        { name: 'altitude', label: 'altitude', unit: 'm' },
        { name: 'instrument1', label: 'Camera', unit: '' },
      ],
    )
    expect(fields.map(({ name, value, unit }) => `${name} ${value} ${unit}`.trim())).toEqual([
      'time 1970-01-01 00:00:00.000000 UTC',
      'Speed 7922.319999999992 m/s',
      'altitude 300000 m',
      'latitude -4.5',
      'longitude 0',
      'Camera ok',
    ])
  })
})
