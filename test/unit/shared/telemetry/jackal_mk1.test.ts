import { describe, expect, it } from 'vitest'
import { readPackage } from '../../../helpers/readPackage'

const line =
  '{"timestamp":"2023-12-26T09:34:27.602982Z","velocity":8020.290000000006,"altitude":300047.9000000015,"latitude":-11.059999999999961,"longitude":-37.82899999999994,"instrument1":"ok","instrument2":"diabled"}'

describe('jackal_mk1', () => {
  it('reads a line as it comes', () => {
    const { records } = readPackage('jackal_mk1', [line])
    expect(records).toEqual([
      {
        line: 2,
        timestampUs: Date.UTC(2023, 11, 26, 9, 34, 27) * 1000 + 602_982,
        velocity: 8020.290000000006,
        altitude: 300047.9000000015,
        latitude: -11.059999999999961,
        longitude: -37.82899999999994,
        instruments: { instrument1: 'ok', instrument2: 'diabled' },
      },
    ])
  })

  it('names its own keys when a line is bad', () => {
    const { errors } = readPackage('jackal_mk1', [line.replace('-11.059999999999961', '-91')])
    expect(errors).toMatchObject([
      { line: 2, issues: [{ path: 'latitude', code: 'out_of_range' }] },
    ])
  })
})
