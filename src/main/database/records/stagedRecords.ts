import type Database from 'better-sqlite3'
import type { RecordColumns } from '../../record/columns'
import { layoutOf, perLayout } from '../definitions/layoutOf'
import { mayMiss, type Layout, type TimeOrder } from '../definitions/layouts'
import type { WriteDb } from '../handles'
import { lineId } from '../lines/lineId'
import type { Dictionary } from './dictionary'
import { PageImage } from './pageImage'
import { BoundRecords, FEW_ROWS, into, type RecordWriter } from './records'
import { Stage, stageSchema } from './stage'
import { followInOrder, lastEntry, timeOrder } from './timeIndex'
import { LAST_SHORT_FILE } from './varint'

/** The id, the time and the words. */
const OTHER_COLUMNS = 3

/**
 * Writes records by way of a file beside the database: each chunk becomes a page image there, which
 * SQLite then copies in with one statement. Where the records come to stand behind all others in time,
 * the image has the index on time as well, and SQLite copies rows and entries as they are. The plain
 * way does what an image can't hold, and what is too little to be worth one.
 */
export class StagedRecords implements RecordWriter {
  readonly #db: WriteDb
  readonly #words: Dictionary
  readonly #plain: BoundRecords
  readonly #stage: Stage
  readonly #image = new PageImage()
  readonly #ways = new Map<string, Way>()

  constructor(db: WriteDb, words: Dictionary) {
    this.#db = db
    this.#words = words
    this.#plain = new BoundRecords(db, words)
    this.#stage = new Stage(db)
  }

  ready(fileId: number, records: RecordColumns): () => void {
    if (records.count < FEW_ROWS || fileId > LAST_SHORT_FILE) {
      return this.#plain.ready(fileId, records)
    }
    const words = this.#words
      .numbers(records.words)
      .flatMap((id) => id ?? [])
      .map(Number)
    if (words.length < records.words.length) return this.#plain.ready(fileId, records)
    const layout = layoutOf(this.#db, fileId)
    const orderToKeep = this.#orderToKeep(layout, fileId, records)
    const { hasMissing } = this.#image.measure(records, words, orderToKeep !== null)
    // Nothing is checked on the way: a value that must not be missing is left to SQLite.
    const order = hasMissing && !mayMiss(layout) ? null : orderToKeep
    const way = this.#wayInto(layout, order)
    const { firstPage, isIndexed } = way
    this.#stage.write(this.#image.build({ firstPage, isIndexed, fileId, records, words }))
    way.insert ??= this.#db.prepare(copySql(layout, isIndexed))
    const { insert } = way
    return () => insert.run()
  }

  /** The order of the index on time, where all records come to stand at its end; else null. */
  #orderToKeep(layout: Layout, fileId: number, records: RecordColumns): TimeOrder | null {
    if (!columnsOf(this.#db, fileId).areOwn) return null
    const order = timeOrder(this.#db, layout)
    const last = lastEntry(this.#db, fileId, order)
    const firstId = lineId(fileId, records.line[0] ?? 0)
    return followInOrder(last, order, records.timestampUs, firstId) ? order : null
  }

  #wayInto(layout: Layout, order: TimeOrder | null): Way {
    const key = `${layout.id} ${order}`
    const known = this.#ways.get(key)
    if (known !== undefined) return known
    const firstPage = stageSchema(this.#db, layout, order)
    const way = { firstPage, isIndexed: order !== null, insert: null }
    this.#ways.set(key, way)
    return way
  }

  close(): void {
    this.#stage.close()
  }
}

/** From images with that first page into a layout. */
interface Way {
  readonly firstPage: Uint8Array
  readonly isIndexed: boolean
  /** Made as soon as there is an image that it can read. */
  insert: Database.Statement<[]> | null
}

/**
 * Without a list of columns SQLite takes its transfer optimisation, which copies rows and entries of
 * the index as they are. Where entries do not come to stand at the index's end it would ruin that.
 */
function copySql(layout: Layout, transfers: boolean): string {
  const { table, columns, wordsColumn } = layout
  if (transfers) return `INSERT INTO main.${table} SELECT * FROM stage.${table}`
  const names = columns.map(({ column }) => `${column}, `).join('')
  return `INSERT ${into(layout)} SELECT id, timestamp_us, ${names}${wordsColumn} FROM stage.${table}`
}

/** Whether a layout's table has the columns that it was made with, and no others. */
const columnsOf = perLayout((db: WriteDb, { table, columns }) => {
  const count = db
    .prepare<[string], number>(`SELECT count(*) FROM pragma_table_xinfo(?, 'main')`)
    .pluck()
    .get(table)
  return { areOwn: count === columns.length + OTHER_COLUMNS }
})
