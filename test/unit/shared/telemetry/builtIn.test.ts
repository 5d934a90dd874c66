import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { satellites } from '../../../helpers/satellites/index'
import { checkDefinition } from '../../../../src/shared/telemetry/readDefinition'
import { builtIn } from '../../../../src/shared/telemetry/builtIn'

describe('the satellite types that come with the station', () => {
  it('are the definitions that are shipped', () => {
    const files = readdirSync('resources/satellites').filter((name) => !name.includes('.schema.'))
    expect([...builtIn.keys()].map((type) => `${type}.json`)).toEqual(files.toSorted())
  })

  it.each([...builtIn])('are whole as they stand: %s', (_, definition) => {
    expect(checkDefinition(definition)).toEqual({ definition })
  })

  it('are four channels and instruments for whoever knows these', () => {
    expect(satellites.get('jackal_mk2')).toEqual({
      type: 'jackal_mk2',
      timestamp: { key: 'ts' },
      velocity: { key: 'vel', unit: 'm/s' },
      altitude: { key: 'alt', unit: 'm' },
      latitude: { key: 'lat', unit: '°', min: -90, max: 90 },
      longitude: { key: 'long', unit: '°', min: -180, max: 180 },
      instruments: ['instrument1', 'instrument3', 'instrument4'],
    })
  })
})
