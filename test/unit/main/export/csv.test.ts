import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvField, csvLine, excelField } from '../../../../src/main/export/csv'

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

describe('excelField', () => {
  it.each([
    ['=1+1', "'=1+1"],
    [' =1+1', "' =1+1"],
    ['\u200b=1+1', "'\u200b=1+1"],
    ['\ufeff@x', "'\ufeff@x"],
    ['\u2212 1', "'\u2212 1"],
    ['|calc', "'|calc"],
    ['00123', "'00123"],
    ['1/2', "'1/2"],
    ['1e5', "'1e5"],
    ['.5', "'.5"],
    ['2024-01-02', "'2024-01-02"],
    ['TRUE', "'TRUE"],
    ['SEPT2', "'SEPT2"],
    ['ok', 'ok'],
    ['trueish', 'trueish'],
    ['fehler äöü', 'fehler äöü'],
    ['a;b', '"a;b"'],
    ['2023-12-26T09:34:27.602982Z', '2023-12-26T09:34:27.602982Z'],
  ])('writes %j as %j', (text, field) => expect(excelField(text)).toBe(field))

  it.each([
    [-2.1, '-2.1'],
    [1e21, '1e+21'],
    [null, ''],
  ])('leaves the number %d one', (value, field) => expect(excelField(value)).toBe(field))
})

describe('csvLine', () => {
  it('has as many fields as values, whatever these hold', () => {
    expect(csvLine(['a,b', 'c\nd', -1, null])).toBe('"a,b","c\nd",-1,')
  })
})
