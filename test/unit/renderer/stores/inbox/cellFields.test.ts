import { describe, expect, it } from 'vitest'
import { cellFields, withField } from '../../../../../src/renderer/stores/inbox/cellFields'
import { noFields, type LineFields } from '../../../../../src/shared/inbox/fields'
import { DelimitedFile } from '#shared/formats/delimited/file'
import { jsonLines } from '../../../../../src/shared/formats/formats'
import type { LineFormat } from '../../../../../src/shared/formats/lineFormat'

const fields: LineFields = {
  time: { keys: ['t'], isTimestamp: false, otherKeys: [] },
  channels: [
    { name: 'bat', label: 'Battery', unit: 'V', kind: 'number', key: 'bat_mv', otherKeys: [] },
    { name: 'lat', label: '/pos/lat', unit: '°', kind: 'number', key: '/pos/lat', otherKeys: [] },
  ],
}
const table: LineFormat = {
  file: DelimitedFile.parse({ kind: 'delimited' }),
  columns: ['t', 'bat_mv', 'bat_mv'],
}
const issues = [{ path: 'bat_mv', code: 'wrong_type' as const, message: '' }]

describe('the fields of a line', () => {
  it('are the cells of a row by their columns, those without a name by their place', () => {
    expect(cellFields('1,"a, b",,x', table, noFields, [])).toEqual([
      { key: 't', label: null, text: '1', isFaulty: false },
      { key: 'column 2', label: null, text: 'a, b', isFaulty: false },
      { key: 'column 3', label: null, text: '', isFaulty: false },
      { key: 'column 4', label: null, text: 'x', isFaulty: false },
    ])
    expect(cellFields('1', table, noFields, [])?.[2]?.text).toBeNull()
    expect(cellFields('1,"a', table, noFields, [])).toBeNull()
  })

  it('are what the type reads of an object, then its other plain values', () => {
    const line = '{"x":[1],"bat_mv":"7","pos":{"lat":1.5},"__proto__":true}'
    expect(cellFields(line, jsonLines, fields, issues)).toEqual([
      { key: 't', label: null, text: null, isFaulty: false },
      { key: 'bat_mv', label: 'Battery', text: '"7"', isFaulty: true },
      { key: '/pos/lat', label: null, text: '1.5', isFaulty: false },
      { key: '__proto__', label: null, text: 'true', isFaulty: false },
    ])
    expect(cellFields('{', jsonLines, fields, [])).toBeNull()
  })

  it('go into the line as they are typed', () => {
    expect(withField('1, 2 ,3', table, 'column 2', '07')).toBe('1, 07 ,3')
    expect(withField('{"bat_mv":"x"}', jsonLines, 'bat_mv', '7.50')).toBe('{"bat_mv":7.5}')
    expect(withField('{"bat_mv":"x"}', jsonLines, 'bat_mv', '"7"')).toBe('{"bat_mv":"7"}')
    expect(withField('{"pos":3}', jsonLines, '/pos/lat', '7')).toBeNull()
  })
})
