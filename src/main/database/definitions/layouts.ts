import type { Column } from '../../record/layout'
import type { ReadDb, WriteDb } from '../handles'
import { perConnection } from '../perConnection'

/** Where a channel's doubles lie. */
export interface StoredColumn extends Column {
  readonly column: string
}

/**
 * A table of records, which all types share that have the same columns in the same order. It never
 * changes: a type that gains a channel gets another.
 */
export interface Layout {
  readonly id: number
  readonly table: string
  readonly timeIndex: string
  readonly columns: readonly StoredColumn[]
  /** Holds a row of `instrument_words`, or the words themselves. */
  readonly wordsColumn: string
}

/** More tables than these make every statement slow to prepare: a view has all of them. */
export const MOST_LAYOUTS = 400

/** The table that every database has had from its beginning. */
export const FIRST = 1

interface LayoutRow {
  readonly id: number
  readonly columns: string
}

const selectLayouts = perConnection((db: ReadDb) =>
  db.prepare<[], LayoutRow>('SELECT id, columns FROM layouts ORDER BY id'),
)

const selectLayout = perConnection((db: ReadDb) =>
  db.prepare<[number], LayoutRow>('SELECT id, columns FROM layouts WHERE id = ?'),
)

/** @throws Error where there is none, which would be a fault of ours */
export function layoutById(db: ReadDb, id: number): Layout {
  const row = selectLayout(db).get(id)
  if (row === undefined) throw new Error(`there is no layout ${id}`)
  return hydrate(row)
}

export function layouts(db: ReadDb): Layout[] {
  return selectLayouts(db).all().map(hydrate)
}

function hydrate({ id, columns }: LayoutRow): Layout {
  const table = id === FIRST ? 'records' : `records_${id}`
  const list: readonly Column[] = JSON.parse(columns)
  return {
    id,
    table,
    timeIndex: `${table}_by_time`,
    columns: list.map((column, k) => ({ ...column, column: id === FIRST ? column.name : `c${k}` })),
    wordsColumn: id === FIRST ? 'instruments' : 'words',
  }
}

/**
 * The layout for these columns, made where there is none yet. Inside a transaction, which has to make
 * the views anew.
 * @throws Error in plain words where the database has as many as it can
 */
export function layoutFor(db: WriteDb, columns: readonly Column[]): Layout {
  const key = JSON.stringify(columns.map(({ name, kind, values }) => ({ name, kind, values })))
  const all = selectLayouts(db).all()
  const known = all.find((row) => row.columns === key)
  if (known !== undefined) return hydrate(known)
  if (all.length >= MOST_LAYOUTS) {
    throw new Error(
      `This database has records of ${MOST_LAYOUTS} different shapes, which is as many as it can ` +
        'have. Use another database for this satellite type.',
    )
  }
  const { lastInsertRowid } = db.prepare('INSERT INTO layouts (columns) VALUES (?)').run(key)
  const layout = hydrate({ id: Number(lastInsertRowid), columns: key })
  db.exec(tableSql(layout))
  db.exec(timeIndexSql(layout, 'descending'))
  return layout
}

/** The order of the entries in a layout's index on time. */
export type TimeOrder = 'ascending' | 'descending'

/** @param schema the database that it is made in, where that is another than the main one */
export function tableSql(layout: Layout, schema = 'main'): string {
  const { table, columns, wordsColumn } = layout
  const real = mayMiss(layout) ? 'REAL' : 'REAL NOT NULL'
  const doubles = columns.map(({ column }) => `${column} ${real}, `).join('')
  return `CREATE TABLE ${schema}.${table} (
    id INTEGER PRIMARY KEY, timestamp_us INTEGER NOT NULL, ${doubles}${wordsColumn} ANY NOT NULL
  ) STRICT`
}

export function timeIndexSql(layout: Layout, order: TimeOrder, schema = 'main'): string {
  const { table, timeIndex } = layout
  const direction = order === 'ascending' ? 'ASC' : 'DESC'
  return `CREATE INDEX ${schema}.${timeIndex} ON ${table} (timestamp_us ${direction})`
}

/** Whether its records may be without some of their values. Those of the first table have all. */
export function mayMiss({ id }: Layout): boolean {
  return id !== FIRST
}

/** SQL of the JSON text of what a record says in words. */
export function wordsSql({ table, wordsColumn }: Layout): string {
  const own = `${table}.${wordsColumn}`
  return `CASE typeof(${own}) WHEN 'integer'
    THEN (SELECT words FROM instrument_words WHERE instrument_words.id = ${own}) ELSE ${own} END`
}

/** Its columns, to go on a list behind others. */
export function listOf({ columns }: Layout): string {
  return columns.map(({ column }) => `, ${column}`).join('')
}
