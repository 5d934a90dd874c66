import { join } from 'node:path'
import type { FolderAnswer } from '#shared/folders'
import type { ReadDb, WriteDb } from '../handles'
import { perConnection } from '../perConnection'
import { layInFolder } from './before'

/** A folder as it was found: by every path that is known to lead to it. */
export interface FoundFolder {
  readonly paths: readonly string[]
  /** Device, inode and birth, as text. */
  readonly identity: string
}

/** A folder that the database has met. */
export interface MetFolder {
  readonly id: number
  /** How many files lay in it then. */
  readonly files: number
  /** The folder whose answer holds for these files: itself, or one that was met with it. */
  readonly answeredBy: number
  /** What becomes of them; null while the operator is being asked. */
  readonly answer: FolderAnswer | null
  /** Whether all folders below it were met, too. */
  readonly metBelow: boolean
}

/** A folder that is met now, with what lies in it. */
export interface NewFolder {
  readonly found: FoundFolder
  readonly files: FilesInFolder
}

/**
 * The files that lie in a folder, in a form that goes from thread to thread at once however many they
 * are: four numbers each, in the order of the names.
 */
export interface FilesInFolder {
  /** Joined by NUL, which no name has. */
  readonly names: string
  /** Size in bytes, device, inode and time of the last change in nanoseconds. */
  readonly numbers: BigInt64Array<ArrayBuffer>
}

export const NUMBERS_PER_FILE = 4

/** Each file of a folder with its four numbers. */
export function* eachFile({ names, numbers }: FilesInFolder): Generator<[string, BigInt64Array]> {
  if (numbers.length === 0) return
  for (const [i, name] of names.split('\0').entries()) {
    const at = i * NUMBERS_PER_FILE
    yield [name, numbers.subarray(at, at + NUMBERS_PER_FILE)]
  }
}

type MetRow = Omit<MetFolder, 'metBelow'> & { readonly metBelow: number }

const COLUMNS = `folder.id, folder.files, folder.met_below AS metBelow, asked.id AS answeredBy,
  asked.answer FROM watched_folders AS folder
  JOIN watched_folders AS asked ON asked.id = coalesce(folder.answered_by, folder.id)`
const byPath = perConnection((db: ReadDb) =>
  db.prepare<[string], MetRow>(
    `SELECT ${COLUMNS}
     WHERE folder.id = (SELECT folder_id FROM watched_folder_paths WHERE path = ?)`,
  ),
)
const byIdentity = perConnection((db: ReadDb) =>
  db.prepare<[string], MetRow>(
    `SELECT ${COLUMNS} WHERE folder.identity = ? ORDER BY folder.id LIMIT 1`,
  ),
)
const byId = perConnection((db: ReadDb) =>
  db.prepare<[number], MetRow>(`SELECT ${COLUMNS} WHERE folder.id = ?`),
)

/**
 * The folder as it was met, by what it is or by one of its paths, which another one may have had
 * before; null for one that is new.
 */
export function meet(db: WriteDb, found: FoundFolder): MetFolder | null {
  const known = [
    byIdentity(db).get(found.identity),
    ...found.paths.map((path) => byPath(db).get(path)),
  ].find((each) => each !== undefined)
  if (known === undefined) return null
  nameIt(db, known.id, found)
  return { ...known, metBelow: known.metBelow === 1 }
}

/**
 * Takes in those of these folders that are new, or in which files lie that are, with all that lies in
 * them: what becomes of that is one answer, with what is asked about the first one already.
 *
 * @param first a folder and, with `below`, all that are below it
 */
export function remember(
  db: WriteDb,
  [first, ...others]: readonly [NewFolder, ...NewFolder[]],
  below: boolean,
  answer: FolderAnswer | null,
  now: string,
): MetFolder {
  const before = meet(db, first.found)
  let asked = before?.answer === null ? before.answeredBy : null
  for (const { found, files } of before === null ? [first, ...others] : others) {
    const met = meet(db, found)
    if (met !== null && !hasNewFiles(db, met.id, found, files)) continue
    const id = insertFolder(db, found, files, { answeredBy: asked, answer, now })
    asked ??= id
  }
  const known = meet(db, first.found)
  if (known === null) throw new Error('the folder was not taken in')
  if (below) db.prepare('UPDATE watched_folders SET met_below = 1 WHERE id = ?').run(known.id)
  const answering = byId(db).get(asked ?? known.answeredBy)
  if (answering === undefined) throw new Error('the folder was not taken in')
  return { ...answering, metBelow: below }
}

const countFiles = perConnection((db: ReadDb) =>
  db
    .prepare<[number, number], number>(
      'SELECT sum(files) FROM watched_folders WHERE id = ? OR answered_by = ?',
    )
    .pluck(),
)

/** How many files lay in the folders for which the answer of this one holds. */
export const filesAnsweredBy = (db: ReadDb, folderId: number): number =>
  countFiles(db).get(folderId, folderId) ?? 0

const selectRow = perConnection((db: ReadDb) =>
  db
    .prepare<[string, number, string, string, string], 1>(
      `SELECT 1 FROM files WHERE path = ? AND size_bytes = ? AND device = ? AND inode = ?
         AND mtime_ns = ? LIMIT 1`,
    )
    .pluck(),
)

/** Whether a file lies in a folder that neither lay there when it was met nor was imported since. */
function hasNewFiles(
  db: ReadDb,
  folderId: number,
  { paths }: FoundFolder,
  files: FilesInFolder,
): boolean {
  for (const [name, [size = 0n, device = 0n, inode = 0n, mtime = 0n]] of eachFile(files)) {
    const [sizeBytes, mtimeNs] = [Number(size), String(mtime)]
    const file = { sizeBytes, device: unsigned(device), inode: unsigned(inode), mtimeNs }
    if (layInFolder(db, folderId, name, file)) continue
    const has = (path: string): boolean =>
      selectRow(db).get(join(path, name), sizeBytes, file.device, file.inode, mtimeNs) === 1
    if (!paths.some(has)) return true
  }
  return false
}

function insertFolder(
  db: WriteDb,
  found: FoundFolder,
  files: FilesInFolder,
  {
    answeredBy,
    answer,
    now,
  }: { answeredBy: number | null; answer: FolderAnswer | null; now: string },
): number {
  const count = files.numbers.length / NUMBERS_PER_FILE
  const { lastInsertRowid } = db
    .prepare('INSERT INTO watched_folders (met_at, files, answer, answered_by) VALUES (?, ?, ?, ?)')
    .run(now, count, answer, answeredBy)
  const id = Number(lastInsertRowid)
  nameIt(db, id, found)
  const insert = db.prepare<[number, string, bigint, string, string, string]>(
    'INSERT INTO files_before VALUES (?, ?, ?, ?, ?, ?)',
  )
  for (const [name, [size = 0n, device = 0n, inode = 0n, mtime = 0n]] of eachFile(files)) {
    insert.run(id, name, size, unsigned(device), unsigned(inode), String(mtime))
  }
  return id
}

/** What is below the folder is not watched any more: it is met anew when it is again. */
export function leaveBelow(db: WriteDb, folderId: number): void {
  db.prepare('UPDATE watched_folders SET met_below = 0 WHERE id = ? AND met_below = 1').run(
    folderId,
  )
}

/** Takes the operator's answer; a folder that has one keeps it. */
export function settle(db: WriteDb, folderId: number, given: FolderAnswer): void {
  db.prepare('UPDATE watched_folders SET answer = ? WHERE id = ? AND answer IS NULL').run(
    given,
    folderId,
  )
}

/** The folder is this one from now on, and no other. */
function nameIt(db: WriteDb, folderId: number, { paths, identity }: FoundFolder): void {
  db.prepare('UPDATE watched_folders SET identity = NULL WHERE identity = ? AND id <> ?').run(
    identity,
    folderId,
  )
  db.prepare('UPDATE watched_folders SET identity = ? WHERE id = ?').run(identity, folderId)
  const insert = db.prepare('INSERT OR REPLACE INTO watched_folder_paths VALUES (?, ?)')
  for (const path of paths) insert.run(path, folderId)
}

const unsigned = (value: bigint): string => String(BigInt.asUintN(64, value))
