import Database from 'better-sqlite3'
import { join } from 'node:path'

/**
 * How many lines a second whoever opens the folder's database next imports, in small steps: so slow
 * that what comes meets a file in its middle. Null is as fast as it can.
 */
export function setPace(folder: string, linesPerSecond: number | null): void {
  setPaceIn(join(folder, 'data', 'downlink.db'), linesPerSecond)
}

/** The same, of a database that lies elsewhere. */
export function setPaceIn(database: string, linesPerSecond: number | null): void {
  const db = new Database(database)
  const settings = { linesPerWrite: linesPerSecond === null ? null : 500, linesPerSecond }
  const forget = db.prepare('DELETE FROM settings WHERE key = ?')
  const put = db.prepare('INSERT INTO settings (key, value) VALUES (?, ?)')
  for (const [key, value] of Object.entries(settings)) {
    forget.run(key)
    if (value !== null) put.run(key, String(value))
  }
  db.close()
}
