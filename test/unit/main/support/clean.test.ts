import { describe, expect, it } from 'vitest'
import { clean, cleanLog, cleanText } from '../../../../src/main/support/clean'

const HOME = '/home/anna'

describe('what goes to somebody else', () => {
  it.each([
    ['Line 1 names "RAW,1,2" and no type.', 'Line 1 names "(left out)" and no type.'],
    // What is quoted has quotes of its own.
    [
      'Unexpected token, ..."{"a":RAW,"b":"c"... is not JSON',
      'Unexpected token, ..."(left out)"... is not JSON',
    ],
    ['It is “RAW” and “RAW”.', 'It is "(left out)".'],
    ['Key `RAW` of a line', 'Key "(left out)" of a line'],
    ['"one\nRAW line\nof many"', '"(left out)"'],
    ['cut at "RAW and no end', 'cut at "(left out)"'],
    ['at smb://anna:RAW@host/share', 'at smb://(left out)@host/share'],
    ['password=RAW', 'password=(left out)'],
    ['API-Key: RAW', 'API-Key=(left out)'],
    ['/home/anna/in/a.json is gone', '~/in/a.json is gone'],
    [
      "It can't be read, and isn't there: 12 lines.",
      "It can't be read, and isn't there: 12 lines.",
    ],
  ])('has no piece of a line and no secret: %j', (text, expected) => {
    expect(cleanText(text, HOME)).toBe(expected)
  })

  it('is cleaned to its depths, and what is called a secret goes whole', () => {
    const value = { a: [{ text: 'it says "RAW"', n: 1 }], apiKey: { deep: 'RAW' }, token: 'RAW' }
    expect(clean(value, HOME)).toEqual({
      a: [{ text: 'it says "(left out)"', n: 1 }],
      apiKey: '(left out)',
      token: '(left out)',
    })
    expect(clean(null, HOME)).toBeNull()
  })

  it('has a log whose lines are objects, without lines that are none', () => {
    const log = '{"level":30,"detail":"a \\"RAW\\""}\nRAW, torn\n\n{"msg":"\\u001b[31m"}\n'
    const cleaned = cleanLog(log, HOME)
    expect(cleaned).not.toContain('RAW')
    expect(cleaned.split('\n')).toHaveLength(4)
    expect(cleaned).toContain('\\u001b[31m')
  })
})
