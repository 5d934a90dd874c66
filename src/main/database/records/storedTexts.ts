import type { ReadDb } from '../handles'
import { perConnection } from '../perConnection'

const selectWords = perConnection((db: ReadDb) =>
  db.prepare<[number], string>('SELECT words FROM instrument_words WHERE id = ?').pluck(),
)

/** The texts that a record's column of words stands for, by name. */
export function storedTexts(db: ReadDb, stored: number | string): ReadonlyMap<string, string> {
  const text = typeof stored === 'string' ? stored : (selectWords(db).get(stored) ?? '{}')
  return textsOf(text)
}

/** Those of the JSON text itself. */
export function textsOf(json: string): ReadonlyMap<string, string> {
  const texts: Readonly<Record<string, string>> = JSON.parse(json)
  return new Map(Object.entries(texts))
}
