import type Database from 'better-sqlite3'
import type { TimeWindow } from '#shared/flight/scope'
import type { StatusRollup } from '../../record/chunk'
import { BLOCK_DOUBLES, recordsIn, spanOf } from '../../record/blockTimes'
import { joinRollups, type Rollup } from '../../record/rollup'
import { eachStatusBlock, packStatusBlocks } from '../../record/statusRollup'
import type { ReadDb, WriteDb } from '../handles'
import { lineId, lineIds } from '../lines/lineId'
import { perConnection } from '../perConnection'
import {
  openRollup,
  packedBytes,
  packRollup,
  unpackRollup,
  unpackTimes,
  type PackedRollup,
} from './rollupBlob'

/** A shorter row takes in the next chunk, if that is shorter too: forty blocks of four channels. */
const SHORT_ROW_BYTES = packedBytes(40, 4)

interface LastRow {
  readonly id: bigint
  /** null when the row is long. */
  readonly blocks: Buffer | null
}

/** One row of `rollups`, and the one of `status_rollups` that belongs to it. */
export interface RollupRow {
  readonly rollup: Rollup
  readonly statuses: StatusRollup
}

/** Writes the rollups of chunks. */
export class Rollups {
  readonly #db: WriteDb
  readonly #last: Database.Statement<[number, bigint, bigint], LastRow>

  constructor(db: WriteDb) {
    this.#db = db
    this.#last = db
      .prepare<[number, bigint, bigint], LastRow>(
        `SELECT id, CASE WHEN length(blocks) < ? THEN blocks END AS blocks
         FROM rollups WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1`,
      )
      .safeIntegers()
  }

  /**
   * Inside the transaction that is under way. The chunk's first line follows all that are stored.
   * Chunks of few lines share a row, but one that may be taken back has its own.
   */
  add(fileId: number, firstLine: number, row: RollupRow, mayBeTakenBack: boolean): void {
    const { rollup, statuses } = row
    if (rollup.times.length === 0) return
    const id = lineId(fileId, firstLine)
    const bytes = packedBytes(rollup.times.length / BLOCK_DOUBLES, rollup.channels)
    const isShort = bytes < SHORT_ROW_BYTES
    const last =
      isShort && !mayBeTakenBack
        ? this.#last.get(SHORT_ROW_BYTES, lineId(fileId, 0), id)
        : undefined
    if (last === undefined || last.blocks === null) {
      insertRow(this.#db, id, row)
      return
    }
    putRow(this.#db, last.id, {
      rollup: joinRollups([unpackRollup(last.blocks), rollup]),
      statuses: packStatusBlocks([
        ...eachStatusBlock(statusRow(this.#db, last.id)),
        ...eachStatusBlock(statuses),
      ]),
    })
  }
}

const insertRollup = perConnection((db: WriteDb) =>
  db.prepare<[bigint, bigint, bigint, Uint8Array]>(
    'INSERT INTO rollups (id, from_us, to_us, blocks) VALUES (?, ?, ?, ?)',
  ),
)
const insertStatuses = perConnection((db: WriteDb) =>
  db.prepare<[bigint, number, string, Uint8Array]>(
    'INSERT INTO status_rollups (id, records, words, blocks) VALUES (?, ?, ?, ?)',
  ),
)
const drops = ['rollups', 'status_rollups'].map((table) =>
  perConnection((db: WriteDb) => db.prepare<[bigint]>(`DELETE FROM ${table} WHERE id = ?`)),
)

/** Writes a row that is not empty, in the place of the one with its id. */
export function putRow(db: WriteDb, id: bigint, row: RollupRow): void {
  dropRow(db, id)
  insertRow(db, id, row)
}

export function dropRow(db: WriteDb, id: bigint): void {
  for (const drop of drops) drop(db).run(id)
}

function insertRow(db: WriteDb, id: bigint, { rollup, statuses }: RollupRow): void {
  const { fromUs, toUs } = spanOf(rollup.times)
  insertRollup(db).run(id, BigInt(fromUs), BigInt(toUs), packRollup(rollup))
  insertStatuses(db).run(id, recordsIn(rollup.times), statuses.words, bytesOf(statuses.blocks))
}

const selectStatuses = perConnection((db: ReadDb) =>
  db.prepare<[bigint], { words: string; blocks: Buffer }>(
    'SELECT words, blocks FROM status_rollups WHERE id = ?',
  ),
)

/** The status rollup with this id. */
export function statusRow(db: ReadDb, id: bigint): StatusRollup {
  const row = selectStatuses(db).get(id)
  return row === undefined ? NO_STATUSES : { words: row.words, blocks: wordsOf(row.blocks) }
}

const NO_STATUSES: StatusRollup = { words: '[]', blocks: new Uint32Array(0) }

const selectSpan = perConnection((db: ReadDb) =>
  db
    .prepare<[bigint, bigint], [number | null, number | null]>(
      `SELECT min(from_us), max(to_us) FROM rollups INDEXED BY rollups_by_span
       WHERE id BETWEEN ? AND ?`,
    )
    .raw(),
)

/** The time that files have records in; null when they have none. */
export function recordedSpan(db: ReadDb, fileIds: readonly number[]): TimeWindow | null {
  const select = selectSpan(db)
  let [fromUs, toUs] = [Infinity, -Infinity]
  for (const fileId of fileIds) {
    const [first, last] = select.get(...lineIds(fileId)) ?? [null, null]
    fromUs = Math.min(fromUs, first ?? Infinity)
    toUs = Math.max(toUs, last ?? -Infinity)
  }
  return fromUs > toUs ? null : { fromUs, toUs: toUs + 1 }
}

const selectBlocks = perConnection((db: ReadDb) =>
  db
    .prepare<[bigint, bigint, bigint, bigint], Buffer>(
      `SELECT blocks FROM rollups INDEXED BY rollups_by_span
       WHERE id BETWEEN ? AND ? AND to_us >= ? AND from_us < ? ORDER BY id`,
    )
    .pluck(),
)

/**
 * The rollup of a file's chunks that have records in the window, each block once and in line order.
 * `shown` may leave channels out of each part, so that only those that are asked for take room.
 * A block that lies over the border between two chunks is there in part when only one of them has.
 */
export function readRollup(
  db: ReadDb,
  fileId: number,
  window: TimeWindow,
  shown?: (packed: PackedRollup) => Rollup,
): Rollup {
  const rows = rowsIn(db, fileId, window)
  return joinRollups(rows.map((row) => shown?.(openRollup(row)) ?? unpackRollup(row)))
}

/** The times of the same blocks. */
export function readTimes(
  db: ReadDb,
  fileId: number,
  window: TimeWindow,
): Float64Array<ArrayBuffer> {
  return timesOfRows(rowsIn(db, fileId, window))
}

function rowsIn(db: ReadDb, fileId: number, { fromUs, toUs }: TimeWindow): Buffer[] {
  return selectBlocks(db).all(...lineIds(fileId), BigInt(fromUs), BigInt(toUs))
}

/** The times in the `blocks` of rows that follow each other, each block once. */
export function timesOfRows(rows: readonly Buffer[]): Float64Array<ArrayBuffer> {
  const none = new Float64Array(0)
  return joinRollups(rows.map((row) => ({ channels: 0, times: unpackTimes(row), figures: none })))
    .times
}

const selectStatusRows = perConnection((db: ReadDb) =>
  db
    .prepare<[bigint, bigint, bigint, bigint], [id: bigint, words: string, blocks: Buffer]>(
      `SELECT id, words, status_rollups.blocks
       FROM rollups INDEXED BY rollups_by_span JOIN status_rollups USING (id)
       WHERE id BETWEEN ? AND ? AND to_us >= ? AND from_us < ? ORDER BY id`,
    )
    .raw()
    .safeIntegers(),
)

/** The status rollup of some chunks, as it is stored. */
export interface StatusRow extends StatusRollup {
  readonly id: bigint
}

/** Those of the same chunks, in line order; a block may come in several parts. */
export function readStatusRows(db: ReadDb, fileId: number, window: TimeWindow): StatusRow[] {
  return selectStatusRows(db)
    .all(...lineIds(fileId), BigInt(window.fromUs), BigInt(window.toUs))
    .map(([id, words, blocks]) => ({ id, words, blocks: wordsOf(blocks) }))
}

const selectRows = perConnection((db: ReadDb) =>
  db.prepare<[bigint, bigint], { packed: Buffer; words: string | null; statuses: Buffer | null }>(
    `SELECT rollups.blocks AS packed, words, status_rollups.blocks AS statuses
       FROM rollups LEFT JOIN status_rollups USING (id)
       WHERE id BETWEEN ? AND ? ORDER BY id`,
  ),
)

/** All that is summed up of a file, row by row in line order: whoever has enough reads no more. */
export function* eachRow(
  db: ReadDb,
  fileId: number,
): Generator<{ readonly packed: PackedRollup; readonly statuses: StatusRollup }> {
  for (const { packed, words, statuses } of selectRows(db).iterate(...lineIds(fileId))) {
    yield {
      packed: openRollup(packed),
      statuses:
        words === null || statuses === null ? NO_STATUSES : { words, blocks: wordsOf(statuses) },
    }
  }
}

const selectRollup = perConnection((db: ReadDb) =>
  db.prepare<[bigint], Buffer>('SELECT blocks FROM rollups WHERE id = ?').pluck(),
)

/** The rollup of a row; null where there is none. */
export function rollupRow(db: ReadDb, id: bigint): Rollup | null {
  const blocks = selectRollup(db).get(id)
  return blocks === undefined ? null : unpackRollup(blocks)
}

export function bytesOf({ buffer, byteOffset, byteLength }: Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

function wordsOf(blob: Buffer): Uint32Array<ArrayBuffer> {
  return new Uint32Array(new Uint8Array(blob).buffer)
}
