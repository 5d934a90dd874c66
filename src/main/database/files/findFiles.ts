import type { FoundFile } from '#shared/files'
import { hasWords } from '#shared/fold'
import type { ReadDb } from '../handles'
import { perConnection } from '../perConnection'

const selectNames = perConnection((db: ReadDb) =>
  db.prepare<[], [number, string]>('SELECT id, name FROM files ORDER BY id DESC').raw(),
)
const selectFound = perConnection((db: ReadDb) =>
  db.prepare<[string], Omit<FoundFile, 'removed'> & { removed: number }>(
    `SELECT id, name, status, error_lines AS errorLines, inserted_at AS insertedAt,
       EXISTS (SELECT 1 FROM removals
         WHERE removals.file_id = files.id AND undone_at IS NULL) AS removed
     FROM files WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id DESC`,
  ),
)

/**
 * Files whose name has every word of a text, whatever its letter case or script, or whose number it
 * is, as '#12'; the newest first. SQLite's own LIKE knows no case but that of a to z.
 */
export function findFiles(db: ReadDb, text: string, limit: number): FoundFile[] {
  const number = /^\s*#(\d{1,15})\s*$/.exec(text)?.[1]
  const ids: number[] = number === undefined ? [] : [Number(number)]
  if (number === undefined) {
    const fits = hasWords(text)
    for (const [id, name] of selectNames(db).iterate()) {
      if (!fits(name)) continue
      ids.push(id)
      if (ids.length === limit) break
    }
  }
  return selectFound(db)
    .all(JSON.stringify(ids))
    .map((row) => ({ ...row, removed: row.removed === 1 }))
}
