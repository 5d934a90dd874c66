import type { WriteDb } from '../handles'

/**
 * Files whose last line is cut, and that wait for its rest: where reading stopped, and what was read
 * before. Kept until the file is read to its end, so that a run that was killed knows it too.
 */
export function up(db: WriteDb): void {
  db.exec(`
    CREATE TABLE cut_files (
      file_id INTEGER PRIMARY KEY,
      -- Where the cut line begins, its number, and the fingerprint of all bytes before it.
      byte INTEGER NOT NULL,
      line INTEGER NOT NULL,
      fingerprint TEXT NOT NULL,
      -- Until when it waits at most.
      until TEXT NOT NULL
    ) STRICT;
  `)
}
