import type { WriteDb } from '../handles'

/**
 * What somebody said a file is, beside what it says itself; what of its lines is in no table of
 * records: those of other kinds, and cells of good lines that can't be read.
 */
export function up(db: WriteDb): void {
  db.exec(`
    -- The type that somebody said the file is of, and the moment that its times count from.
    ALTER TABLE files ADD COLUMN told_type TEXT;
    ALTER TABLE files ADD COLUMN told_start_us INTEGER;

    -- How many bytes of text the fingerprint is of, where the file is packed or in UTF-16.
    ALTER TABLE files ADD COLUMN text_bytes INTEGER;

    -- Lines of kinds that the type leaves out of a mixed file; they are among the skipped ones.
    ALTER TABLE files ADD COLUMN other_records INTEGER NOT NULL DEFAULT 0;
    -- Records that have a cell error.
    ALTER TABLE files ADD COLUMN records_with_cell_errors INTEGER NOT NULL DEFAULT 0;

    -- At most 10,000 of a file; all of them are counted.
    CREATE TABLE bad_cells (
      file_id INTEGER NOT NULL,
      line INTEGER NOT NULL,
      channel TEXT NOT NULL,
      code TEXT NOT NULL,
      raw TEXT NOT NULL,
      PRIMARY KEY (file_id, line, channel)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE bad_cell_counts (
      file_id INTEGER NOT NULL,
      channel TEXT NOT NULL,
      code TEXT NOT NULL,
      count INTEGER NOT NULL,
      first_line INTEGER NOT NULL,
      PRIMARY KEY (file_id, channel, code)
    ) STRICT, WITHOUT ROWID;

    CREATE VIEW cell_errors AS
      SELECT file_id, line, channel, code, raw FROM bad_cells
      WHERE file_id NOT IN (SELECT hidden_files.file_id FROM hidden_files);

    CREATE VIEW cell_error_counts AS
      SELECT file_id, channel, code, count, first_line FROM bad_cell_counts
      WHERE file_id NOT IN (SELECT hidden_files.file_id FROM hidden_files);
  `)
}
