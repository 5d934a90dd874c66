import type { ReadDb, WriteDb } from '../handles'
import { perConnection } from '../perConnection'

const DIGEST_BYTES = 32

const insertHashes = perConnection((db: WriteDb) =>
  db.prepare('INSERT OR REPLACE INTO block_hashes (file_id, first_block, hashes) VALUES (?, ?, ?)'),
)
const selectHashes = perConnection((db: ReadDb) =>
  db.prepare<[number], { firstBlock: number; hashes: Buffer }>(
    `SELECT first_block AS firstBlock, hashes FROM block_hashes
     WHERE file_id = ? ORDER BY first_block`,
  ),
)

export function insertBlockHashes(
  db: WriteDb,
  fileId: number,
  firstBlock: number,
  hashes: Uint8Array,
): void {
  if (hashes.length === 0) return
  insertHashes(db).run(fileId, firstBlock, hashes)
}

/** The digests of the first `count` blocks in order, 32 bytes each; shorter where some are missing. */
export function blockHashes(db: ReadDb, fileId: number, count: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(count * DIGEST_BYTES)
  let known = 0
  if (count === 0) return all
  for (const { firstBlock, hashes } of selectHashes(db).iterate(fileId)) {
    if (firstBlock > known) break
    const fresh = hashes.subarray((known - firstBlock) * DIGEST_BYTES)
    const room = all.subarray(known * DIGEST_BYTES)
    all.set(fresh.subarray(0, room.length), known * DIGEST_BYTES)
    known = Math.min(count, known + fresh.length / DIGEST_BYTES)
    if (known === count) break
  }
  return all.subarray(0, known * DIGEST_BYTES)
}
