import { describe, expect, it } from 'vitest'
import { endOfName } from '../../../../src/renderer/ui/Name'

describe('the end of a name', () => {
  it('begins with its last day, where that fits', () => {
    expect(endOfName('svalbard_2023_pass_telemetry_2023-04-02T1800_orbit_11101.json', 36)).toEqual([
      'svalbard_2023_pass_telemetry_',
      '2023-04-02T1800_orbit_11101.json',
    ])
    expect(endOfName('jackal_mk2_housekeeping_20230402.json', 24)[1]).toBe('20230402.json')
  })

  it('is half of what fits, where it has no day or the day is too far from it', () => {
    expect(endOfName('jackal_ground_station_svalbard_orbit_11101.json', 36)[1]).toBe(
      'ard_orbit_11101.json'.slice(-18),
    )
    expect(endOfName('2023-04-02T1800_jackal_ground_station_svalbard_telemetry.json', 36)[1]).toBe(
      'ard_telemetry.json',
    )
    expect(endOfName('99999999_jackal_ground_station.json', 14)[1]).toHaveLength(12)
  })

  it('cuts no character in two', () => {
    const [start, end] = endOfName('пролёт_👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀.json', 20)
    expect(end).toBe('👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀.json')
    expect(start.endsWith('👩‍🚀')).toBe(true)
  })
})
