import type Database from 'better-sqlite3'
import type { ChannelName, TimeWindow } from '#shared/flight/scope'
import { linesOfBlock } from '../../record/blocks'
import type { ReadDb } from '../handles'
import { lineId, lineIds } from '../lineId'
import type { FilePlan } from './plan'

/** So many blocks are read in one go: more of them only need more memory. */
const BLOCKS_AT_ONCE = 64

/** What can be asked of a record beside its time. */
type Column = ChannelName | 'line' | 'instruments'

/** Reads the records of files that lie in a window: each is its time, then the columns in order. */
export class WindowRecords<R extends readonly [number, ...unknown[]]> {
  readonly #window: TimeWindow
  readonly #byLine: Database.Statement<[bigint, bigint], R>
  readonly #byTime: Database.Statement<[bigint, bigint, bigint, bigint], R>

  constructor(db: ReadDb, window: TimeWindow, columns: readonly Column[]) {
    const list = ['timestamp_us', ...columns]
      .map((name) => (name === 'line' ? 'id & 4294967295' : name))
      .join(', ')
    this.#window = window
    this.#byLine = db
      .prepare<[bigint, bigint], R>(
        `SELECT ${list} FROM records WHERE id BETWEEN ? AND ? ORDER BY id`,
      )
      .raw()
    this.#byTime = db
      .prepare<[bigint, bigint, bigint, bigint], R>(
        `SELECT ${list} FROM records INDEXED BY records_by_time
         WHERE timestamp_us >= ? AND timestamp_us < ? AND +id BETWEEN ? AND ?`,
      )
      .raw()
  }

  /** Those of some blocks, which ascend, line after line. */
  eachOfBlocks(fileId: number, blocks: readonly number[], take: (record: R) => void): void {
    const { fromUs, toUs } = this.#window
    for (let i = 0; i < blocks.length;) {
      const first = blocks[i] ?? 0
      let last = first
      for (i += 1; blocks[i] === last + 1 && last - first < BLOCKS_AT_ONCE - 1; i += 1) last += 1
      const from = lineId(fileId, linesOfBlock(first).first)
      for (const record of this.#byLine.all(from, lineId(fileId, linesOfBlock(last).last))) {
        const timeUs = record[0]
        if (timeUs >= fromUs && timeUs < toUs) take(record)
      }
    }
  }

  /** All of a file, found by their time. Costs several times as much for each record. */
  eachInTime(fileId: number, take: (record: R) => void): void {
    const { fromUs, toUs } = this.#window
    const found = this.#byTime.iterate(BigInt(fromUs), BigInt(toUs), ...lineIds(fileId))
    for (const record of found) take(record)
  }

  /** All that a plan says to read. */
  eachOfPlan({ fileId, read, byTime }: FilePlan, take: (record: R) => void): void {
    if (byTime) this.eachInTime(fileId, take)
    else this.eachOfBlocks(fileId, read, take)
  }
}
