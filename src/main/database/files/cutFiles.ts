import type { WriteDb } from '../handles'
import { perConnection } from '../perConnection'

/** A file that waits for the rest of its last line. */
export interface CutFile {
  /** Where the line that is cut begins, and its number. */
  readonly byte: number
  readonly line: number
  /** The fingerprint of all bytes before it. */
  readonly fingerprint: string
  /** When it is taken as it is: ISO 8601 in UTC. */
  readonly until: string
}

const put = perConnection((db: WriteDb) =>
  db.prepare<[number, number, number, string, string]>(
    `INSERT OR REPLACE INTO cut_files (file_id, byte, line, fingerprint, until)
     VALUES (?, ?, ?, ?, ?)`,
  ),
)

export function setCut(db: WriteDb, fileId: number, cut: CutFile): void {
  put(db).run(fileId, cut.byte, cut.line, cut.fingerprint, cut.until)
}

const updateUntil = perConnection((db: WriteDb) =>
  db.prepare<[string, number]>('UPDATE cut_files SET until = ? WHERE file_id = ?'),
)

export function setCutUntil(db: WriteDb, fileId: number, until: string): void {
  updateUntil(db).run(until, fileId)
}

const remove = perConnection((db: WriteDb) =>
  db.prepare<[number]>('DELETE FROM cut_files WHERE file_id = ?'),
)

/** It was read to its end, or is read from its beginning. */
export function forgetCut(db: WriteDb, fileId: number): void {
  remove(db).run(fileId)
}
