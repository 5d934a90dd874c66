import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PATTERNS, wordLook } from '../../../../src/renderer/ui/plot/wordLook'

describe('the look of a word', () => {
  it('is what it was in every release before', () => {
    const looks = Object.fromEntries(
      ['ok', 'faulty', 'diabled', 'SAFE', 'IDLE', 'DOWNLINK', 'standby', '衛星'].map((word) => {
        const { colour, pattern } = wordLook(word)
        return [word, `${colour} ${pattern}`]
      }),
    )
    expect(looks).toEqual({
      ok: '0 0',
      faulty: '2 0',
      diabled: '3 5',
      SAFE: '1 4',
      IDLE: '5 5',
      DOWNLINK: '4 4',
      standby: '4 1',
      衛星: '6 3',
    })
  })

  it('is that of the word in other letter case', () => {
    expect(wordLook('OK')).toEqual(wordLook('ok'))
    expect(wordLook('Standby')).toEqual(wordLook('STANDBY'))
  })

  it('leaves the quiet and the warm colour to the words whose meaning is known', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 8 }), (word) => {
        const { colour, pattern } = wordLook(`${word} 7`)
        expect([1, 3, 4, 5, 6]).toContain(colour)
        expect(pattern).toBeLessThan(PATTERNS)
      }),
    )
  })

  it('uses all looks about equally often', () => {
    const counts = new Map<string, number>()
    for (let i = 0; i < 7_000; i += 1) {
      const { colour, pattern } = wordLook(`mode ${i}`)
      const look = `${colour} ${pattern}`
      counts.set(look, (counts.get(look) ?? 0) + 1)
    }
    expect(counts.size).toBe(5 * PATTERNS)
    expect(Math.min(...counts.values())).toBeGreaterThan(120)
    expect(Math.max(...counts.values())).toBeLessThan(290)
  })

  it('tells words that are not told apart from every word', () => {
    expect(wordLook(null).colour).toBeNull()
  })
})
