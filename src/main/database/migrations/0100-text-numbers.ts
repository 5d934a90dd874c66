import type { WriteDb } from '../handles'

/**
 * How many records of a package have a number that came as text, by channel. `files.text_numbers_counted`
 * is 1 where somebody counted, and NULL in every package that was begun before.
 */
export function up(db: WriteDb): void {
  db.exec(`
    ALTER TABLE files ADD COLUMN text_numbers_counted INTEGER;
    CREATE TABLE text_numbers (
      file_id INTEGER NOT NULL,
      channel TEXT NOT NULL,
      count INTEGER NOT NULL,
      first_line INTEGER NOT NULL,
      PRIMARY KEY (file_id, channel)
    ) STRICT, WITHOUT ROWID;
  `)
}
