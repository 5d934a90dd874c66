import type { LineErrorStatus } from '#shared/lineErrors'
import type { ReadDb } from '../handles'
import { fileOf, idsOfFile, lineId } from '../lineId'
import type { Part } from './parts'

/** A block of `fault_blocks`, and the id at which the next one begins. */
export interface Block {
  readonly firstId: number
  readonly endId: number
  readonly lines: number
}

export function blocksOf(db: ReadDb, { fault, file }: Part): Block[] {
  const [first, last] = idsOfFile(file.fileId)
  const rows = db
    .prepare<[number, number, number], { firstId: number; lines: number }>(
      `SELECT first_id AS firstId, length(lines) / 4 AS lines FROM fault_blocks
       WHERE fault = ? AND first_id BETWEEN ? AND ? ORDER BY first_id`,
    )
    .all(fault.faultId, first, last)
  return rows.map((row, i) => ({ ...row, endId: rows[i + 1]?.firstId ?? last + 1 }))
}

export function idsOfBlock(
  db: ReadDb,
  part: Part,
  block: Block,
  statuses: readonly LineErrorStatus[],
): number[] {
  const stored = db
    .prepare<[number, number], Buffer>(
      'SELECT lines FROM fault_blocks WHERE fault = ? AND first_id = ?',
    )
    .pluck()
    .get(part.fault.faultId, block.firstId)
  if (stored === undefined) return []
  // A copy, because four-byte numbers need their place in the buffer.
  const lines = new Uint32Array(new Uint8Array(stored).buffer)
  const fileId = fileOf(block.firstId)
  const ids = Array.from(lines, (line) => lineId(fileId, line))
  const hidden = new Set(settledInBlock(db, part, block, hiddenStatuses(part, statuses)))
  return hidden.size === 0 ? ids : ids.filter((id) => !hidden.has(id))
}

/** The statuses that are not chosen and that lines of this part have. */
export function hiddenStatuses(
  { lines }: Part,
  statuses: readonly LineErrorStatus[],
): LineErrorStatus[] {
  return (['fixed', 'dismissed'] as const).filter(
    (status) => lines[status] > 0 && !statuses.includes(status),
  )
}

const AMONG = 'status IN (SELECT value FROM json_each(?))'
/** The words by which SQLite sees that the index on settled lines will do. */
const SETTLED = `bad_lines INDEXED BY bad_lines_settled WHERE status <> 'open' AND fault = ?`

export function countSettled(
  db: ReadDb,
  { fault }: Part,
  { firstId, endId }: Pick<Block, 'firstId' | 'endId'>,
  statuses: readonly LineErrorStatus[],
): number {
  if (statuses.length === 0) return 0
  const count = db
    .prepare<[number, number, number, string], number>(
      `SELECT count(*) FROM ${SETTLED} AND id >= ? AND id < ? AND ${AMONG}`,
    )
    .pluck()
    .get(fault.faultId, firstId, endId, JSON.stringify(statuses))
  return count ?? 0
}

function settledInBlock(
  db: ReadDb,
  { fault }: Part,
  { firstId, endId }: Block,
  statuses: readonly LineErrorStatus[],
): number[] {
  if (statuses.length === 0) return []
  return db
    .prepare<[number, number, number, string], number>(
      `SELECT id FROM ${SETTLED} AND id >= ? AND id < ? AND ${AMONG}`,
    )
    .pluck()
    .all(fault.faultId, firstId, endId, JSON.stringify(statuses))
}

export function settledIds(
  db: ReadDb,
  { fault, file }: Part,
  statuses: readonly LineErrorStatus[],
  after: number,
  limit: number,
  offset: number,
): number[] {
  const [first, last] = idsOfFile(file.fileId)
  return db
    .prepare<[number, number, number, string, number, number], number>(
      `SELECT id FROM ${SETTLED} AND id BETWEEN ? AND ? AND ${AMONG}
       ORDER BY id LIMIT ? OFFSET ?`,
    )
    .pluck()
    .all(fault.faultId, Math.max(first, after + 1), last, JSON.stringify(statuses), limit, offset)
}
