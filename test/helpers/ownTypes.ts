import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { definitionOf } from './definitions'

/** A table: commas are decimals, and cells may be quoted. */
export const kestrel = definitionOf({
  type: 'kestrel_hk',
  title: 'Kestrel housekeeping',
  file: {
    kind: 'delimited',
    delimiter: ';',
    decimal: ',',
    comment: '#',
    preamble: { lines: 1 },
    encoding: 'latin-1',
  },
  recognise: { columns: ['unix_ms', 'bat_mv', 'obc_mode'] },
  missing: ['--'],
  ignore: ['crc'],
  time: { form: 'epoch', from: 'unix_ms', unit: 'ms' },
  channels: [
    {
      name: 'bat_voltage',
      label: 'Battery',
      from: 'bat_mv',
      kind: 'number',
      unit: 'V',
      scale: 0.001,
      required: true,
    },
    {
      name: 'mode',
      from: 'obc_mode',
      kind: 'state',
      required: true,
      states: [
        { value: 0, word: 'safe', level: 'red' },
        { value: 1, word: 'idle' },
      ],
    },
    { name: 'temp', from: 'temp', kind: 'number', unit: '°C', valid: { min: -60, max: 90 } },
    { name: 'note', from: 'note', kind: 'word' },
  ],
})

export const kestrelHead = 'Station Zürich\nunix_ms;bat_mv;obc_mode;temp;note;crc\n'

/** Line n of such a table, good as it is. */
export function kestrelLine(n: number): string {
  return `${1_700_000_000_000 + n * 1000};${7000 + n},5;${n % 2};${20 + (n % 9)},25;"é;${n}";ff`
}

/** One JSON object a line without a header, with values inside others. */
export const pigeon = definitionOf({
  type: 'pigeon',
  title: 'Pigeon',
  file: { kind: 'ndjson' },
  recognise: { keys: ['/at/s'] },
  time: { form: 'epoch', from: '/at/s', unit: 's' },
  channels: [
    { name: 'lat', from: '/pos/lat', kind: 'number', role: 'latitude', required: true },
    { name: 'lon', from: '/pos/lon', kind: 'number', role: 'longitude' },
    { name: 'state', from: 'state', kind: 'word' },
  ],
})

export function pigeonLine(n: number): string {
  return `{"at":{"s":${1_700_000_000 + n}},"pos":{"lat":${n / 8},"lon":${n / 4}},"state":"ok"}`
}

/** Puts definitions where the station whose data lies in the folder looks for them. */
export function writeTypes(folder: string, definitions: readonly { type: string }[]): void {
  const satellites = join(folder, 'data', 'satellites')
  mkdirSync(satellites, { recursive: true })
  for (const definition of definitions) {
    writeFileSync(join(satellites, `${definition.type}.json`), JSON.stringify(definition))
  }
}
