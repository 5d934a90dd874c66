import type { FolderAnswer } from '#shared/folders'
import type { ReadDb, WriteDb } from '../handles'
import { perConnection } from '../perConnection'

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
  /** What becomes of them; null while the operator is being asked. */
  readonly answer: FolderAnswer | null
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

const byPath = perConnection((db: ReadDb) =>
  db.prepare<[string], MetFolder>(
    `SELECT id, files, answer FROM watched_folders
     WHERE id = (SELECT folder_id FROM watched_folder_paths WHERE path = ?)`,
  ),
)
const byIdentity = perConnection((db: ReadDb) =>
  db.prepare<[string], MetFolder>(
    'SELECT id, files, answer FROM watched_folders WHERE identity = ? ORDER BY id LIMIT 1',
  ),
)

/** The folder as it was met, by one of its paths or by what it is; null for one that is new. */
export function meet(db: WriteDb, found: FoundFolder): MetFolder | null {
  const known = [
    ...found.paths.map((path) => byPath(db).get(path)),
    byIdentity(db).get(found.identity),
  ].find((each) => each !== undefined)
  if (known === undefined) return null
  nameIt(db, known.id, found)
  return known
}

/** Takes in a folder that is new, with all that lies in it. */
export function remember(
  db: WriteDb,
  found: FoundFolder,
  files: FilesInFolder,
  answer: FolderAnswer | null,
  now: string,
): MetFolder {
  const count = files.numbers.length / NUMBERS_PER_FILE
  const { lastInsertRowid } = db
    .prepare('INSERT INTO watched_folders (met_at, files, answer) VALUES (?, ?, ?)')
    .run(now, count, answer)
  const id = Number(lastInsertRowid)
  nameIt(db, id, found)
  const insert = db.prepare<[number, string, bigint, string, string, string]>(
    'INSERT INTO files_before VALUES (?, ?, ?, ?, ?, ?)',
  )
  for (const [name, [size = 0n, device = 0n, inode = 0n, mtime = 0n]] of eachFile(files)) {
    insert.run(id, name, size, unsigned(device), unsigned(inode), String(mtime))
  }
  return { id, files: count, answer }
}

/** Takes the operator's answer; a folder that has one keeps it. */
export function settle(db: WriteDb, folderId: number, given: FolderAnswer): void {
  db.prepare('UPDATE watched_folders SET answer = ? WHERE id = ? AND answer IS NULL').run(
    given,
    folderId,
  )
}

function nameIt(db: WriteDb, folderId: number, { paths, identity }: FoundFolder): void {
  db.prepare('UPDATE watched_folders SET identity = ? WHERE id = ?').run(identity, folderId)
  const insert = db.prepare('INSERT OR IGNORE INTO watched_folder_paths VALUES (?, ?)')
  for (const path of paths) insert.run(path, folderId)
}

const unsigned = (value: bigint): string => String(BigInt.asUintN(64, value))
