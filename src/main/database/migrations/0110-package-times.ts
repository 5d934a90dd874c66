import type { WriteDb } from '../handles'

/**
 * Which time each package has records of: an index of intervals over all packages, made from the
 * records in the background. Whatever changes a package's rollups makes its row due. What was stored
 * before is due at first.
 */
export function up(db: WriteDb): void {
  db.exec(`
    CREATE TABLE package_times (
      file_id INTEGER PRIMARY KEY,
      -- Goes up whenever records of the package came, changed or went.
      revision INTEGER NOT NULL,
      -- The revision that the figures below are of; another one, or NULL, while they are due.
      measured INTEGER,
      satellite_type TEXT,
      -- The earliest and the latest timestamp_us.
      from_us INTEGER,
      to_us INTEGER,
      -- What most steps from one record to the next are; NULL where all records have one time.
      step_us INTEGER,
      -- How many steps there are.
      steps INTEGER,
      -- Times without a record, longer than ten such steps: the records at their ends, two doubles
      -- each, least significant byte first.
      gap_count INTEGER,
      gaps BLOB
    ) STRICT;
    CREATE INDEX package_times_due ON package_times (file_id) WHERE measured IS NOT revision;
    CREATE INDEX package_times_by_span ON package_times
      (satellite_type, from_us, file_id, to_us, step_us, steps, gap_count);

    -- Not one upsert: a trigger takes over how the statement that fires it treats a conflict.
    CREATE TRIGGER rollup_added AFTER INSERT ON rollups BEGIN
      INSERT INTO package_times (file_id, revision) SELECT new.id >> 32, 0
        WHERE NOT EXISTS (SELECT 1 FROM package_times WHERE file_id = new.id >> 32);
      UPDATE package_times SET revision = revision + 1 WHERE file_id = new.id >> 32;
    END;
    CREATE TRIGGER rollup_removed AFTER DELETE ON rollups BEGIN
      UPDATE package_times SET revision = revision + 1 WHERE file_id = old.id >> 32;
    END;

    INSERT INTO package_times (file_id, revision) SELECT id, 1 FROM files WHERE imported_lines > 0;
  `)
}
