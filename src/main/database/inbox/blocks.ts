import type { BadLineStatus } from '#shared/lineFindings'
import type { ReadDb } from '../handles'
import { fileOf, lineId, lineIds } from '../lines/lineId'
import { perConnection } from '../perConnection'
import type { Part } from './parts'

/** A block of `fault_blocks`, and the id at which the next one begins. */
export interface Block {
  readonly firstId: bigint
  readonly endId: bigint
  readonly lines: number
}

const selectBlocks = perConnection((db: ReadDb) =>
  db
    .prepare<[number, bigint, bigint], { firstId: bigint; lines: bigint }>(
      `SELECT first_id AS firstId, length(lines) / 4 AS lines FROM fault_blocks
       WHERE fault = ? AND first_id BETWEEN ? AND ? ORDER BY first_id`,
    )
    .safeIntegers(),
)
const selectLines = perConnection((db: ReadDb) =>
  db
    .prepare<[number, bigint], Buffer>(
      'SELECT lines FROM fault_blocks WHERE fault = ? AND first_id = ?',
    )
    .pluck(),
)

const AMONG = 'status IN (SELECT value FROM json_each(?))'
/** The words by which SQLite sees that the index on settled lines will do. */
const SETTLED = `bad_lines INDEXED BY bad_lines_settled WHERE status <> 'open' AND fault = ?`
const countSettledRows = perConnection((db: ReadDb) =>
  db
    .prepare<[number, bigint, bigint, string], number>(
      `SELECT count(*) FROM ${SETTLED} AND id >= ? AND id < ? AND ${AMONG}`,
    )
    .pluck(),
)
const selectSettled = perConnection((db: ReadDb) =>
  db
    .prepare<[number, bigint, bigint, string, number, number], bigint>(
      `SELECT id FROM ${SETTLED} AND id >= ? AND id < ? AND ${AMONG}
       ORDER BY id LIMIT ? OFFSET ?`,
    )
    .pluck()
    .safeIntegers(),
)
/** SQLite's word for all rows. */
const NO_LIMIT = -1

export function blocksOf(db: ReadDb, { fault, file }: Part): Block[] {
  const [first, last] = lineIds(file.fileId)
  const rows = selectBlocks(db).all(fault.faultId, first, last)
  return rows.map(({ firstId, lines }, i) => ({
    firstId,
    endId: rows[i + 1]?.firstId ?? last + 1n,
    lines: Number(lines),
  }))
}

export function idsOfBlock(
  db: ReadDb,
  part: Part,
  block: Block,
  statuses: readonly BadLineStatus[],
): bigint[] {
  const stored = selectLines(db).get(part.fault.faultId, block.firstId)
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
  statuses: readonly BadLineStatus[],
): BadLineStatus[] {
  return (['fixed', 'dismissed'] as const).filter(
    (status) => lines[status] > 0 && !statuses.includes(status),
  )
}

export function countSettled(
  db: ReadDb,
  { fault }: Part,
  { firstId, endId }: Pick<Block, 'firstId' | 'endId'>,
  statuses: readonly BadLineStatus[],
): number {
  if (statuses.length === 0) return 0
  const among = JSON.stringify(statuses)
  return countSettledRows(db).get(fault.faultId, firstId, endId, among) ?? 0
}

function settledInBlock(
  db: ReadDb,
  { fault }: Part,
  { firstId, endId }: Block,
  statuses: readonly BadLineStatus[],
): bigint[] {
  if (statuses.length === 0) return []
  const among = JSON.stringify(statuses)
  return selectSettled(db).all(fault.faultId, firstId, endId, among, NO_LIMIT, 0)
}

/** A page of a part's lines of these statuses from an id on, without open ones. */
export function settledIds(
  db: ReadDb,
  { fault, file }: Part,
  statuses: readonly BadLineStatus[],
  from: bigint,
  limit: number,
  offset: number,
): bigint[] {
  const [, last] = lineIds(file.fileId)
  const among = JSON.stringify(statuses)
  return selectSettled(db).all(fault.faultId, from, last + 1n, among, limit, offset)
}
