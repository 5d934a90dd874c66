import type { WriteDb } from '../handles'

/** A file that lay in a watched folder before is found wherever it was moved, by how it looks. */
export function up(db: WriteDb): void {
  db.exec(`
    DROP INDEX files_before_by_inode;
    CREATE INDEX files_before_by_look ON files_before (size_bytes, mtime_ns);
  `)
}
