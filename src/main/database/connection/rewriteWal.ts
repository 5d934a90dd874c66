import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'

const PIECE_BYTES = 1024 * 1024

/**
 * Writes the WAL's own bytes once more and syncs them. After a sync that failed the system takes for
 * written what may never have reached the disk, and no later sync would bring it there.
 *
 * Alone among the database's files SQLite holds no locks on the WAL, which closing it could drop. To
 * be called by the thread that writes, between two transactions. Throws the system's error.
 */
export function rewriteWal(databasePath: string): void {
  const wal = openSync(`${databasePath}-wal`, 'r+')
  try {
    const piece = Buffer.allocUnsafe(PIECE_BYTES)
    for (let at = 0; ;) {
      const bytes = readSync(wal, piece, 0, PIECE_BYTES, at)
      if (bytes === 0) break
      let done = 0
      while (done < bytes) done += writeSync(wal, piece, done, bytes - done, at + done)
      at += bytes
    }
    fsyncSync(wal)
  } finally {
    closeSync(wal)
  }
}
