import { describe, expect, it } from 'vitest'
import { caseTwins, textNumbersText } from '../../../../src/renderer/features/health/words'

describe('caseTwins', () => {
  it('finds words that differ in upper and lower case alone', () => {
    const words = ['ok', 'faulty', 'OK', 'Ok', 'Öl', 'öl', 'FAULT'].map((word, i) => ({
      word,
      count: 10 - i,
    }))
    const others = { word: null, count: 3 }
    expect(caseTwins([...words, others]).map((alike) => alike.map(({ word }) => word))).toEqual([
      ['ok', 'OK', 'Ok'],
      ['Öl', 'öl'],
    ])
  })
})

describe('textNumbersText', () => {
  it('tells none from not counted', () => {
    expect(textNumbersText([])).toBe('No number came as text.')
    expect(textNumbersText(null)).toMatch(/was not counted/)
    expect(
      textNumbersText([
        { channel: 'velocity', count: 1200, firstLine: 4 },
        { channel: 'latitude', count: 1, firstLine: 9 },
      ]),
    ).toBe(
      'Came as text and were read as numbers: velocity in 1,200 records, first in line 4; latitude in 1 record, first in line 9.',
    )
  })
})
