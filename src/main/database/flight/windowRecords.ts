import type Database from 'better-sqlite3'
import type { ChannelName, TimeWindow } from '#shared/flight/scope'
import type { Role } from '#shared/telemetry/channel'
import { linesOfBlock } from '../../record/blocks'
import { readingOf, type Reading } from '../definitions/reading'
import type { ReadDb } from '../handles'
import { lineId, lineIds } from '../lines/lineId'
import type { FilePlan } from './plan'

/** So many blocks are read in one go: more of them only need more memory. */
const BLOCKS_AT_ONCE = 64

/** What can be asked of a record beside its time: a number by its name or its role, and the rest. */
export type Column =
  | { readonly number: ChannelName }
  | { readonly role: Role }
  /** What a state's column holds. */
  | { readonly state: ChannelName }
  /** What a number's column holds, without scale and offset. */
  | { readonly raw: ChannelName }
  | 'line'
  | 'texts'

export function numbers(names: readonly ChannelName[]): Column[] {
  return names.map((number) => ({ number }))
}

interface Statements<R> {
  readonly byLine: Database.Statement<[bigint, bigint], R>
  readonly byTime: Database.Statement<[bigint, bigint, bigint, bigint], R>
}

/** SQL of a record's time and what else is asked of it; NULL for what its package does not have. */
export function columnList(reading: Reading, columns: readonly Column[]): string {
  return ['timestamp_us', ...columns.map((column) => columnSql(reading, column))].join(', ')
}

/** What comes from outside is only ever looked up. */
function columnSql(reading: Reading, column: Column): string {
  if (column === 'line') return 'id & 4294967295'
  if (column === 'texts') return reading.layout.wordsColumn
  if ('number' in column) return reading.numberSql(column.number)
  if ('role' in column) return reading.numberSql(reading.role(column.role))
  if ('raw' in column) return reading.number(column.raw)?.column ?? 'NULL'
  return reading.states.find(({ name }) => name === column.state)?.column ?? 'NULL'
}

/** Reads the records of files that lie in a window: each is its time, then the columns in order. */
export class WindowRecords<R extends readonly [number, ...unknown[]]> {
  readonly #window: TimeWindow
  readonly #db: ReadDb
  readonly #columns: readonly Column[]
  readonly #made = new Map<Reading, Statements<R>>()

  constructor(db: ReadDb, window: TimeWindow, columns: readonly Column[]) {
    this.#db = db
    this.#window = window
    this.#columns = columns
  }

  #of(fileId: number): Statements<R> {
    const reading = readingOf(this.#db, fileId)
    const known = this.#made.get(reading)
    if (known !== undefined) return known
    const { table, timeIndex } = reading.layout
    const list = columnList(reading, this.#columns)
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
    this.#made.set(reading, made)
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
