import { DatabaseSync } from 'node:sqlite'
import type { LoggedCall } from './callLog'

const WAL_HEADER_BYTES = 32
const FRAME_HEADER_BYTES = 24

/** Which table's page a call has written; null for what is no page, such as a header or a cut. */
export type OwnerOf = (call: LoggedCall) => string | null

/**
 * Reads once more what a station has written, to tell of each write what it speaks of.
 *
 * @param calls of one start of the station, with at least 4 bytes of what each wrote
 * @param database the file, from which a page's table is read (its rowid tree or an index of it);
 *   a page that nothing holds any more is 'no table'
 */
export function pageOwners(calls: readonly LoggedCall[], database: string): OwnerOf {
  const db = new DatabaseSync(database, { readOnly: true })
  const owners = new Map(
    db
      .prepare('SELECT pageno, tbl_name FROM dbstat LEFT JOIN sqlite_schema USING (name)')
      .all()
      .map(({ pageno, tbl_name: table }) => [Number(pageno), String(table ?? 'the header')]),
  )
  const pageBytes = Number(Object.values(db.prepare('PRAGMA page_size').get() ?? {})[0])
  db.close()
  const frameBytes = FRAME_HEADER_BYTES + pageBytes
  const pages = new Map<LoggedCall, number>()
  // A frame is written as its header, which begins with the page's number, and then its page.
  const pageOfFrame = new Map<number, number>()
  for (const call of calls) {
    if (call.call !== 'pwrite64') continue
    if (call.path === database) pages.set(call, Math.floor(call.offset / pageBytes) + 1)
    if (call.path !== `${database}-wal` || call.offset < WAL_HEADER_BYTES) continue
    const frame = Math.floor((call.offset - WAL_HEADER_BYTES) / frameBytes)
    const isHeader = (call.offset - WAL_HEADER_BYTES) % frameBytes === 0
    if (isHeader) pageOfFrame.set(frame, call.data.readUInt32BE())
    pages.set(call, pageOfFrame.get(frame) ?? 0)
  }
  return (call) => {
    const page = pages.get(call)
    return page === undefined ? null : (owners.get(page) ?? 'no table')
  }
}
