import { z } from 'zod'
import type { ReadDb } from '../handles'
import { perConnection } from '../perConnection'

const Words = z.record(z.string(), z.string())

const selectWords = perConnection((db: ReadDb) =>
  db.prepare<[number], string>('SELECT words FROM instrument_words WHERE id = ?').pluck(),
)

/** The JSON text of what a record's `instruments` column stands for. */
export function instrumentsText(db: ReadDb, stored: number | string): string {
  return typeof stored === 'string' ? stored : (selectWords(db).get(stored) ?? '{}')
}

/** What a record's `instruments` column stands for: each instrument and its word. */
export function instrumentWords(
  db: ReadDb,
  stored: number | string,
): { name: string; word: string }[] {
  const words = Words.parse(JSON.parse(instrumentsText(db, stored)))
  return Object.entries(words).map(([name, word]) => ({ name, word }))
}
