import type Database from 'better-sqlite3'
import type { ChannelName, TimeWindow } from '#shared/series'
import { linesOfBlock } from '../ingest/rollup'
import type { ReadDb } from './handles'
import { lineId, lineIds } from './lineId'

/** So many blocks are read in one go: more of them only need more memory. */
const BLOCKS_AT_ONCE = 64

/** Its time, then the channels that were asked for. */
type SeriesRecord = readonly number[]

/** Reads the records of files that lie in a window. */
export class SeriesRecords {
  readonly #window: TimeWindow
  readonly #byLine: Database.Statement<[bigint, bigint], number[]>
  readonly #byTime: Database.Statement<[bigint, bigint, bigint, bigint], number[]>

  constructor(db: ReadDb, window: TimeWindow, channels: readonly ChannelName[]) {
    const columns = ['timestamp_us', ...channels].join(', ')
    this.#window = window
    this.#byLine = db
      .prepare<[bigint, bigint], number[]>(
        `SELECT ${columns} FROM records WHERE id BETWEEN ? AND ? ORDER BY id`,
      )
      .raw()
    this.#byTime = db
      .prepare<[bigint, bigint, bigint, bigint], number[]>(
        `SELECT ${columns} FROM records INDEXED BY records_by_time
         WHERE timestamp_us >= ? AND timestamp_us < ? AND +id BETWEEN ? AND ?`,
      )
      .raw()
  }

  /** Those of some blocks, which ascend, line after line. */
  eachOfBlocks(
    fileId: number,
    blocks: readonly number[],
    take: (record: SeriesRecord) => void,
  ): void {
    const { fromUs, toUs } = this.#window
    for (let i = 0; i < blocks.length;) {
      const first = blocks[i] ?? 0
      let last = first
      for (i += 1; blocks[i] === last + 1 && last - first < BLOCKS_AT_ONCE - 1; i += 1) last += 1
      const from = lineId(fileId, linesOfBlock(first).first)
      for (const record of this.#byLine.all(from, lineId(fileId, linesOfBlock(last).last))) {
        const timeUs = record[0] ?? 0
        if (timeUs >= fromUs && timeUs < toUs) take(record)
      }
    }
  }

  /** All of a file, found by their time. Costs several times as much for each record. */
  eachInTime(fileId: number, take: (record: SeriesRecord) => void): void {
    const { fromUs, toUs } = this.#window
    const found = this.#byTime.iterate(BigInt(fromUs), BigInt(toUs), ...lineIds(fileId))
    for (const record of found) take(record)
  }
}
