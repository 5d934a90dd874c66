import type { SatelliteDefinition } from '../definition'

export default {
  type: 'jackal_mk2',
  timestamp: { key: 'ts' },
  velocity: { key: 'vel', unit: 'm/s' },
  altitude: { key: 'alt', unit: 'm' },
  latitude: { key: 'lat', unit: '°', min: -90, max: 90 },
  longitude: { key: 'long', unit: '°', min: -180, max: 180 },
  instruments: ['instrument1', 'instrument3', 'instrument4'],
} satisfies SatelliteDefinition
