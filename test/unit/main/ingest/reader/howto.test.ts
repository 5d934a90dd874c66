import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { checkDefinition, readDefinition } from '#shared/telemetry/readDefinition'
import { definitionOf } from '../../../../helpers/definitions'
import { readRows } from './readRows'

const howto = readFileSync(
  resolve(import.meta.dirname, '../../../../../docs/howto/define-a-satellite-type.md'),
  'utf8',
)

const blocks = Array.from(howto.matchAll(/^```(\w*)\n(.*?)^```/gms), ([, language, text = '']) => ({
  language,
  text,
}))
const [lines, json] = [
  blocks.find(({ language }) => language === '')?.text ?? '',
  blocks.find(({ language }) => language === 'json')?.text ?? '',
]

const faultsWith = (more: object) =>
  checkDefinition({
    format: 'downlink-definition/1',
    type: 'x',
    title: 'x',
    file: { kind: 'delimited' },
    time: { form: 'rfc3339', from: 'ts' },
    channels: [{ name: 'v', from: 'v', kind: 'number' }],
    ...more,
  }).faults

it('the example of the how-to reads its own lines', () => {
  const { definition, faults } = readDefinition(json)
  expect(faults).toBeUndefined()
  if (definition === undefined) return
  const { rows, bad, cells } = readRows(lines, definition)
  expect([...bad, ...cells]).toEqual([])
  expect(rows).toEqual([
    [3, Date.UTC(2026, 2, 1, 10, 0, 0, 250) * 1000, [7412, 1, 21.5, 47.1, 8.55], {}],
    [4, Date.UTC(2026, 2, 1, 10, 0, 1, 250) * 1000, [7409, 1, null, 47.11, 8.56], {}],
  ])
})

it('each way that the how-to names to write a file or a time can be part of a definition', () => {
  const parts = Array.from(howto.matchAll(/`(\{"(?:kind|form)".*?\})`/g), ([, text = '']) => text)
  expect(parts.length).toBeGreaterThan(7)
  for (const text of parts) {
    const part: { kind?: string; form?: string } = JSON.parse(text)
    const faults = faultsWith({
      file: part.kind === undefined ? { kind: 'delimited' } : part,
      time: part.form === undefined ? { form: 'rfc3339', from: 'ts' } : part,
    })
    expect([text, faults]).toEqual([text, undefined])
  }
})

it('each way that the how-to names to know a file can be part of a definition', () => {
  const parts = Array.from(
    howto.matchAll(/`(\{"(?:columns|keys|header|name)":(?:\[|\{).*?\})`/g),
    ([, text = '']) => text,
  )
  expect(parts).toHaveLength(4)
  for (const text of parts) {
    const kind = /keys|header/.test(text) ? { kind: 'ndjson', header: true } : { kind: 'delimited' }
    expect([text, faultsWith({ file: kind, recognise: JSON.parse(text) })]).toEqual([
      text,
      undefined,
    ])
  }
  const nameless = { kind: 'delimited', names: ['ts', 'v'] }
  expect(faultsWith({ file: nameless, recognise: { columns: ['ts'] } })).toHaveLength(1)
  expect(faultsWith({ file: nameless, recognise: { name: ['EVE_*.txt'] } })).toBeUndefined()
})

const elapsed = (start: string) => ({
  form: 'elapsed',
  from: 't',
  unit: 's',
  start: JSON.parse(start),
})

it('each start that the how-to names is found in a file', () => {
  const [header = '', name = ''] = Array.from(
    howto.matchAll(/`"start":(\{.*?\})`/g),
    ([, text = '']) => text,
  )
  const channels = [{ name: 'v', from: 'v', kind: 'number' }]
  const ndjson = { kind: 'ndjson', header: true }
  const byHeader = definitionOf({ type: 'x', file: ndjson, time: elapsed(header), channels })
  const begin = '{"begin":"2026-03-01T10:00:00Z"}\n'
  const start = Date.UTC(2026, 2, 1, 10) * 1000
  const type = 'x'
  expect(readRows(`${begin}{"t":1,"v":2}\n`, byHeader, { type }).rows[0]?.[1]).toBe(
    start + 1_000_000,
  )
  const table = { kind: 'delimited' }
  const byName = definitionOf({ type: 'x', file: table, time: elapsed(name), channels })
  const reading = { type, name: 'log_20260301-1000.csv' }
  expect(howto).toContain(`\`${reading.name}\``)
  expect(readRows('t,v\n1,2\n', byName, reading).rows[0]?.[1]).toBe(start + 1_000_000)
})

it('cells are read as the how-to says', () => {
  const definition = definitionOf({
    type: 'x',
    file: { kind: 'delimited' },
    time: { form: 'pattern', from: '#version', pattern: 'dd.MM.yyyy HH:mm', zone: 'UTC' },
    channels: [
      { name: 'number', from: { column: 2 }, kind: 'number' },
      { name: 'word', from: 'name', kind: 'word' },
      {
        name: 'state',
        from: 'state',
        kind: 'state',
        states: [
          { value: 1, word: 'one' },
          { value: 'off', word: 'Off' },
          { value: true, word: 'Yes' },
        ],
      },
    ],
  })
  const table = [
    '1.3.2026 9:05, -12.5 ,+7,1',
    '01.03.2026 09:05,1e-3, a b ,off',
    '1.3.2026 9:05,007\t,007,true',
  ]
  const { rows, bad, cells } = readRows(
    `#version,serial,name,state\n${table.join('\n')}\n`,
    definition,
    {
      type: 'x',
    },
  )
  expect(bad).toEqual([])
  expect(new Set(rows.map(([, timeUs]) => timeUs))).toEqual(
    new Set([Date.UTC(2026, 2, 1, 9, 5) * 1000]),
  )
  expect(rows.map(([, , values, words]) => [values, words])).toEqual([
    [[-12.5, 0], { word: '+7' }],
    [[0.001, 1], { word: 'a b' }],
    [[null, 2], { word: '007' }],
  ])
  expect(cells).toEqual([[4, 'number', 'wrong_type', '007']])
})

it('what is missing, not valid, ignored or in several columns is as the how-to says', () => {
  const definition = definitionOf({
    type: 'x',
    file: { kind: 'delimited' },
    missing: ['NaN'],
    ignore: ['crc', { column: 9 }],
    time: {
      form: 'parts',
      from: ['y', 'm', 'd'],
      pattern: 'yyyy MM dd',
      zone: 'UTC',
    },
    channels: [
      { name: 'seconds', from: 'a', kind: 'number', valid: { min: 0, max: 60 }, missing: [-1] },
      { name: 'other', from: 'b', kind: 'number' },
      { name: 'day', from: 'd', kind: 'number' },
      { name: 'state', from: 's', kind: 'state', states: [{ value: '3', word: 'three' }] },
    ],
  })
  const table = [
    'y,m,d,a,b,s,crc,z,',
    '2026,3,1,NaN,,3,f,,x',
    '2026,3,1,-1,-1,3,f,,x',
    '2026,3,1,61,nan,3,f,9,x',
  ]
  const { rows, cells, unknown } = readRows(`${table.join('\n')}\n`, definition, { type: 'x' })
  const time = Date.UTC(2026, 2, 1) * 1000
  expect(rows.map(([line, timeUs, values]) => [line, timeUs, values])).toEqual([
    [2, time, [null, null, 1, 3]],
    [3, time, [null, -1, 1, 3]],
    [4, time, [null, null, 1, 3]],
  ])
  expect(cells.map(([line, channel]) => [line, channel])).toEqual([
    [4, 'seconds'],
    [4, 'other'],
  ])
  expect(unknown).toEqual({ z: 1 })
})
