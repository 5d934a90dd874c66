import type { ReadDb } from '../handles'
import { perConnection } from '../perConnection'
import { measureNow, type PackageTime } from './measure'
import { storedTime } from './rows'

/** What was found out for an answer and is not stored yet; a few packages that are looked at. */
const MOST_KEPT = 16

interface Kept {
  readonly revision: number
  readonly time: PackageTime | null
}

const keptOf = perConnection(() => new Map<number, Kept>())

/**
 * Which time a package has: as it is stored, else found out now, which takes some 0.3 s a million
 * records where these come in bursts, and a few milliseconds otherwise. Null without records.
 */
export function timeOf(db: ReadDb, fileId: number): PackageTime | null {
  const stored = storedTime(db, fileId)
  if (stored === null) return null
  if (stored.time !== null) return stored.time
  const kept = keptOf(db)
  const { revision } = stored
  const known = kept.get(fileId)
  if (known?.revision === revision) return known.time
  const time = measureNow(db, fileId)
  kept.delete(fileId)
  kept.set(fileId, { revision, time })
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break
    kept.delete(oldest)
  }
  return time
}
