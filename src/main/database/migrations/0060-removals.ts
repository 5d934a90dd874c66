import type { WriteDb } from '../handles'

/**
 * Packages that were removed, or are to take another one's place. Their rows stay where they are:
 * `hidden_files` names the files that no question and no public view shows, so removing a package
 * and taking that back move no record.
 */
export function up(db: WriteDb): void {
  db.exec(`
    CREATE TABLE hidden_files (file_id INTEGER PRIMARY KEY) STRICT;

    CREATE TABLE removals (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      file_id INTEGER NOT NULL,
      removed_by TEXT NOT NULL,
      removed_at TEXT NOT NULL,
      note TEXT NOT NULL,
      -- What the package had then.
      records INTEGER NOT NULL,
      bad_lines INTEGER NOT NULL,
      mends INTEGER NOT NULL,
      -- The package that took its place; NULL where none did.
      replaced_by INTEGER,
      undone_by TEXT,
      undone_at TEXT,
      -- From then on rows may be gone, and it can't be undone.
      freeing_at TEXT,
      freed_at TEXT
    ) STRICT;
    CREATE UNIQUE INDEX removals_in_force ON removals (file_id) WHERE undone_at IS NULL;
    CREATE INDEX removals_by_replacement ON removals (replaced_by) WHERE undone_at IS NULL;

    -- Copies that take the place of a package once they are complete.
    CREATE TABLE replacements (
      file_id INTEGER PRIMARY KEY,
      replaces INTEGER NOT NULL,
      asked_by TEXT NOT NULL,
      asked_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX replacements_by_original ON replacements (replaces);

    -- What unknown_keys, which is public, had of removed packages.
    CREATE TABLE removed_unknown_keys (
      file_id INTEGER NOT NULL,
      key TEXT,
      count INTEGER NOT NULL,
      first_line INTEGER NOT NULL,
      UNIQUE (file_id, key)
    ) STRICT;

    -- Every record that is stored, shown or not.
    CREATE VIEW stored_telemetry AS
      SELECT
        id,
        id >> 32 AS file_id,
        id & 4294967295 AS line,
        timestamp_us,
        velocity,
        altitude,
        latitude,
        longitude,
        CASE typeof(instruments)
          WHEN 'integer'
            THEN (SELECT words FROM instrument_words WHERE instrument_words.id = records.instruments)
          ELSE instruments
        END AS instruments
      FROM records;

    DROP VIEW telemetry;
    CREATE VIEW telemetry AS
      SELECT * FROM stored_telemetry
      WHERE file_id NOT IN (SELECT hidden_files.file_id FROM hidden_files);

    DROP VIEW line_errors;
    CREATE VIEW line_errors AS
      SELECT
        bad_lines.id,
        bad_lines.id >> 32 AS file_id,
        bad_lines.id & 4294967295 AS line,
        byte_offset,
        code,
        issues,
        raw,
        raw_bytes,
        status
      FROM bad_lines JOIN faults ON faults.id = fault
      WHERE bad_lines.id >> 32 NOT IN (SELECT hidden_files.file_id FROM hidden_files);
  `)
}
