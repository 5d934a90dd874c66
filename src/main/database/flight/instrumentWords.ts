import { z } from 'zod'
import type { ReadDb } from '../handles'
import { perConnection } from '../perConnection'

const Words = z.record(z.string(), z.string())

const selectWords = perConnection((db: ReadDb) =>
  db.prepare<[number], string>('SELECT words FROM instrument_words WHERE id = ?').pluck(),
)

/** What a record's `instruments` column stands for: each instrument and its word. */
export function instrumentWords(
  db: ReadDb,
  stored: number | string,
): { name: string; word: string }[] {
  const text = typeof stored === 'string' ? stored : selectWords(db).get(stored)
  const words = text === undefined ? {} : Words.parse(JSON.parse(text))
  return Object.entries(words).map(([name, word]) => ({ name, word }))
}
