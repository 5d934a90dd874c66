import type { LineCode, LineIssue } from '#shared/codes'
import type { BadLine, BadLineGroup, BadLinePage, BadLineStatus } from '#shared/lineFindings'
import type { LineFormat } from '#shared/formats/lineFormat'
import type { ReadDb } from '../handles'
import { formatOfFile } from '../inbox/formatOfFile'
import { isHidden } from '../removals/hidden'

interface BadLineRow {
  readonly fileId: number
  readonly line: number
  readonly byteOffset: number
  readonly code: LineCode
  readonly issues: string
  readonly raw: Buffer
  readonly rawBytes: number
  readonly status: BadLineStatus
}

const COLUMNS = `
  SELECT file_id AS fileId, line, byte_offset AS byteOffset, code, issues, raw,
    raw_bytes AS rawBytes, status
  FROM line_errors`
const SELECT = `${COLUMNS} WHERE id BETWEEN (? << 32) AND (? << 32 | 4294967295)`

function hydrate(row: BadLineRow, format: LineFormat): BadLine {
  const issues: LineIssue[] = JSON.parse(row.issues)
  return { ...row, issues, raw: new Uint8Array(row.raw), format }
}

interface BadLinesQuestion {
  readonly fileId: number
  readonly offset: number
  readonly limit: number
  readonly code?: LineCode | undefined
}

/**
 * Bad lines of a file in line order, all or those of one code; none of a removed one. `total` counts
 * what is asked for, without its limits.
 */
export function badLinePage(
  db: ReadDb,
  { fileId, offset, limit, code }: BadLinesQuestion,
): BadLinePage {
  if (isHidden(db, fileId)) return { total: 0, rows: [] }
  const [ofCode, codes] = code === undefined ? ['', []] : ['AND code = ?', [code]]
  const total = db
    .prepare<(number | string)[], number>(
      `SELECT count(*) FROM ${code === undefined ? 'bad_lines' : 'line_errors'}
       WHERE id BETWEEN (? << 32) AND (? << 32 | 4294967295) ${ofCode}`,
    )
    .pluck()
    .get(fileId, fileId, ...codes)
  const rows = db
    .prepare<(number | string)[], BadLineRow>(`${SELECT} ${ofCode} ORDER BY id LIMIT ? OFFSET ?`)
    .all(fileId, fileId, ...codes, limit, offset)
  const format = formatOfFile(db, fileId)
  return { total: total ?? 0, rows: rows.map((row) => hydrate(row, format)) }
}

export function badLineGroups(db: ReadDb, fileId: number): BadLineGroup[] {
  if (isHidden(db, fileId)) return []
  return db
    .prepare<[number, number], BadLineGroup>(
      `SELECT faults.code, sum(n) AS count
       FROM (
         SELECT fault, count(*) AS n FROM bad_lines
         WHERE id BETWEEN (? << 32) AND (? << 32 | 4294967295) GROUP BY fault
       ) JOIN faults ON faults.id = fault
       GROUP BY faults.code ORDER BY count DESC, faults.code`,
    )
    .all(fileId, fileId)
}
