import { fileById, type StoredFile } from '../files/files'
import type { ReadDb } from '../handles'
import { perConnection } from '../perConnection'
import { RemovalRefusedError } from './refusal'

const selectCopyUnderWay = perConnection((db: ReadDb) =>
  db
    .prepare<[number], number>(
      `SELECT replacements.file_id FROM replacements JOIN files ON files.id = replacements.file_id
       WHERE replaces = ? AND status IN ('queued', 'processing', 'waiting', 'paused') LIMIT 1`,
    )
    .pluck(),
)

/**
 * Why a package can't be removed or replaced now, in words; null when it can. Copies that wait to
 * take its place only matter where they are on their way.
 */
export function removalLock(db: ReadDb, file: StoredFile): string | null {
  if (file.removal !== null) return `${nameOf(file)} is removed already.`
  const copy = selectCopyUnderWay(db).get(file.id)
  if (copy !== undefined) {
    return `A corrected copy, #${copy}, is on its way to take the place of ${nameOf(file)}. Wait for it, or cancel it first.`
  }
  return restLock(file)
}

/** Why a package is not at rest, in words; null when it is. */
export function restLock(file: StoredFile): string | null {
  switch (file.status) {
    case 'queued':
    case 'processing':
    case 'waiting':
    case 'paused':
      return `${nameOf(file)} is not read to its end yet. Wait for it, or cancel it first.`
    case 'duplicate':
      return `${nameOf(file)} stored nothing: its content is that of #${file.duplicateOf ?? '?'}.`
    case 'complete':
    case 'failed':
    case 'cancelled':
      return file.sourceState === 'removing'
        ? `The source of ${nameOf(file)} is just being moved out of the watched folder. Try again in a moment.`
        : null
  }
}

/** Throws RemovalRefusedError when there is no such file. */
export function knownFile(db: ReadDb, fileId: number): StoredFile {
  const file = fileById(db, fileId)
  if (file === null) throw new RemovalRefusedError(`There is no package #${fileId}.`)
  return file
}

/** A package as it is named in a sentence. */
export function nameOf({ id, name }: Pick<StoredFile, 'id' | 'name'>): string {
  return `#${id} ${name}`
}
