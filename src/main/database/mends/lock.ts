import type { LineRef } from '#shared/inbox/filter'
import type { BadLineStatus } from '#shared/lineFindings'
import type { ReadDb } from '../handles'
import { lineId } from '../lines/lineId'
import { perConnection } from '../perConnection'
import { isHidden } from '../removals/hidden'

/** A mend can't be made or undone as asked. The message is for people. */
export class MendRefusedError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'MendRefusedError'
  }
}

const selectLastSettled = perConnection((db: ReadDb) =>
  db
    .prepare<[number], number>(
      `SELECT checkpoint_line - (open_line IS NULL OR open_line ->> '$.as' = 'blank')
       FROM files WHERE id = ?`,
    )
    .pluck(),
)
const selectStatus = perConnection((db: ReadDb) =>
  db.prepare<[bigint], BadLineStatus>('SELECT status FROM bad_lines WHERE id = ?').pluck(),
)

/**
 * The last line of a file whose row can't go any more: what lies at the checkpoint or beyond may be
 * left from an earlier attempt, and is removed before the file is read on.
 */
export function lastSettledLine(db: ReadDb, fileId: number): number {
  return selectLastSettled(db).get(fileId) ?? 0
}

/** As `lastSettledLine`; 0 for a package that was removed or has not taken its place yet. */
export function lastMendableLine(db: ReadDb, fileId: number): number {
  return isHidden(db, fileId) ? 0 : lastSettledLine(db, fileId)
}

/** Why a bad line can't be mended now, in words; null when it can. */
export function lockOf(db: ReadDb, { fileId, line }: LineRef): string | null {
  if (isHidden(db, fileId)) return `Package #${fileId} was removed, or has not taken its place yet.`
  const status = selectStatus(db).get(lineId(fileId, line))
  if (status === undefined) {
    return `Line ${line} is not among the bad lines of this package any more.`
  }
  if (line > lastSettledLine(db, fileId)) {
    return 'This package is being read anew: wait until it has come to this line again.'
  }
  if (status === 'fixed') {
    return `Line ${line} is mended already. Undo that first to mend it another way.`
  }
  return null
}
