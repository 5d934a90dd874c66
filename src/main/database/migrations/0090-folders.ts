import { randomInt } from 'node:crypto'
import { dirname } from 'node:path'
import type { WriteDb } from '../handles'

/**
 * The watched folders that the database has met, and what lay in each then: those files are not
 * removed unless the operator said so for them. A folder that was watched until now has been met.
 *
 * The database gets a number of its own, by which a copy that was put in its place is told from it;
 * and of each file it is kept for how long it was worked on.
 */
export function up(db: WriteDb): void {
  db.exec(`
    CREATE TABLE watched_folders (
      id INTEGER PRIMARY KEY,
      -- Device, inode and birth of the folder; NULL where it was not looked at.
      identity TEXT,
      met_at TEXT NOT NULL,
      -- How many files lay in it.
      files INTEGER NOT NULL,
      -- What becomes of these: 'delete', 'archive', 'keep' after import, or 'leave': no import. NULL
      -- while the operator is being asked.
      answer TEXT
    ) STRICT;
    CREATE INDEX watched_folders_by_identity ON watched_folders (identity);

    -- A folder has as many paths as lead to it.
    CREATE TABLE watched_folder_paths (
      path TEXT PRIMARY KEY,
      folder_id INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE files_before (
      folder_id INTEGER NOT NULL,
      name TEXT NOT NULL,
      size_bytes INTEGER NOT NULL,
      device TEXT NOT NULL,
      inode TEXT NOT NULL,
      mtime_ns TEXT NOT NULL,
      PRIMARY KEY (folder_id, name)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX files_before_by_inode ON files_before (folder_id, inode);

    -- What becomes of the source after import where that is not the setting's.
    ALTER TABLE files ADD COLUMN after_import TEXT;
    -- Milliseconds of work until now, and when the work of today began; NULL while nobody works.
    ALTER TABLE files ADD COLUMN worked_ms INTEGER;
    ALTER TABLE files ADD COLUMN working_since TEXT;
  `)
  const now = new Date().toISOString()
  for (const path of foldersWatched(db)) {
    const { lastInsertRowid } = db
      .prepare(`INSERT INTO watched_folders (met_at, files, answer) VALUES (?, 0, 'keep')`)
      .run(now)
    db.prepare('INSERT INTO watched_folder_paths VALUES (?, ?)').run(path, lastInsertRowid)
  }
  db.pragma(`application_id = ${randomInt(1, 2 ** 31)}`)
}

/** The folders that files came from, and the one that is set. */
function foldersWatched(db: WriteDb): Set<string> {
  const paths = db
    .prepare<[], string>(`SELECT DISTINCT path FROM files WHERE source = 'watch'`)
    .pluck()
    .all()
  const kept = db
    .prepare<[], string>(`SELECT value FROM settings WHERE key = 'ingestFolder'`)
    .pluck()
    .get()
  const set: unknown = kept === undefined ? null : JSON.parse(kept)
  const folders = paths.map((path) => dirname(path))
  return new Set(typeof set === 'string' ? [...folders, set] : folders)
}
