import { timeIndexSql, type Layout, type TimeOrder } from '../definitions/layouts'
import { layoutOf, perLayout } from '../definitions/layoutOf'
import type { ReadDb, WriteDb } from '../handles'
import { perConnection } from '../perConnection'

/** A record's entry in the index on time; those of one moment stand by their ids. */
export interface TimeEntry {
  readonly timeUs: bigint
  readonly id: bigint
}

/** Which way most of some records go on in time. What does not tell is expected to go on forwards. */
export function orderOf(times: Float64Array): TimeOrder {
  let forwards = 0
  for (let i = 1; i < times.length; i += 1) {
    forwards += Math.sign((times[i] ?? 0) - (times[i - 1] ?? 0))
  }
  return forwards < 0 ? 'descending' : 'ascending'
}

/**
 * Gives the index on time of a file's layout the order of the first records that come, as long as the
 * layout has none: an index that always grows at its end stays full, and is cheap to fill. To be called
 * before each chunk's transaction. @throws SqliteError
 */
export function orderByFirst(db: WriteDb, fileId: number, times: Float64Array): void {
  if (times.length === 0 || !isEmpty(db, fileId).get()) return
  const layout = layoutOf(db, fileId)
  const order = orderOf(times)
  if (timeOrder(db, layout) === order) return
  db.transaction(() => {
    db.exec(`DROP INDEX main.${layout.timeIndex}`)
    db.exec(timeIndexSql(layout, order))
  }).immediate()
}

const isEmpty = perLayout((db: ReadDb, { table }) =>
  db.prepare<[], 0 | 1>(`SELECT NOT EXISTS (SELECT 1 FROM main.${table})`).pluck(),
)

/** The order that a layout's index on time has, which changes only while the layout has no records. */
export function timeOrder(db: ReadDb, { timeIndex }: Layout): TimeOrder {
  return selectIsDescending(db).get(timeIndex) === 1 ? 'descending' : 'ascending'
}

const selectIsDescending = perConnection((db: ReadDb) =>
  db
    .prepare<[string], number>(`SELECT "desc" FROM pragma_index_xinfo(?, 'main') WHERE seqno = 0`)
    .pluck(),
)

const lastEntries = {
  ascending: lastBy('timestamp_us DESC, id DESC'),
  descending: lastBy('timestamp_us ASC, id DESC'),
}

function lastBy(backwards: string) {
  return perLayout((db: ReadDb, { table, timeIndex }) =>
    db
      .prepare<[], TimeEntry>(
        `SELECT timestamp_us AS timeUs, id FROM main.${table} INDEXED BY ${timeIndex}
         ORDER BY ${backwards} LIMIT 1`,
      )
      .safeIntegers(),
  )
}

/** The last entry in the index on time of a file's layout; null where there is none. */
export function lastEntry(db: ReadDb, fileId: number, order: TimeOrder): TimeEntry | null {
  return lastEntries[order](db, fileId).get() ?? null
}

/**
 * Whether records come to stand behind an index's last entry, all in its order.
 *
 * @param times of records whose ids ascend
 * @param firstId of the first of them
 */
export function followInOrder(
  last: TimeEntry | null,
  order: TimeOrder,
  times: Float64Array,
  firstId: bigint,
): boolean {
  const forwards = order === 'ascending' ? 1 : -1
  let before = last === null ? (times[0] ?? 0) : Number(last.timeUs)
  if (last !== null && times[0] === before && firstId < last.id) return false
  for (const time of times) {
    if ((time - before) * forwards < 0) return false
    before = time
  }
  return true
}
