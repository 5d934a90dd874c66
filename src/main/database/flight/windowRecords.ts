import type Database from 'better-sqlite3'
import type { ChannelName, TimeWindow } from '#shared/flight/scope'
import { linesOfBlock } from '../../record/blocks'
import { layoutOf } from '../definitions/layoutOf'
import { channelSql, type Layout } from '../definitions/layouts'
import type { ReadDb } from '../handles'
import { lineId, lineIds } from '../lineId'
import type { FilePlan } from './plan'

/** So many blocks are read in one go: more of them only need more memory. */
const BLOCKS_AT_ONCE = 64

/** What can be asked of a record beside its time. */
export type Column = ChannelName | 'line' | 'instruments'

interface Statements<R> {
  readonly byLine: Database.Statement<[bigint, bigint], R>
  readonly byTime: Database.Statement<[bigint, bigint, bigint, bigint], R>
}

/** SQL of a record's time and what else is asked of it; NULL for a channel that it does not have. */
export function columnList(layout: Layout, columns: readonly Column[]): string {
  const expressions = columns.map((column) => {
    if (column === 'line') return 'id & 4294967295'
    return column === 'instruments' ? layout.wordsColumn : channelSql(layout, column)
  })
  return ['timestamp_us', ...expressions].join(', ')
}

/** Reads the records of files that lie in a window: each is its time, then the columns in order. */
export class WindowRecords<R extends readonly [number, ...unknown[]]> {
  readonly #window: TimeWindow
  readonly #db: ReadDb
  readonly #columns: readonly Column[]
  readonly #ofLayout = new Map<number, Statements<R>>()

  constructor(db: ReadDb, window: TimeWindow, columns: readonly Column[]) {
    this.#db = db
    this.#window = window
    this.#columns = columns
  }

  #of(fileId: number): Statements<R> {
    const layout = layoutOf(this.#db, fileId)
    const known = this.#ofLayout.get(layout.id)
    if (known !== undefined) return known
    const { table, timeIndex } = layout
    const list = columnList(layout, this.#columns)
    const made = {
      byLine: this.#db
        .prepare<[bigint, bigint], R>(
          `SELECT ${list} FROM ${table} WHERE id BETWEEN ? AND ? ORDER BY id`,
        )
        .raw(),
      byTime: this.#db
        .prepare<[bigint, bigint, bigint, bigint], R>(
          `SELECT ${list} FROM ${table} INDEXED BY ${timeIndex}
           WHERE timestamp_us >= ? AND timestamp_us < ? AND +id BETWEEN ? AND ?`,
        )
        .raw(),
    }
    this.#ofLayout.set(layout.id, made)
    return made
  }

  /** Those of some blocks, which ascend, line after line. */
  eachOfBlocks(fileId: number, blocks: readonly number[], take: (record: R) => void): void {
    const { fromUs, toUs } = this.#window
    const { byLine } = this.#of(fileId)
    for (let i = 0; i < blocks.length;) {
      const first = blocks[i] ?? 0
      let last = first
      for (i += 1; blocks[i] === last + 1 && last - first < BLOCKS_AT_ONCE - 1; i += 1) last += 1
      const from = lineId(fileId, linesOfBlock(first).first)
      for (const record of byLine.all(from, lineId(fileId, linesOfBlock(last).last))) {
        const timeUs = record[0]
        if (timeUs >= fromUs && timeUs < toUs) take(record)
      }
    }
  }

  /** All of a file, found by their time. Costs several times as much for each record. */
  eachInTime(fileId: number, take: (record: R) => void): void {
    const { fromUs, toUs } = this.#window
    const found = this.#of(fileId).byTime.iterate(BigInt(fromUs), BigInt(toUs), ...lineIds(fileId))
    for (const record of found) take(record)
  }

  /** All that a plan says to read. */
  eachOfPlan({ fileId, read, byTime }: FilePlan, take: (record: R) => void): void {
    if (byTime) this.eachInTime(fileId, take)
    else this.eachOfBlocks(fileId, read, take)
  }
}
