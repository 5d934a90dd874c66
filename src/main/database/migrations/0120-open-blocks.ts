import type { WriteDb } from '../handles'

/**
 * What was read of the block that a file's checkpoint lies in: up to which byte of the file, and its
 * SHA-256. NULL in every package that was begun before, and where the checkpoint lies between blocks.
 */
export function up(db: WriteDb): void {
  db.exec(`
    ALTER TABLE files ADD COLUMN open_block BLOB;
    ALTER TABLE files ADD COLUMN open_block_end INTEGER;
  `)
}
