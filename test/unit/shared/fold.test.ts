import { expect, it } from 'vitest'
import { fold, hasWords } from '../../../src/shared/fold'

it.each([
  ['Überflug', 'ÜBERFLUG'],
  ['Straße', 'STRASSE'],
  ['Überflug', 'u\u0308berflug'],
  ['ПРОЛЁТ', 'пролёт'],
  ['ΣΤΑΘΜΟΣ', 'σταθμός'.replace('ό', 'ο')],
])('takes %s and %s for the same', (a, b) => expect(fold(a)).toBe(fold(b)))

it('finds all words, in any order and any script', () => {
  const fits = hasWords(' 衛星 ORBIT ')
  expect(fits('orbit_7_衛星パス.json')).toBe(true)
  expect(fits('orbit_7.json')).toBe(false)
  expect(hasWords('  ')('anything')).toBe(true)
})
