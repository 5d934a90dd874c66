import type Database from 'better-sqlite3'

/** Everything that the database says of files and their lines, but for when and where. */
export function contentOf(db: Database.Database) {
  const all = (sql: string): unknown[] => db.prepare(sql).raw().all()
  return {
    files: all(
      `SELECT id, name, status, duplicate_of, satellite_type, size_bytes, fingerprint, total_lines,
         imported_lines, error_lines, skipped_lines, checkpoint_byte, checkpoint_line, failure_code
       FROM files ORDER BY id`,
    ),
    telemetry: all('SELECT *, typeof(velocity) FROM telemetry ORDER BY id'),
    lineErrors: all('SELECT * FROM line_errors ORDER BY id'),
    unknownKeys: all('SELECT * FROM unknown_keys ORDER BY file_id, key'),
    integrity: db.pragma('integrity_check', { simple: true }),
  }
}
