import type { BadLineStatus } from '#shared/lineFindings'
import type { WriteDb } from '../handles'
import { tell } from '../feed/feed'
import { idList, lineId, rangeIds, type LineRange } from '../lines/lineId'
import { perConnection } from '../perConnection'

export interface SettledLine {
  readonly fileId: number
  readonly line: number
  readonly fault: number
}

const settle = perConnection((db: WriteDb) =>
  db.prepare<[string, string, string], SettledLine>(
    `UPDATE bad_lines SET status = ?
     WHERE id IN (SELECT value FROM json_each(?))
       AND status IN (SELECT value FROM json_each(?))
     RETURNING id >> 32 AS fileId, id & 4294967295 AS line, fault`,
  ),
)
const dismissOpen = perConnection((db: WriteDb) =>
  db.prepare<[bigint, bigint, string], SettledLine>(
    `UPDATE bad_lines SET status = 'dismissed'
     WHERE id BETWEEN ? AND ? AND status = 'open' AND fault IN (SELECT value FROM json_each(?))
     RETURNING id >> 32 AS fileId, id & 4294967295 AS line, fault`,
  ),
)
const insertLines = perConnection((db: WriteDb) =>
  db.prepare<[number, string | null, string]>(
    'INSERT INTO mended_lines (mend, id, text) SELECT ?, value, ? FROM json_each(?)',
  ),
)
const insertPart = perConnection((db: WriteDb) =>
  db.prepare<[number, number, number, number]>(
    'INSERT INTO mended_parts (mend, file_id, fault, lines) VALUES (?, ?, ?, ?)',
  ),
)

/**
 * Gives those of the lines a new status that have one of the old ones; returns them in the order of
 * their ids.
 */
export function settleLines(
  db: WriteDb,
  ids: readonly bigint[],
  from: readonly BadLineStatus[],
  to: BadLineStatus,
): SettledLine[] {
  return settle(db)
    .all(to, idList(ids), JSON.stringify(from))
    .toSorted((a, b) => a.fileId - b.fileId || a.line - b.line)
}

/** Dismisses the open lines of a range that have one of these faults; returns them. */
export function dismissRange(
  db: WriteDb,
  range: LineRange,
  faults: readonly number[],
): SettledLine[] {
  return dismissOpen(db).all(...rangeIds(range), JSON.stringify(faults))
}

/** Enters the lines of one mend, and what they come to. */
export class MendedLines {
  readonly #db: WriteDb
  readonly #mendId: number
  readonly #kind: 'mended' | 'dismissed'
  readonly #parts = new Map<string, { fileId: number; fault: number; lines: number }>()
  #count = 0

  constructor(db: WriteDb, mendId: number, kind: 'mended' | 'dismissed') {
    this.#db = db
    this.#kind = kind
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
    const ids = lines.map(({ fileId, line }) => lineId(fileId, line))
    insertLines(this.#db).run(this.#mendId, text, idList(ids))
    tellLines(this.#db, this.#kind, this.#mendId, lines)
    for (const { fileId, fault } of lines) {
      const key = `${fileId} ${fault}`
      const part = this.#parts.get(key)
      if (part === undefined) this.#parts.set(key, { fileId, fault, lines: 1 })
      else part.lines += 1
    }
    this.#count += lines.length
  }

  /** To be called once, after all lines were added. */
  finish(): void {
    for (const { fileId, fault, lines } of this.#parts.values()) {
      insertPart(this.#db).run(this.#mendId, fileId, fault, lines)
    }
  }
}

/** Tells what a mend did to lines; inside its transaction. */
export function tellLines(
  db: WriteDb,
  kind: 'mended' | 'dismissed' | 'undone',
  mendId: number,
  settled: readonly SettledLine[],
): void {
  for (const [fileId, lines] of Map.groupBy(settled, (line) => line.fileId)) {
    const numbers = lines.map(({ line }) => line)
    const firstLine = numbers.reduce((a, b) => Math.min(a, b))
    const lastLine = numbers.reduce((a, b) => Math.max(a, b))
    tell(db, { kind, fileId, subject: mendId, firstLine, lastLine })
  }
}
