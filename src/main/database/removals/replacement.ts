import { tellPackage } from '../feed/feed'
import { insertArrival, type Admission, type Arrival } from '../files/admission'
import type { ReadDb, WriteDb } from '../handles'
import { perConnection } from '../perConnection'
import { hide, show } from './hidden'
import { knownFile, nameOf, removalLock, restLock } from './locks'
import { RemovalRefusedError } from './refusal'
import { takeOut } from './removePackage'
import { removalOf, setRemovalReplacedBy } from './rows'

/** A copy that is to take the place of a package. */
export interface Replacement {
  readonly arrival: Arrival
  readonly replaces: number
  readonly by: string
}

interface ReplacementRow {
  readonly replaces: number
  readonly by: string
}

const insert = perConnection((db: WriteDb) =>
  db.prepare<[number, number, string, string]>(
    'INSERT INTO replacements (file_id, replaces, asked_by, asked_at) VALUES (?, ?, ?, ?)',
  ),
)
const select = perConnection((db: ReadDb) =>
  db.prepare<[number], ReplacementRow>(
    'SELECT replaces, asked_by AS "by" FROM replacements WHERE file_id = ?',
  ),
)
const remove = perConnection((db: WriteDb) =>
  db.prepare<[number]>('DELETE FROM replacements WHERE file_id = ?'),
)

/**
 * Gives a copy a row of its own, in no answer until it is complete. Throws RemovalRefusedError when
 * the package that it is for can't be replaced now.
 */
export function admitReplacement(
  db: WriteDb,
  { arrival, replaces, by }: Replacement,
  now: string,
): Admission {
  const original = knownFile(db, replaces)
  const lock = removalLock(db, original)
  if (lock !== null) throw new RemovalRefusedError(lock)
  // What was said of the package holds for its copy, which says no more than the package did.
  const { told, site } = original
  const { file } = insertArrival(db, { ...arrival, told, folder: { type: null, site } }, now)
  insert(db).run(file.id, replaces, by, now)
  hide(db, file.id)
  return { file: knownFile(db, file.id), outcome: 'new' }
}

/** Why a copy that was read can't take its place now, in words; null for all other files. */
export function replacementLock(db: ReadDb, fileId: number): string | null {
  const replacement = select(db).get(fileId)
  if (replacement === undefined) return null
  const original = knownFile(db, replacement.replaces)
  const own = knownFile(db, fileId)
  if (original.satelliteType !== null && original.satelliteType !== own.satelliteType) {
    return `This copy is of ${own.satelliteType ?? 'no type'}, and ${nameOf(original)} of ${original.satelliteType}`
  }
  const other = original.removal?.replacedBy ?? null
  if (other !== null) return `${nameOf(original)} was replaced by #${other} meanwhile`
  return restLock(original)
}

/** A complete copy takes its place and what it replaces is removed; inside a transaction. */
export function takePlace(db: WriteDb, fileId: number, now: string): void {
  const replacement = select(db).get(fileId)
  if (replacement === undefined) return
  const lock = replacementLock(db, fileId)
  if (lock !== null) throw new RemovalRefusedError(lock)
  const { replaces, by } = replacement
  const removal = removalOf(db, replaces)
  if (removal === null) {
    takeOut(db, { fileId: replaces, by, note: '', replacedBy: fileId }, now)
  } else {
    setRemovalReplacedBy(db, removal.id, fileId)
    tellPackage(db, 'replaced', replaces)
  }
  leaveWaiting(db, fileId)
}

/** The copy is an ordinary file from now on; inside a transaction. */
export function leaveWaiting(db: WriteDb, fileId: number): void {
  if (remove(db).run(fileId).changes === 0) return
  show(db, fileId)
  tellPackage(db, 'placed', fileId)
}

/** Whether a file is a copy that waits to take a place. */
export function isReplacement(db: ReadDb, fileId: number): boolean {
  return select(db).get(fileId) !== undefined
}
