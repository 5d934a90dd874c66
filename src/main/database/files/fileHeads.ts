import type { FileHead } from '../../record/fileHead'
import type { ReadDb, WriteDb } from '../handles'
import { perConnection } from '../perConnection'

interface Row {
  readonly head: Buffer | null
  readonly columns: string | null
  readonly startUs: number | null
}

const update = perConnection((db: WriteDb) =>
  db.prepare<[Uint8Array, string | null, number | null, number]>(
    'UPDATE files SET head = ?, column_names = ?, start_us = ? WHERE id = ?',
  ),
)
const select = perConnection((db: ReadDb) =>
  db.prepare<[number], Row>(
    'SELECT head, column_names AS columns, start_us AS startUs FROM files WHERE id = ?',
  ),
)

export function keepHead(db: WriteDb, fileId: number, { bytes, columns, startUs }: FileHead): void {
  const names = columns === null ? null : JSON.stringify(columns)
  update(db).run(bytes, names, startUs, fileId)
}

/** Null for a package that a version read which did not keep it. */
export function headOf(db: ReadDb, fileId: number): FileHead | null {
  const row = select(db).get(fileId)
  if (row === undefined || row.head === null) return null
  const columns: readonly string[] | null = row.columns === null ? null : JSON.parse(row.columns)
  return { bytes: row.head, columns, startUs: row.startUs }
}
