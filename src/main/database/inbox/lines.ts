import { SHOWN_BYTES } from '#shared/inbox/bounds'
import type { InboxLine, InboxLinePage } from '#shared/inbox/lines'
import type { InboxFilter } from '#shared/inbox/filter'
import type { BadLineStatus } from '#shared/lineFindings'
import type { ReadDb } from '../handles'
import { perConnection } from '../perConnection'
import { faultsOf } from './faultBook'
import { formatOfFile } from './formatOfFile'
import { filteredParts, idsOfPage } from './lineIds'

interface LineRow {
  readonly fileId: number
  readonly line: number
  readonly fault: number
  readonly byteOffset: number
  readonly raw: Buffer
  readonly rawStart: number
  readonly storedBytes: number
  readonly rawBytes: number
  readonly status: BadLineStatus
  readonly fileName: string
  readonly satelliteType: string
}

const selectOne = perConnection((db: ReadDb) =>
  db.prepare<[number, number, number, bigint], LineRow>(
    `SELECT files.id AS fileId, bad_lines.id & 4294967295 AS line, fault,
       byte_offset AS byteOffset, substr(raw, ? + 1, ?) AS raw, ? AS rawStart,
       length(raw) AS storedBytes, raw_bytes AS rawBytes, bad_lines.status, name AS fileName,
       coalesce(satellite_type, '') AS satelliteType
     FROM bad_lines JOIN files ON files.id = bad_lines.id >> 32 WHERE bad_lines.id = ?`,
  ),
)

/** A page of the lines that the filter leaves, from anywhere among them. */
export function inboxLines(
  db: ReadDb,
  request: { filter: InboxFilter; offset: number; limit: number },
): InboxLinePage {
  const filtered = filteredParts(db, request.filter)
  const ids = idsOfPage(db, filtered, request.offset, request.limit)
  return { total: filtered.total, rows: linesById(db, ids) }
}

/** What part of a line is taken: from which byte on, and how much. */
export interface Excerpt {
  readonly start: number
  readonly bytes: number
}

/** These lines in the order of their ids' list; those that are not there any more are left out. */
export function linesById(
  db: ReadDb,
  ids: readonly bigint[],
  excerptOf: (id: bigint) => Excerpt = () => ({ start: 0, bytes: SHOWN_BYTES }),
): InboxLine[] {
  return ids.flatMap((id) => {
    const { start, bytes } = excerptOf(id)
    const row = selectOne(db).get(start, bytes, start, id)
    return row === undefined ? [] : [hydrate(db, row)]
  })
}

function hydrate(db: ReadDb, { fault: faultId, raw, ...row }: LineRow): InboxLine {
  const { code, issues } = faultsOf(db).get(faultId)
  return {
    ...row,
    faultId,
    code,
    issues,
    raw: new Uint8Array(raw),
    format: formatOfFile(db, row.fileId),
  }
}
