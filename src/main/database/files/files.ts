import { sectionStatuses } from '#shared/sectionStatuses'
import type { FilePage, FileRecord, FileSection, FileStatus } from '#shared/files'
import type { AfterImport } from '#shared/folders'
import type { Told } from '#shared/telemetry/told'
import type { Removal } from '#shared/removals/removal'
import type { FileIdentity } from '../../record/identity'
import type { CutFile } from './cutFiles'
import type { ReadDb } from '../handles'
import { perConnection } from '../perConnection'
import { NOT_HIDDEN } from '../removals/hidden'

/** A file as the engine needs it: what the window sees, and what tells that it is still the same. */
export interface StoredFile extends FileRecord {
  readonly identity: FileIdentity
  readonly again: boolean
  /** What becomes of its source where that is not what is set; null where it is. */
  readonly afterImport: AfterImport | null
  readonly told: Told
  /** How many bytes of text its fingerprint is of: not its size where it is packed. */
  readonly textBytes: number
  /** Where reading stopped before a line that was cut, also while the file is read on. */
  readonly cut: CutFile | null
}

interface FileRow extends Omit<FileRecord, 'removal' | 'waiting'> {
  readonly afterImport: AfterImport | null
  readonly toldType: string | null
  readonly toldStartUs: number | null
  readonly textBytes: number
  readonly cut: string | null
  readonly removal: string | null
  readonly device: string
  readonly inode: string
  readonly mtimeNs: string
  readonly ctimeNs: string
  readonly again: number
}

const COLUMNS = `
  id, path, name, source, status, duplicate_of AS duplicateOf, satellite_type AS satelliteType,
  size_bytes AS sizeBytes, fingerprint, device, inode, mtime_ns AS mtimeNs, ctime_ns AS ctimeNs,
  total_lines AS totalLines, imported_lines AS importedLines, error_lines AS errorLines,
  skipped_lines AS skippedLines, checkpoint_byte AS checkpointByte,
  (SELECT coalesce(sum(count), 0) FROM bad_cell_counts
   WHERE bad_cell_counts.file_id = files.id) AS cellErrors,
  checkpoint_line AS checkpointLine, again, failure_code AS failureCode,
  failure_message AS failureMessage, source_state AS sourceState, source_reason AS sourceReason,
  inserted_at AS insertedAt, started_at AS startedAt, finished_at AS finishedAt,
  coalesce(worked_ms, CAST(round(1000 * (unixepoch(finished_at, 'subsec')
    - unixepoch(started_at, 'subsec'))) AS INTEGER)) AS workedMs, after_import AS afterImport,
  told_type AS toldType, told_start_us AS toldStartUs, site,
  coalesce(text_bytes, size_bytes) AS textBytes,
  (SELECT json_object('by', removed_by, 'at', removed_at, 'note', note, 'records', records,
     'badLines', bad_lines, 'mends', mends, 'replacedBy', replaced_by,
     'freeing', CASE WHEN freed_at IS NOT NULL THEN 'done' WHEN freeing_at IS NOT NULL THEN 'begun'
       ELSE 'none' END)
   FROM removals WHERE removals.file_id = files.id AND undone_at IS NULL) AS removal,
  (SELECT max(removals.file_id) FROM removals
   WHERE replaced_by = files.id AND undone_at IS NULL) AS replaces,
  (SELECT max(gone.id) FROM removals CROSS JOIN files AS gone ON gone.id = removals.file_id
   WHERE removals.undone_at IS NULL AND removals.replaced_by IS NOT files.id
     AND gone.id < files.id AND gone.size_bytes = files.size_bytes
     AND gone.fingerprint = files.fingerprint) AS returns,
  (SELECT replacements.replaces FROM replacements
   WHERE replacements.file_id = files.id) AS replacing,
  (SELECT json_object('byte', byte, 'line', line, 'fingerprint', cut_files.fingerprint, 'until', until)
   FROM cut_files WHERE cut_files.file_id = files.id) AS cut`

function hydrate(row: FileRow): StoredFile {
  const { device, inode, mtimeNs, ctimeNs, again, removal, ...rest } = row
  const { cut: cutText, toldType, toldStartUs, ...file } = rest
  const cut: CutFile | null = cutText === null ? null : JSON.parse(cutText)
  const standing: Removal | null = removal === null ? null : JSON.parse(removal)
  const waiting =
    cut === null || file.status !== 'waiting' ? null : { line: cut.line, until: cut.until }
  return {
    ...file,
    waiting,
    cut,
    told: { type: toldType, startUs: toldStartUs },
    removal: standing,
    identity: { sizeBytes: file.sizeBytes, device, inode, mtimeNs, ctimeNs },
    again: again === 1,
  }
}

const selectById = perConnection((db: ReadDb) =>
  db.prepare<[number], FileRow>(`SELECT ${COLUMNS} FROM files WHERE id = ?`),
)

export function fileById(db: ReadDb, fileId: number): StoredFile | null {
  const row = selectById(db).get(fileId)
  return row === undefined ? null : hydrate(row)
}

const selectLatestByPath = perConnection((db: ReadDb) =>
  db.prepare<[string], FileRow>(
    `SELECT ${COLUMNS} FROM files WHERE path = ? ORDER BY id DESC LIMIT 1`,
  ),
)

/** The newest row of a path. */
export function latestByPath(db: ReadDb, path: string): StoredFile | null {
  const row = selectLatestByPath(db).get(path)
  return row === undefined ? null : hydrate(row)
}

const selectByStatus = perConnection((db: ReadDb) =>
  db.prepare<[string], FileRow>(
    `SELECT ${COLUMNS} FROM files WHERE status IN (SELECT value FROM json_each(?)) ORDER BY id`,
  ),
)

export function filesByStatus(db: ReadDb, statuses: readonly FileStatus[]): StoredFile[] {
  return selectByStatus(db).all(JSON.stringify(statuses)).map(hydrate)
}

const selectOpenSource = perConnection((db: ReadDb) =>
  db.prepare<[], FileRow>(
    `SELECT ${COLUMNS} FROM files
     WHERE source = 'watch' AND status IN ('complete', 'duplicate')
       AND source_state IN ('present', 'removing', 'stuck') AND ${NOT_HIDDEN}
     ORDER BY id`,
  ),
)

/** Complete files of the watched folder whose source has not met its end yet; removed ones keep it. */
export function filesWithOpenSource(db: ReadDb): StoredFile[] {
  return selectOpenSource(db).all().map(hydrate)
}

const selectAll = perConnection((db: ReadDb) =>
  db.prepare<[], FileRow>(`SELECT ${COLUMNS} FROM files ORDER BY id`),
)

/** Every file, oldest first. */
export function allFiles(db: ReadDb): FileRecord[] {
  return selectAll(db).all().map(hydrate).map(publicFile)
}

export function publicFile(stored: StoredFile): FileRecord {
  const {
    identity: _identity,
    again: _again,
    afterImport: _afterImport,
    cut: _cut,
    told: _told,
    textBytes: _textBytes,
    ...file
  } = stored
  return file
}

const AMONG = 'status IN (SELECT value FROM json_each(?))'
const REMOVED = 'files.id IN (SELECT removals.file_id FROM removals WHERE undone_at IS NULL)'
/** What was removed is over, whatever it was before. */
const OF_SECTION: Readonly<Record<FileSection, string>> = {
  queue: `${AMONG} AND NOT ${REMOVED}`,
  history: `(${AMONG} OR ${REMOVED})`,
}

const countOf = (section: FileSection) =>
  perConnection((db: ReadDb) =>
    db.prepare<[string], number>(`SELECT count(*) FROM files WHERE ${OF_SECTION[section]}`).pluck(),
  )
const totalOf = { queue: countOf('queue'), history: countOf('history') }
const pageBy = (section: FileSection, order: string) =>
  perConnection((db: ReadDb) =>
    db.prepare<[string, number, number], FileRow>(
      `SELECT ${COLUMNS} FROM files WHERE ${OF_SECTION[section]}
       ORDER BY ${order} LIMIT ? OFFSET ?`,
    ),
  )
const queuePage = pageBy(
  'queue',
  `CASE status WHEN 'processing' THEN 0 WHEN 'paused' THEN 1 WHEN 'waiting' THEN 2 WHEN 'queued' THEN 3
     ELSE 4 END, id`,
)
const endedPage = pageBy('history', 'finished_at DESC, id DESC')

export function filesPage(
  db: ReadDb,
  { section, offset, limit }: { section: FileSection; offset: number; limit: number },
): FilePage {
  const statuses = JSON.stringify(sectionStatuses[section])
  const total = totalOf[section](db).get(statuses)
  const page = section === 'queue' ? queuePage : endedPage
  const rows = page(db).all(statuses, limit, offset)
  return { total: total ?? 0, rows: rows.map(hydrate).map(publicFile) }
}

export interface FileTotals {
  readonly counts: Record<FileStatus, number>
  readonly files: number
  readonly importedLines: number
  readonly errorLines: number
}

const selectTotals = perConnection((db: ReadDb) =>
  db.prepare<[], { status: FileStatus; n: number; imported: number; errors: number }>(
    `SELECT status, count(*) FILTER (WHERE NOT ${REMOVED}) AS n,
       total(imported_lines) FILTER (WHERE ${NOT_HIDDEN}) AS imported,
       total(error_lines) FILTER (WHERE ${NOT_HIDDEN}) AS errors
     FROM files GROUP BY status`,
  ),
)

export function fileTotals(db: ReadDb): FileTotals {
  const counts: Record<FileStatus, number> = {
    queued: 0,
    processing: 0,
    waiting: 0,
    paused: 0,
    complete: 0,
    failed: 0,
    cancelled: 0,
    duplicate: 0,
  }
  let [files, importedLines, errorLines] = [0, 0, 0]
  for (const row of selectTotals(db).all()) {
    counts[row.status] = row.n
    files += row.n
    importedLines += row.imported
    errorLines += row.errors
  }
  return { counts, files, importedLines, errorLines }
}

/** A file whose content another one may have. */
export interface Comparable {
  readonly id: number
  readonly fingerprint: string
}

const selectCompleteOfSize = perConnection((db: ReadDb) =>
  db.prepare<[number], Comparable>(
    `SELECT id, fingerprint FROM files
     WHERE status = 'complete' AND size_bytes = ? AND fingerprint IS NOT NULL AND ${NOT_HIDDEN}
     ORDER BY id`,
  ),
)

/** Complete files with this many bytes whose content is known: the ones to compare with. */
export function completeOfSize(db: ReadDb, sizeBytes: number): Comparable[] {
  return selectCompleteOfSize(db).all(sizeBytes)
}
