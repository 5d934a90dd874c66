import type { WriteDb } from '../handles'

/**
 * Records and bad lines are stored without what their id already says, and with texts that come
 * again and again by number, which halves the bytes per row; `telemetry` and `line_errors` are the
 * public views of them. `id = file_id << 32 | line`.
 */
export function up(db: WriteDb): void {
  db.exec(`
    CREATE TABLE files (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      path TEXT NOT NULL,
      name TEXT NOT NULL,
      source TEXT NOT NULL,
      status TEXT NOT NULL,
      duplicate_of INTEGER,
      satellite_type TEXT,
      size_bytes INTEGER NOT NULL,
      fingerprint TEXT,
      device TEXT NOT NULL,
      inode TEXT NOT NULL,
      mtime_ns TEXT NOT NULL,
      ctime_ns TEXT NOT NULL,
      total_lines INTEGER NOT NULL DEFAULT 0,
      imported_lines INTEGER NOT NULL DEFAULT 0,
      error_lines INTEGER NOT NULL DEFAULT 0,
      skipped_lines INTEGER NOT NULL DEFAULT 0,
      checkpoint_byte INTEGER NOT NULL DEFAULT 0,
      checkpoint_line INTEGER NOT NULL DEFAULT 0,
      -- What the last line was counted as when it had no line end (JSON): such a line lies at
      -- the checkpoint, and is taken back before more is read. NULL where there is none.
      open_line TEXT,
      -- 1 when the operator asked for it although its content was already there.
      again INTEGER NOT NULL DEFAULT 0,
      failure_code TEXT,
      failure_message TEXT,
      source_state TEXT NOT NULL DEFAULT 'present',
      source_reason TEXT,
      inserted_at TEXT NOT NULL,
      started_at TEXT,
      finished_at TEXT
    ) STRICT;
    CREATE INDEX files_by_path ON files (path, id);
    CREATE INDEX files_by_status ON files (status, id);
    CREATE INDEX files_by_size ON files (size_bytes) WHERE status = 'complete';

    CREATE TABLE instrument_words (
      id INTEGER PRIMARY KEY,
      words TEXT NOT NULL UNIQUE
    ) STRICT;

    CREATE TABLE records (
      id INTEGER PRIMARY KEY,
      timestamp_us INTEGER NOT NULL,
      velocity REAL NOT NULL,
      altitude REAL NOT NULL,
      latitude REAL NOT NULL,
      longitude REAL NOT NULL,
      -- A row of instrument_words, or the words themselves once that table is full.
      instruments ANY NOT NULL
    ) STRICT;
    CREATE INDEX records_by_time ON records (timestamp_us DESC);

    CREATE VIEW telemetry AS
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

    CREATE TABLE faults (
      id INTEGER PRIMARY KEY,
      issues TEXT NOT NULL UNIQUE,
      code TEXT AS (issues ->> '$[0].code') VIRTUAL
    ) STRICT;

    CREATE TABLE bad_lines (
      id INTEGER PRIMARY KEY,
      fault INTEGER NOT NULL,
      byte_offset INTEGER NOT NULL,
      raw BLOB NOT NULL,
      raw_bytes INTEGER NOT NULL,
      status TEXT NOT NULL DEFAULT 'open'
    ) STRICT;

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
      FROM bad_lines JOIN faults ON faults.id = fault;

    CREATE TABLE unknown_keys (
      file_id INTEGER NOT NULL,
      -- NULL stands for all keys beyond the first hundred of a file.
      key TEXT,
      count INTEGER NOT NULL,
      first_line INTEGER NOT NULL,
      UNIQUE (file_id, key)
    ) STRICT;

    CREATE TABLE block_hashes (
      file_id INTEGER NOT NULL,
      first_block INTEGER NOT NULL,
      hashes BLOB NOT NULL,
      PRIMARY KEY (file_id, first_block)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE settings (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `)
}
