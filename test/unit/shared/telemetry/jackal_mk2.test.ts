import { describe, expect, it } from 'vitest'
import { readPackage } from '../../../helpers/readPackage'

const line =
  '{"long":-73.25100000000002,"alt":300609.7599999997,"ts":"2023-12-26T11:25:39.362414Z","vel":8549.979999999992,"lat":19.226999999999993,"instrument1":"faulty","instrument3":"ok","instrument4":"ok"}'

describe('jackal_mk2', () => {
  it('reads a line as it comes', () => {
    const { records } = readPackage('jackal_mk2', [line])
    expect(records).toEqual([
      {
        line: 2,
        timestampUs: Date.UTC(2023, 11, 26, 11, 25, 39) * 1000 + 362_414,
        velocity: 8549.979999999992,
        altitude: 300609.7599999997,
        latitude: 19.226999999999993,
        longitude: -73.25100000000002,
        instruments: { instrument1: 'faulty', instrument3: 'ok', instrument4: 'ok' },
      },
    ])
  })

  it('names its own keys when a line is bad', () => {
    const { errors } = readPackage('jackal_mk2', [line.replace('"lat":', '"latitude":')])
    expect(errors).toMatchObject([{ line: 2, issues: [{ path: 'lat', code: 'missing_field' }] }])
  })
})
