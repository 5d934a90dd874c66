import type { LineErrorStatus } from '#shared/lineErrors'
import type { WriteDb } from '../handles'
import { fileOf } from '../lineId'

export interface SettledLine {
  readonly id: number
  readonly fault: number
}

/**
 * Gives those of the lines a new status that have one of the old ones; returns them in the order of
 * their ids.
 */
export function settleLines(
  db: WriteDb,
  ids: readonly number[],
  from: readonly LineErrorStatus[],
  to: LineErrorStatus,
): SettledLine[] {
  return db
    .prepare<[string, string, string], SettledLine>(
      `UPDATE bad_lines SET status = ?
       WHERE id IN (SELECT value FROM json_each(?))
         AND status IN (SELECT value FROM json_each(?))
       RETURNING id, fault`,
    )
    .all(to, JSON.stringify(ids), JSON.stringify(from))
    .toSorted((a, b) => a.id - b.id)
}

/** Enters the lines of one mend, and what they come to. */
export class MendedLines {
  readonly #db: WriteDb
  readonly #mendId: number
  readonly #parts = new Map<string, { fileId: number; fault: number; lines: number }>()
  #count = 0

  constructor(db: WriteDb, mendId: number) {
    this.#db = db
    this.#mendId = mendId
  }

  get count(): number {
    return this.#count
  }

  get fileIds(): number[] {
    return [...new Set([...this.#parts.values()].map(({ fileId }) => fileId))]
  }

  /** @param text the corrected line, of an edit */
  add(lines: readonly SettledLine[], text: string | null): void {
    this.#db
      .prepare('INSERT INTO mended_lines (mend, id, text) SELECT ?, value, ? FROM json_each(?)')
      .run(this.#mendId, text, JSON.stringify(lines.map(({ id }) => id)))
    for (const { id, fault } of lines) {
      const fileId = fileOf(id)
      const key = `${fileId} ${fault}`
      const part = this.#parts.get(key)
      if (part === undefined) this.#parts.set(key, { fileId, fault, lines: 1 })
      else part.lines += 1
    }
    this.#count += lines.length
  }

  /** To be called once, after all lines were added. */
  finish(): void {
    const insert = this.#db.prepare(
      'INSERT INTO mended_parts (mend, file_id, fault, lines) VALUES (?, ?, ?, ?)',
    )
    for (const { fileId, fault, lines } of this.#parts.values()) {
      insert.run(this.#mendId, fileId, fault, lines)
    }
  }
}
