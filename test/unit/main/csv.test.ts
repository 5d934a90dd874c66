import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvField, csvLine } from '../../../src/main/csv'

describe('csvField', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(1)', "'@SUM(1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', String.raw`'\u000d=1`],
    ['\n=1', `"'\n=1"`],
    ['＝1', "'＝1"],
    ['a=1', 'a=1'],
    ['\u001b[31m, \u0000', String.raw`"\u001b[31m, \u0000"`],
    ['\u202egpj.exe\u2028', String.raw`\u202egpj.exe\u2028`],
    ["'=1", "'=1"],
    ['say "hi", twice', '"say ""hi"", twice"'],
    ['', ''],
  ])('writes %j as %j', (text, field) => {
    expect(csvField(text)).toBe(field)
  })

  it.each([
    [-2.1, '-2.1'],
    [1e21, '1e+21'],
    [-5e-324, '-5e-324'],
    [0, '0'],
    [null, ''],
  ])('leaves the number %d one', (value, field) => {
    expect(csvField(value)).toBe(field)
  })

  it('never begins a text with what begins a formula', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n'),
        (text, first) => {
          expect(csvField(first + text)).toMatch(/^"?'/)
        },
      ),
    )
  })
})

describe('csvLine', () => {
  it('has as many fields as values, whatever these hold', () => {
    expect(csvLine(['a,b', 'c\nd', -1, null])).toBe('"a,b","c\nd",-1,')
  })
})
