import type { WriteDb } from '../handles'
import { tellPackage } from '../feed/feed'
import { perConnection } from '../perConnection'
import { hide, show } from './hidden'
import { knownFile, removalLock } from './locks'
import { RemovalRefusedError } from './refusal'
import { insertRemoval, type NewRemoval } from './rows'

const columns = 'file_id, key, count, first_line'
const move = (from: string, to: string) =>
  perConnection((db: WriteDb) => ({
    copy: db.prepare<[number]>(
      `INSERT INTO ${to} (${columns}) SELECT ${columns} FROM ${from} WHERE file_id = ?`,
    ),
    drop: db.prepare<[number]>(`DELETE FROM ${from} WHERE file_id = ?`),
  }))
const putKeysAway = move('unknown_keys', 'removed_unknown_keys')
const bringKeysBack = move('removed_unknown_keys', 'unknown_keys')

/**
 * Takes everything that a package stored out of every answer; inside a transaction. Nothing of it is
 * deleted. Throws RemovalRefusedError when the package is not at rest.
 */
export function removePackage(
  db: WriteDb,
  removal: Omit<NewRemoval, 'replacedBy'>,
  now: string,
): void {
  const lock = removalLock(db, knownFile(db, removal.fileId))
  if (lock !== null) throw new RemovalRefusedError(lock)
  takeOut(db, { ...removal, replacedBy: null }, now)
}

/** As `removePackage`, of a package that was found to be at rest. */
export function takeOut(db: WriteDb, removal: NewRemoval, now: string): void {
  insertRemoval(db, removal, now)
  hide(db, removal.fileId)
  tellPackage(db, removal.replacedBy === null ? 'removed' : 'replaced', removal.fileId)
  const { copy, drop } = putKeysAway(db)
  copy.run(removal.fileId)
  drop.run(removal.fileId)
}

/** Shows again what `takeOut` took out of every answer; inside a transaction. */
export function putBack(db: WriteDb, fileId: number): void {
  show(db, fileId)
  tellPackage(db, 'restored', fileId)
  const { copy, drop } = bringKeysBack(db)
  copy.run(fileId)
  drop.run(fileId)
}
