import type { SatelliteDefinition } from '../definition'

export default {
  type: 'jackal_mk1',
  timestamp: { key: 'timestamp' },
  velocity: { key: 'velocity', unit: 'm/s' },
  altitude: { key: 'altitude', unit: 'm' },
  latitude: { key: 'latitude', unit: '°', min: -90, max: 90 },
  longitude: { key: 'longitude', unit: '°', min: -180, max: 180 },
  instruments: ['instrument1', 'instrument2'],
} satisfies SatelliteDefinition
