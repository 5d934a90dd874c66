import type { WriteDb } from '../handles'

/**
 * What the pipeline did: by seconds, by minutes, and what happened. Times are seconds since 1970 UTC.
 * A row stands for `seconds` of it: more than a few only where nothing changed. Where no row is, the
 * station did not run.
 */
export function up(db: WriteDb): void {
  db.exec(`
    CREATE TABLE pipeline_seconds (
      at INTEGER PRIMARY KEY,
      seconds INTEGER NOT NULL,
      -- Sums of the stretch.
      lines INTEGER NOT NULL,
      bad INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      -- At its end; files, files, chunks, percent, percent, bytes, bytes.
      queued INTEGER NOT NULL,
      processing INTEGER NOT NULL,
      staged INTEGER NOT NULL,
      writer INTEGER NOT NULL,
      readers INTEGER NOT NULL,
      memory INTEGER NOT NULL,
      wal INTEGER NOT NULL,
      paused INTEGER NOT NULL,
      -- Files that were being compared with what is stored.
      comparing INTEGER NOT NULL,
      alert TEXT,
      pace_lines INTEGER,
      pace_pause_ms INTEGER NOT NULL
    ) STRICT;

    -- Of each channel the least value, the sum of values times seconds, and the greatest value.
    CREATE TABLE pipeline_minutes (
      at INTEGER PRIMARY KEY,
      seconds INTEGER NOT NULL,
      lines_min INTEGER NOT NULL, lines_sum INTEGER NOT NULL, lines_max INTEGER NOT NULL,
      bad_min INTEGER NOT NULL, bad_sum INTEGER NOT NULL, bad_max INTEGER NOT NULL,
      bytes_min INTEGER NOT NULL, bytes_sum INTEGER NOT NULL, bytes_max INTEGER NOT NULL,
      queued_min INTEGER NOT NULL, queued_sum INTEGER NOT NULL, queued_max INTEGER NOT NULL,
      processing_min INTEGER NOT NULL, processing_sum INTEGER NOT NULL,
      processing_max INTEGER NOT NULL,
      staged_min INTEGER NOT NULL, staged_sum INTEGER NOT NULL, staged_max INTEGER NOT NULL,
      writer_min INTEGER NOT NULL, writer_sum INTEGER NOT NULL, writer_max INTEGER NOT NULL,
      readers_min INTEGER NOT NULL, readers_sum INTEGER NOT NULL, readers_max INTEGER NOT NULL,
      memory_min INTEGER NOT NULL, memory_sum INTEGER NOT NULL, memory_max INTEGER NOT NULL,
      wal_min INTEGER NOT NULL, wal_sum INTEGER NOT NULL, wal_max INTEGER NOT NULL,
      -- Seconds of it.
      paused INTEGER NOT NULL,
      comparing INTEGER NOT NULL,
      alerted INTEGER NOT NULL,
      alert TEXT,
      pace_lines INTEGER,
      pace_pause_ms INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE pipeline_events (
      -- The time in microseconds, made greater where two would be equal.
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      component TEXT,
      file_id INTEGER,
      -- Kept here, because the package may be removed.
      file_name TEXT,
      line INTEGER,
      byte INTEGER,
      message TEXT,
      status TEXT,
      lines INTEGER,
      bad INTEGER,
      duration_ms INTEGER
    ) STRICT;
  `)
}
