import Database from 'better-sqlite3'
import { z } from 'zod'

const Count = z.int().nonnegative()

/** How many rows a table of a SQLite database has. */
export function countRows(databasePath: string, table: string): number {
  const db = new Database(databasePath, { readonly: true })
  try {
    return Count.parse(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get())
  } finally {
    db.close()
  }
}

/** @throws {Error} when the count is another one */
export function expectRows(what: string, count: number, least: number, most = least): void {
  if (count >= least && count <= most) return
  const wanted = least === most ? `${least}` : `between ${least} and ${most}`
  throw new Error(`${what} holds ${count} rows and should hold ${wanted}`)
}
