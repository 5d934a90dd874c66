import { describe, expect, it } from 'vitest'
import { parsePattern } from '../../../../src/shared/telemetry/pattern'

const alone = (field: string, fewest: number, most: number) => ({ field, fewest, most })

describe('parsePattern', () => {
  it('lets numbers that stand alone be short, and decimals long', () => {
    expect(parsePattern('dd MM/yyyy HH:mm:ss.SSS')).toEqual([
      alone('dd', 1, 2),
      { literal: ' ' },
      alone('MM', 1, 2),
      { literal: '/' },
      alone('yyyy', 4, 4),
      { literal: ' ' },
      alone('HH', 1, 2),
      { literal: ':' },
      alone('mm', 1, 2),
      { literal: ':' },
      alone('ss', 1, 2),
      { literal: '.' },
      alone('decimals', 1, Infinity),
    ])
  })

  it('takes numbers that touch each other by their width', () => {
    expect(parsePattern('yyDDDHHmmss SSSS')).toEqual([
      alone('yy', 2, 2),
      alone('DDD', 3, 3),
      alone('HH', 2, 2),
      alone('mm', 2, 2),
      alone('ss', 2, 2),
      { literal: ' ' },
      alone('decimals', 4, 4),
    ])
    expect(parsePattern("yyyy'1'MM-dd")).toEqual([
      alone('yyyy', 4, 4),
      { literal: '1' },
      alone('MM', 2, 2),
      { literal: '-' },
      alone('dd', 1, 2),
    ])
  })

  it('takes text between apostrophes, and two of them for one', () => {
    expect(parsePattern("'Day 'yyyy''DDDTZ")).toEqual([
      { literal: 'Day ' },
      alone('yyyy', 4, 4),
      { literal: "'" },
      alone('DDD', 1, 3),
      { literal: 'TZ' },
    ])
  })

  it.each([
    ['', 'needs a year: yyyy, or yy'],
    ['MM-dd', 'needs a year: yyyy, or yy'],
    ['yyyy yy MM dd', 'needs a year: yyyy, or yy'],
    ['yyyy-MM', 'needs a day: MM and dd, or DDD'],
    ['yyyy-MM-DDD', 'needs a day: MM and dd, or DDD'],
    ['yyyy-mm-dd', 'needs a day: MM and dd, or DDD'],
    ['yyyy-MM-dd-dd', 'has dd twice'],
    ['yyyyMMdd HH SSS', 'has decimals without seconds'],
    ['yyyyMMdd mm', 'has minutes without hours'],
    ['yyyyMMdd HHss', 'has seconds without minutes'],
    ["yyyyMMdd 'UTC", 'has an apostrophe without a second one'],
  ])('says of %j what is wrong', (pattern, words) => expect(parsePattern(pattern)).toBe(words))

  it.each(['yyy-MM-dd', 'yyyy-M-dd', 'yyyy-MM-d', 'H', 'yyyyy', 'SSSSSSSSSS', 'MMM'])(
    'says of %j that the letters are none',
    (pattern) => expect(parsePattern(pattern)).toMatch(/^has ".*", which is none of yyyy, yy/),
  )
})
