import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openWriter } from '../../../src/main/database/connection/open'
import { Dictionary, INSTRUMENT_WORDS } from '../../../src/main/database/records/dictionary'
import { afterTest } from '../../helpers/afterTest'
import { tempFolder } from '../../helpers/station'

function newDatabase() {
  const db = openWriter({ path: join(tempFolder(), 'downlink.db') })
  afterTest(() => db.close())
  return db
}

it('numbers what a hundred instruments say at once', () => {
  const dictionary = new Dictionary(newDatabase(), INSTRUMENT_WORDS)
  const said = Object.fromEntries(
    Array.from({ length: 100 }, (_, i) => [`instrument${i}`, 'nominal']),
  )
  const text = JSON.stringify(said)
  expect(dictionary.number(text)).toBe(1n)
  expect(dictionary.number(text)).toBe(1n)
})

it('numbers no new text once all have so many characters, whoever added them', () => {
  const db = newDatabase()
  const bounds = { ...INSTRUMENT_WORDS, mostCharacters: 10 }
  const dictionary = new Dictionary(db, bounds)
  expect(['12345', '6789', '0', 'x'].map((text) => dictionary.number(text))).toEqual([
    1n,
    2n,
    3n,
    null,
  ])
  expect(dictionary.number('6789')).toBe(2n)
  expect(new Dictionary(db, bounds).number('x')).toBe(null)
})

it('counts nothing of what was rolled back', () => {
  const db = newDatabase()
  const dictionary = new Dictionary(db, { ...INSTRUMENT_WORDS, mostCharacters: 10 })
  db.exec('BEGIN')
  expect(dictionary.number('1234567890')).toBe(1n)
  expect(dictionary.number('x')).toBe(null)
  db.exec('ROLLBACK')
  dictionary.forget()
  expect(dictionary.number('x')).toBe(1n)
})
