import { z } from 'zod'
import { LineIssue, type LineCode } from '#shared/codes'
import type { LineError, LineErrorGroup, LineErrorPage, LineErrorStatus } from '#shared/lineErrors'
import type { ErrorColumns } from '../ingest/chunk'
import type { ReadDb, WriteDb } from './handles'

const Issues = z.array(LineIssue).min(1)

export function insertLineErrors(db: WriteDb, fileId: number, errors: ErrorColumns): void {
  if (errors.count === 0) return
  const codes = errors.issues.map((text) => Issues.parse(JSON.parse(text))[0]?.code)
  const insert = db.prepare(
    `INSERT INTO line_errors (id, byte_offset, code, issues, raw, raw_bytes)
     VALUES (? << 32 | ?, ?, ?, ?, ?, ?)`,
  )
  let start = 0
  for (let i = 0; i < errors.count; i += 1) {
    const end = errors.rawEnd[i] ?? start
    const issues = errors.issuesIndex[i] ?? 0
    insert.run(
      fileId,
      errors.line[i],
      errors.byteOffset[i],
      codes[issues],
      errors.issues[issues],
      errors.raw.subarray(start, end),
      errors.rawBytes[i],
    )
    start = end
  }
}

interface LineErrorRow {
  readonly fileId: number
  readonly line: number
  readonly byteOffset: number
  readonly code: LineCode
  readonly issues: string
  readonly raw: Buffer
  readonly rawBytes: number
  readonly status: LineErrorStatus
}

const SELECT = `
  SELECT file_id AS fileId, line, byte_offset AS byteOffset, code, issues, raw,
    raw_bytes AS rawBytes, status
  FROM line_errors WHERE id BETWEEN (? << 32) AND (? << 32 | 4294967295)`

function hydrate(row: LineErrorRow): LineError {
  return { ...row, issues: Issues.parse(JSON.parse(row.issues)), raw: new Uint8Array(row.raw) }
}

/**
 * Bad lines of a file in line order. `total` counts them all.
 */
export function lineErrorsPage(
  db: ReadDb,
  fileId: number,
  offset: number,
  limit: number,
): LineErrorPage {
  const total = db
    .prepare<[number, number], number>(
      `SELECT count(*) FROM line_errors WHERE id BETWEEN (? << 32) AND (? << 32 | 4294967295)`,
    )
    .pluck()
    .get(fileId, fileId)
  const rows = db
    .prepare<[number, number, number, number], LineErrorRow>(
      `${SELECT} ORDER BY id LIMIT ? OFFSET ?`,
    )
    .all(fileId, fileId, limit, offset)
  return { total: total ?? 0, rows: rows.map(hydrate) }
}

/** All bad lines of a file one by one, in line order. */
export function* eachLineError(db: ReadDb, fileId: number): Generator<LineError> {
  const rows = db.prepare<[number, number], LineErrorRow>(`${SELECT} ORDER BY id`)
  for (const row of rows.iterate(fileId, fileId)) yield hydrate(row)
}

export function lineErrorGroups(db: ReadDb, fileId: number): LineErrorGroup[] {
  return db
    .prepare<[number, number], LineErrorGroup>(
      `SELECT code, count(*) AS count FROM line_errors
       WHERE id BETWEEN (? << 32) AND (? << 32 | 4294967295)
       GROUP BY code ORDER BY count(*) DESC, code`,
    )
    .all(fileId, fileId)
}
