import type { RecordColumns } from '../../record/columns'
import { BLOCK_DOUBLES, blockField } from '../../record/blockTimes'
import { blockOfLine, linesOfBlock } from '../../record/blocks'
import { stateColumnsOf } from '../../record/layout'
import {
  blockOf,
  joinRollups,
  makeRollup,
  type Rollup,
  type RollupSource,
} from '../../record/rollup'
import { eachStatusBlock, makeStatusRollup, packStatusBlocks } from '../../record/statusRollup'
import { layoutOf, perLayout } from '../definitions/layoutOf'
import { listOf, wordsSql } from '../definitions/layouts'
import type { ReadDb, WriteDb } from '../handles'
import { lineId, lineIds, lineOf, rangeIds, type LineRange } from '../lines/lineId'
import { perConnection } from '../perConnection'
import { dropRow, putRow, rollupRow, statusRow } from './rollups'

const LAST_LINE = 2 ** 32 - 1
/** As many blocks as a chunk has. Where many bad lines became records, a row is split into such. */
const ROW_BLOCKS = 80
const LONGEST_ROW_BLOCKS = 120

/** One row of a rollup, and the lines that it stands for. */
interface Place {
  readonly id: bigint
  readonly first: number
  readonly last: number
}

/**
 * Makes the rollup of these lines anew from the records that are stored now: for lines that became
 * records, or are none any more. Inside the transaction that changed them. Lines ascend.
 *
 * @param onRow is called after each row: lines far apart take as long as all records between them
 */
export function remakeRollups(
  db: WriteDb,
  fileId: number,
  lines: readonly number[],
  onRow: () => void = () => undefined,
): void {
  const border = checkpointLine(db, fileId)
  for (let i = 0; i < lines.length;) {
    const place = placeOf(db, fileId, lines[i] ?? 0, border)
    const blocks = new Set<number>()
    for (; i < lines.length && (lines[i] ?? 0) <= place.last; i += 1) {
      blocks.add(blockOfLine(lines[i] ?? 0))
    }
    remakeRow(db, fileId, place, blocks)
    onRow()
  }
}

const selectCheckpoint = perConnection((db: ReadDb) =>
  db.prepare<[number], number>('SELECT checkpoint_line FROM files WHERE id = ?').pluck(),
)

function checkpointLine(db: ReadDb, fileId: number): number {
  return selectCheckpoint(db).get(fileId) ?? 0
}

const selectRow = perConnection((db: ReadDb) =>
  db
    .prepare<[bigint, bigint], bigint>(
      'SELECT id FROM rollups WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1',
    )
    .pluck()
    .safeIntegers(),
)
const selectNextRow = perConnection((db: ReadDb) =>
  db
    .prepare<[bigint, bigint], bigint>(
      'SELECT id FROM rollups WHERE id > ? AND id <= ? ORDER BY id LIMIT 1',
    )
    .pluck()
    .safeIntegers(),
)

/**
 * The row that a line belongs to. What lies at the checkpoint and beyond may be removed without what
 * lies before it, so a row ends before the checkpoint.
 */
function placeOf(db: ReadDb, fileId: number, line: number, border: number): Place {
  const least = lineId(fileId, line < border ? 0 : border)
  const id = selectRow(db).get(least, lineId(fileId, line)) ?? lineId(fileId, line)
  const limit = line < border ? border - 1 : LAST_LINE
  return { id, first: lineOf(id), last: Math.min(limit, lastLineOf(db, fileId, id)) }
}

/** The last line that a row may stand for. */
export function lastLineOf(db: ReadDb, fileId: number, id: bigint): number {
  const [, end] = lineIds(fileId)
  const next = selectNextRow(db).get(id, end)
  return next === undefined ? LAST_LINE : lineOf(next) - 1
}

function remakeRow(
  db: WriteDb,
  fileId: number,
  { id, first, last }: Place,
  blocks: ReadonlySet<number>,
): void {
  const before = rollupRow(db, id)
  const parts: { block: number; rollup: Rollup }[] = []
  if (before !== null) {
    for (let place = 0; place < before.times.length / BLOCK_DOUBLES; place += 1) {
      const block = before.times[place * BLOCK_DOUBLES + blockField.block] ?? 0
      if (!blocks.has(block)) parts.push({ block, rollup: blockOf(before, place) })
    }
  }
  const states = stateColumnsOf(layoutOf(db, fileId).columns)
  const statuses = [...eachStatusBlock(statusRow(db, id))].filter(({ block }) => !blocks.has(block))
  for (const block of blocks) {
    const lines = linesOfBlock(block)
    const records = recordsOfLines(db, {
      fileId,
      first: Math.max(first, lines.first),
      last: Math.min(last, lines.last),
    })
    if (records.count === 0) continue
    parts.push({ block, rollup: makeRollup(records) })
    statuses.push(...eachStatusBlock(makeStatusRollup(records, states)))
  }
  if (parts.length === 0) {
    dropRow(db, id)
    return
  }
  parts.sort((a, b) => a.block - b.block)
  statuses.sort((a, b) => a.block - b.block)
  const size = parts.length > LONGEST_ROW_BLOCKS ? ROW_BLOCKS : parts.length
  for (let at = 0; at < parts.length; at += size) {
    const piece = parts.slice(at, at + size)
    const [from, to] = [piece[0]?.block ?? 0, piece.at(-1)?.block ?? 0]
    const rollup = joinRollups(piece.map((part) => part.rollup))
    const ofPiece = statuses.filter(({ block }) => block >= from && block <= to)
    putRow(db, at === 0 ? id : lineId(fileId, linesOfBlock(from).first), {
      rollup,
      statuses: packStatusBlocks(ofPiece),
    })
  }
}

type StoredRow = [line: number, timestampUs: number, words: string, ...values: (number | null)[]]

const selectRecords = perLayout((db: ReadDb, layout) =>
  db
    .prepare<[bigint, bigint], StoredRow>(
      `SELECT id & 4294967295, timestamp_us, ${wordsSql(layout)}${listOf(layout)}
       FROM ${layout.table} WHERE id BETWEEN ? AND ? ORDER BY id`,
    )
    .raw(),
)

/** Records as a rollup is made of them. */
export type RollupRecords = RollupSource & Pick<RecordColumns, 'wordsIndex' | 'words'>

/** The records of a file from one line to another, both included. */
export function recordsOfLines(db: ReadDb, range: LineRange): RollupRecords {
  const rows = selectRecords(db, range.fileId).all(...rangeIds(range))
  const words = new Map<string, number>()
  const wordsIndex = Uint32Array.from(rows, ([, , text]) => {
    const index = words.get(text) ?? words.size
    words.set(text, index)
    return index
  })
  return {
    count: rows.length,
    line: Uint32Array.from(rows, ([line]) => line),
    timestampUs: Float64Array.from(rows, ([, timestampUs]) => timestampUs),
    values: layoutOf(db, range.fileId).columns.map((_, k) =>
      Float64Array.from(rows, (row) => Number(row[3 + k] ?? NaN)),
    ),
    wordsIndex,
    words: [...words.keys()],
  }
}
