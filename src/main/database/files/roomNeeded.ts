import type { ReadDb } from '../handles'

/** Bytes of the database for each byte of a package, until it holds enough to tell from. */
const USUAL_RATIO = 0.5
/** So much must have been read for its own ratio to count. */
const TELLING_BYTES = 8 * 1024 ** 2

/** About how many bytes the database will grow by, in bytes, when all that waits is imported. */
export function roomNeeded(db: ReadDb): number {
  const { waiting = 0, read = 0 } =
    db
      .prepare<[], { waiting: number; read: number }>(
        `SELECT
           total(max(0, size_bytes - checkpoint_byte))
             FILTER (WHERE status IN ('queued', 'processing')) AS waiting,
           total(checkpoint_byte) AS read
         FROM files`,
      )
      .get() ?? {}
  const pages = Number(db.pragma('page_count', { simple: true }))
  const stored = pages * Number(db.pragma('page_size', { simple: true }))
  return waiting * (read < TELLING_BYTES ? USUAL_RATIO : stored / read)
}
