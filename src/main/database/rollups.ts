import type Database from 'better-sqlite3'
import type { TimeWindow } from '#shared/series'
import { appendRollup, BLOCK_DOUBLES, rollupSpan } from '../ingest/rollup'
import type { ReadDb, WriteDb } from './handles'
import { lineId, lineIds } from './lineId'

const BLOCK_BYTES = BLOCK_DOUBLES * Float64Array.BYTES_PER_ELEMENT
/** A row of fewer blocks takes in the next chunk, if that has fewer too. */
const SHORT_ROW_BLOCKS = 40

interface LastRow {
  readonly id: bigint
  /** null when the row is long. */
  readonly blocks: Buffer | null
}

/** Writes the rollups of chunks. */
export class Rollups {
  readonly #last: Database.Statement<[bigint, bigint], LastRow>
  readonly #put: Database.Statement<[bigint, bigint, bigint, Uint8Array]>

  constructor(db: WriteDb) {
    this.#last = db
      .prepare<[bigint, bigint], LastRow>(
        `SELECT id, CASE WHEN length(blocks) < ${SHORT_ROW_BLOCKS * BLOCK_BYTES} THEN blocks END
           AS blocks
         FROM rollups WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1`,
      )
      .safeIntegers()
    this.#put = db.prepare(
      'INSERT OR REPLACE INTO rollups (id, from_us, to_us, blocks) VALUES (?, ?, ?, ?)',
    )
  }

  /**
   * Inside the transaction that is under way. The chunk's first line follows all that are stored.
   * Chunks of few lines share a row, but one that may be taken back has its own.
   */
  add(fileId: number, firstLine: number, rollup: Float64Array, mayBeTakenBack: boolean): void {
    if (rollup.length === 0) return
    const id = lineId(fileId, firstLine)
    const isShort = rollup.length < SHORT_ROW_BLOCKS * BLOCK_DOUBLES
    const last = isShort && !mayBeTakenBack ? this.#last.get(lineId(fileId, 0), id) : undefined
    if (last === undefined || last.blocks === null) this.#write(id, rollup)
    else this.#write(last.id, joined(doublesOf(last.blocks), rollup))
  }

  #write(id: bigint, rollup: Float64Array): void {
    const { fromUs, toUs } = rollupSpan(rollup)
    const blocks = new Uint8Array(rollup.buffer, rollup.byteOffset, rollup.byteLength)
    this.#put.run(id, BigInt(fromUs), BigInt(toUs), blocks)
  }
}

/** The time that files have records in; null when they have none. */
export function recordedSpan(db: ReadDb, fileIds: readonly number[]): TimeWindow | null {
  const select = db
    .prepare<[bigint, bigint], [number | null, number | null]>(
      'SELECT min(from_us), max(to_us) FROM rollups WHERE id BETWEEN ? AND ?',
    )
    .raw()
  let [fromUs, toUs] = [Infinity, -Infinity]
  for (const fileId of fileIds) {
    const [first, last] = select.get(...lineIds(fileId)) ?? [null, null]
    fromUs = Math.min(fromUs, first ?? Infinity)
    toUs = Math.max(toUs, last ?? -Infinity)
  }
  return fromUs > toUs ? null : { fromUs, toUs: toUs + 1 }
}

/**
 * The rollup of a file's chunks that have records in the window, each block once and in line order.
 * A block that lies over the border between two chunks is there in part when only one of them has.
 */
export function readRollup(db: ReadDb, fileId: number, window: TimeWindow): Float64Array {
  const rows = db
    .prepare<[bigint, bigint, bigint, bigint], Buffer>(
      `SELECT blocks FROM rollups WHERE id BETWEEN ? AND ? AND to_us >= ? AND from_us < ?
       ORDER BY id`,
    )
    .pluck()
    .all(...lineIds(fileId), BigInt(window.fromUs), BigInt(window.toUs))
  const bytes = new Uint8Array(rows.reduce((sum, row) => sum + row.length, 0))
  const rollup = new Float64Array(bytes.buffer)
  let length = 0
  for (const row of rows) {
    bytes.set(row, length * Float64Array.BYTES_PER_ELEMENT)
    const end = length + row.length / Float64Array.BYTES_PER_ELEMENT
    length = appendRollup(rollup, length, rollup.subarray(length, end))
  }
  return rollup.subarray(0, length)
}

function joined(before: Float64Array, after: Float64Array): Float64Array {
  const both = new Float64Array(before.length + after.length)
  both.set(before)
  return both.subarray(0, appendRollup(both, before.length, after))
}

/** The blob's doubles. Its bytes may begin anywhere in a buffer; doubles may not. */
function doublesOf(blob: Buffer): Float64Array {
  return new Float64Array(new Uint8Array(blob).buffer)
}
