import Database from 'better-sqlite3'
import type { WriteDb } from '../../src/main/database/handles'
import { up as version10 } from '../../src/main/database/migrations/0010-first'
import { up as version20 } from '../../src/main/database/migrations/0020-rollups'

/**
 * A database as version 10 left it: one complete file with so many records, line 2 and on, a second
 * apart.
 */
export function makeVersion10(path: string, records: number): void {
  const db: Database.Database = new Database(path)
  if (!isWritable(db)) throw new Error(`${path} can't be written`)
  db.pragma('page_size = 32768')
  db.pragma('journal_mode = WAL')
  version10(db)
  db.pragma('user_version = 10')
  db.exec(`
    INSERT INTO instrument_words VALUES (1, '{"instrument1":"ok","instrument2":"ok"}');
    INSERT INTO files (id, path, name, source, status, satellite_type, size_bytes, fingerprint,
      device, inode, mtime_ns, ctime_ns, total_lines, imported_lines, checkpoint_byte,
      checkpoint_line, inserted_at, started_at, finished_at)
    VALUES (1, '/old.json', 'old.json', 'drop', 'complete', 'jackal_mk1', 1000, 'f', '1', '2', '3',
      '4', ${records}, ${records}, 1000, ${records + 2}, '2026-01-01T00:00:00.000Z',
      '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z');
    WITH RECURSIVE n(line) AS (SELECT 2 UNION ALL SELECT line + 1 FROM n WHERE line <= ${records})
    INSERT INTO records
      SELECT 1 << 32 | line, 1767225600000000 + line * 1000000, line * 0.5, line * 0.25, 45.5, -45.5, 1
      FROM n;
  `)
  db.close()
}

/** Brings a database of version 10 to version 20, and no further. */
export function upgradeTo20(path: string): void {
  const db: Database.Database = new Database(path)
  if (!isWritable(db)) throw new Error(`${path} can't be written`)
  version20(db)
  db.pragma('user_version = 20')
  db.close()
}

function isWritable(db: Database.Database): db is WriteDb {
  return !db.readonly
}
