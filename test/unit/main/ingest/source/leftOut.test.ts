import { describe, expect, it } from 'vitest'
import { leftOutWords, type LeftOut } from '../../../../../src/main/ingest/source/leftOut'

const nothing: LeftOut = {
  badLines: 0,
  cutBadLines: 0,
  unknownKeys: 0,
  unknownValues: 0,
  cellErrors: 0,
  otherRecords: 0,
  repeatedValues: 0,
  isCut: false,
  isMendedOnly: false,
}

describe('what of a package is not in the database', () => {
  it('is nothing when every value of every line is', () => {
    expect(leftOutWords(nothing)).toBeNull()
  })

  it.each<[string, Partial<LeftOut>]>([
    ['1 bad line', { badLines: 1 }],
    ['10,000 bad lines', { badLines: 10_000, cutBadLines: 3 }],
    ['the rest of 2 mended lines longer than the database keeps', { cutBadLines: 2 }],
    ['399 values under 1 unknown key', { unknownValues: 399, unknownKeys: 1 }],
    ['1 value under 1 unknown key', { unknownValues: 1, unknownKeys: 1 }],
    ["1 cell that can't be read", { cellErrors: 1 }],
    ['1,379 records of other kinds', { otherRecords: 1379 }],
    ['1 earlier value of repeated keys', { repeatedValues: 1 }],
    [
      'perhaps values of repeated keys, which an older version did not count',
      { repeatedValues: null },
    ],
    [
      'perhaps changes of its file, which was not read again after it was mended',
      { isMendedOnly: true },
    ],
    [
      '12 bad lines, 8 values under 2 unknown keys, and 3 earlier values of repeated keys',
      { badLines: 12, unknownValues: 8, unknownKeys: 2, repeatedValues: 3 },
    ],
  ])('is %s', (words, found) => {
    expect(leftOutWords({ ...nothing, ...found })).toBe(words)
  })
})
