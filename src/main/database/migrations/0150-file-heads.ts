import type { WriteDb } from '../handles'

/** What a file says before its records, so that its lines can be read without it. */
export function up(db: WriteDb): void {
  db.exec(`
    -- Its own bytes; NULL in rows of a version that did not keep them.
    ALTER TABLE files ADD COLUMN head BLOB;
    -- The names of its columns, a JSON list; NULL where every line names its values itself.
    ALTER TABLE files ADD COLUMN column_names TEXT;
    -- The moment that its times count from, in microseconds since 1970 UTC, where they do.
    ALTER TABLE files ADD COLUMN start_us INTEGER;
  `)
}
