import type { BadLineStatus } from '#shared/lineFindings'
import type { InboxFilter } from '#shared/inbox/filter'
import type { StatusCounts } from '#shared/inbox/groups'
import type { ReadDb } from '../handles'
import { perConnection } from '../perConnection'
import { NOT_HIDDEN } from '../removals/hidden'
import { faultsOf, type Fault } from './faultBook'

/** A file as the inbox needs it. */
export interface InboxFile {
  readonly fileId: number
  readonly name: string
  readonly satelliteType: string
  readonly insertedAt: string
}

/** The bad lines of one fault in one file. */
export interface Part {
  readonly fault: Fault
  readonly file: InboxFile
  readonly lines: StatusCounts
}

const selectCounts = perConnection((db: ReadDb) =>
  db
    .prepare<[], readonly [number, number, number, number, number]>(
      'SELECT file_id, fault, open, fixed, dismissed FROM fault_counts ORDER BY file_id, fault',
    )
    .raw(),
)
const selectFiles = perConnection((db: ReadDb) =>
  db.prepare<[], InboxFile>(
    `SELECT id AS fileId, name, coalesce(satellite_type, '') AS satelliteType,
       inserted_at AS insertedAt
     FROM files WHERE id IN (SELECT file_id FROM fault_counts) AND ${NOT_HIDDEN}`,
  ),
)

const everyStatus: readonly BadLineStatus[] = ['open', 'fixed', 'dismissed']

/** The statuses that a filter chooses: all of them where it names none. */
export function chosenStatuses(filter: InboxFilter): readonly BadLineStatus[] {
  return filter.statuses.length === 0 ? everyStatus : [...new Set(filter.statuses)]
}

export function sumOf(lines: StatusCounts, statuses: readonly BadLineStatus[]): number {
  let sum = 0
  for (const status of statuses) sum += lines[status]
  return sum
}

/** All parts of the inbox, by file and then fault. */
export function* eachPart(db: ReadDb): Generator<Part> {
  const files = inboxFiles(db)
  const book = faultsOf(db).all()
  for (const [fileId, faultId, open, fixed, dismissed] of selectCounts(db).all()) {
    const [fault, file] = [book.get(faultId), files.get(fileId)]
    if (fault !== undefined && file !== undefined) {
      yield { fault, file, lines: { open, fixed, dismissed } }
    }
  }
}

function inboxFiles(db: ReadDb): Map<number, InboxFile> {
  return new Map(
    selectFiles(db)
      .all()
      .map((file) => [file.fileId, file]),
  )
}
