import type { WriteDb } from '../handles'

/**
 * What changed among the records, in the order in which it did, so that whoever keeps a copy of them
 * can follow; and an id of each package that no other database gives. What was stored before is told
 * of as if it had come just now.
 */
export function up(db: WriteDb): void {
  db.exec(`
    -- At most one row for each thing that can happen to a package, by each mend: what happens again
    -- moves its row to the end, and widens its lines. Nothing is ever taken out.
    CREATE TABLE feed (
      seq INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      -- 0 where it is of no package.
      file_id INTEGER NOT NULL,
      -- The mend or the definition that it is of; 0 for others.
      subject INTEGER NOT NULL,
      first_line INTEGER NOT NULL,
      last_line INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX feed_by_subject ON feed (file_id, kind, subject);

    -- Drawn when the package is admitted: 32 hexadecimal digits.
    ALTER TABLE files ADD COLUMN package_id TEXT;
    UPDATE files SET package_id = lower(hex(randomblob(16)));

    INSERT INTO feed (kind, file_id, subject, first_line, last_line)
      SELECT 'defined', 0, id, 0, 0 FROM definitions ORDER BY id;
    INSERT INTO feed (kind, file_id, subject, first_line, last_line)
      SELECT iif(status = 'complete', 'completed', 'stored'), id, 0, 0, 4294967295
      FROM files WHERE status <> 'duplicate' ORDER BY id;
  `)
}
