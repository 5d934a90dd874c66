import type { WriteDb } from '../handles'
import { LAST_LINE } from '../lines/lineId'
import { perConnection } from '../perConnection'

/**
 * What can happen to records:
 * - stored: lines were read
 * - completed: the package was read to its end
 * - trimmed: lines were taken back, because the file is read anew or its last line may have grown
 * - mended, dismissed, undone: bad lines of a package, by a mend; `undone` takes that mend back
 * - removed, replaced: the package is in no answer any more; `replaced` says that another took its place
 * - restored, placed: the package is in answers again, or now that it is whole
 * - freed: rows of a removed package are gone for good
 * - defined: a type is read in another way from now on
 */
type FeedKind =
  | 'stored'
  | 'completed'
  | 'trimmed'
  | 'mended'
  | 'dismissed'
  | 'undone'
  | 'removed'
  | 'replaced'
  | 'restored'
  | 'placed'
  | 'freed'
  | 'defined'

interface FeedEntry {
  readonly kind: FeedKind
  /** 0 where it is of no package. */
  readonly fileId: number
  /** The mend or the definition that it is of; 0 for others. */
  readonly subject: number
  /** What lines outside of these hold did not change. */
  readonly firstLine: number
  readonly lastLine: number
}

interface Told {
  readonly seq: number
  readonly firstLine: number
  readonly lastLine: number
}

const selectTold = perConnection((db: WriteDb) =>
  db.prepare<[FeedEntry], Told>(
    `SELECT seq, first_line AS firstLine, last_line AS lastLine FROM feed
     WHERE file_id = @fileId AND kind = @kind AND subject = @subject`,
  ),
)
const selectLast = perConnection((db: WriteDb) =>
  db.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM feed').pluck(),
)
const insert = perConnection((db: WriteDb) =>
  db.prepare<[FeedEntry & { readonly seq: number }]>(
    `INSERT INTO feed (seq, kind, file_id, subject, first_line, last_line)
     VALUES (@seq, @kind, @fileId, @subject, @firstLine, @lastLine)`,
  ),
)
/** Of one row by its key, and failing where it stands: else SQLite would keep copies of its pages. */
const moveOn = perConnection((db: WriteDb) =>
  db.prepare<[seq: number, firstLine: number, lastLine: number, before: number]>(
    'UPDATE OR FAIL feed SET seq = ?, first_line = ?, last_line = ? WHERE seq = ?',
  ),
)

/** Tells of lines; inside the transaction that changes them. */
export function tell(db: WriteDb, entry: FeedEntry): void {
  const seq = (selectLast(db).get() ?? 0) + 1
  const told = selectTold(db).get(entry)
  if (told === undefined) {
    insert(db).run({ ...entry, seq })
    return
  }
  const firstLine = Math.min(told.firstLine, entry.firstLine)
  const lastLine = Math.max(told.lastLine, entry.lastLine)
  moveOn(db).run(seq, firstLine, lastLine, told.seq)
}

/** Tells of a whole package. */
export function tellPackage(db: WriteDb, kind: FeedKind, fileId: number): void {
  tell(db, { kind, fileId, subject: 0, firstLine: 0, lastLine: LAST_LINE })
}
