import type { FileCode } from '#shared/codes'
import {
  sectionStatuses,
  type FilePage,
  type FileRecord,
  type FileSection,
  type FileSource,
  type FileStatus,
  type SourceState,
} from '#shared/files'
import type { FileIdentity } from '../ingest/identity'
import type { ReadDb, WriteDb } from './handles'

/** A file as the engine needs it: what the window sees, and what tells that it is still the same. */
export interface StoredFile extends FileRecord {
  readonly identity: FileIdentity
  readonly again: boolean
}

interface FileRow extends FileRecord {
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
  checkpoint_line AS checkpointLine, again, failure_code AS failureCode,
  failure_message AS failureMessage, source_state AS sourceState, source_reason AS sourceReason,
  inserted_at AS insertedAt, started_at AS startedAt, finished_at AS finishedAt`

function hydrate(row: FileRow): StoredFile {
  const { device, inode, mtimeNs, ctimeNs, again, ...file } = row
  return {
    ...file,
    identity: { sizeBytes: file.sizeBytes, device, inode, mtimeNs, ctimeNs },
    again: again === 1,
  }
}

export function fileById(db: ReadDb, fileId: number): StoredFile | null {
  const row = db.prepare<[number], FileRow>(`SELECT ${COLUMNS} FROM files WHERE id = ?`).get(fileId)
  return row === undefined ? null : hydrate(row)
}

/** The newest row of a path. */
export function latestByPath(db: ReadDb, path: string): StoredFile | null {
  const row = db
    .prepare<[string], FileRow>(
      `SELECT ${COLUMNS} FROM files WHERE path = ? ORDER BY id DESC LIMIT 1`,
    )
    .get(path)
  return row === undefined ? null : hydrate(row)
}

export function filesByStatus(db: ReadDb, statuses: readonly FileStatus[]): StoredFile[] {
  return db
    .prepare<[string], FileRow>(
      `SELECT ${COLUMNS} FROM files WHERE status IN (SELECT value FROM json_each(?)) ORDER BY id`,
    )
    .all(JSON.stringify(statuses))
    .map(hydrate)
}

/** Complete files of the watched folder whose source has not met its end yet. */
export function filesWithOpenSource(db: ReadDb): StoredFile[] {
  return db
    .prepare<[], FileRow>(
      `SELECT ${COLUMNS} FROM files
       WHERE source = 'watch' AND status IN ('complete', 'duplicate')
         AND source_state IN ('present', 'removing', 'stuck')
       ORDER BY id`,
    )
    .all()
    .map(hydrate)
}

/** Every file, oldest first. */
export function allFiles(db: ReadDb): FileRecord[] {
  return db
    .prepare<[], FileRow>(`SELECT ${COLUMNS} FROM files ORDER BY id`)
    .all()
    .map(hydrate)
    .map(publicFile)
}

export function publicFile(stored: StoredFile): FileRecord {
  const { identity: _identity, again: _again, ...file } = stored
  return file
}

export function filesPage(
  db: ReadDb,
  section: FileSection,
  offset: number,
  limit: number,
): FilePage {
  const statuses = JSON.stringify(sectionStatuses[section])
  const among = `status IN (SELECT value FROM json_each(?))`
  const order =
    section === 'queue'
      ? `CASE status WHEN 'processing' THEN 0 WHEN 'paused' THEN 1 WHEN 'queued' THEN 2 ELSE 3 END, id`
      : `finished_at DESC, id DESC`
  const total = db
    .prepare<[string], number>(`SELECT count(*) FROM files WHERE ${among}`)
    .pluck()
    .get(statuses)
  const rows = db
    .prepare<[string, number, number], FileRow>(
      `SELECT ${COLUMNS} FROM files WHERE ${among} ORDER BY ${order} LIMIT ? OFFSET ?`,
    )
    .all(statuses, limit, offset)
  return { total: total ?? 0, rows: rows.map(hydrate).map(publicFile) }
}

export interface FileTotals {
  readonly counts: Record<FileStatus, number>
  readonly files: number
  readonly importedLines: number
  readonly errorLines: number
}

export function fileTotals(db: ReadDb): FileTotals {
  const counts: Record<FileStatus, number> = {
    queued: 0,
    processing: 0,
    paused: 0,
    complete: 0,
    failed: 0,
    cancelled: 0,
    duplicate: 0,
  }
  let [files, importedLines, errorLines] = [0, 0, 0]
  const rows = db
    .prepare<[], { status: FileStatus; n: number; imported: number; errors: number }>(
      `SELECT status, count(*) AS n, sum(imported_lines) AS imported, sum(error_lines) AS errors
       FROM files GROUP BY status`,
    )
    .all()
  for (const row of rows) {
    counts[row.status] = row.n
    files += row.n
    importedLines += row.imported
    errorLines += row.errors
  }
  return { counts, files, importedLines, errorLines }
}

/** Complete files with this many bytes whose content is known: the ones to compare with. */
export function completeOfSize(
  db: ReadDb,
  sizeBytes: number,
): { id: number; fingerprint: string }[] {
  return db
    .prepare<[number], { id: number; fingerprint: string }>(
      `SELECT id, fingerprint FROM files
       WHERE status = 'complete' AND size_bytes = ? AND fingerprint IS NOT NULL ORDER BY id`,
    )
    .all(sizeBytes)
}

export interface NewFile {
  readonly path: string
  readonly name: string
  readonly source: FileSource
  readonly identity: FileIdentity
  readonly again: boolean
}

export function insertFile(db: WriteDb, file: NewFile, now: string): number {
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO files (path, name, source, status, size_bytes, device, inode, mtime_ns, ctime_ns,
         again, inserted_at)
       VALUES (?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      file.path,
      file.name,
      file.source,
      file.identity.sizeBytes,
      file.identity.device,
      file.identity.inode,
      file.identity.mtimeNs,
      file.identity.ctimeNs,
      file.again ? 1 : 0,
      now,
    )
  return Number(lastInsertRowid)
}

export function setIdentity(db: WriteDb, fileId: number, identity: FileIdentity): void {
  db.prepare(
    `UPDATE files SET size_bytes = ?, device = ?, inode = ?, mtime_ns = ?, ctime_ns = ? WHERE id = ?`,
  ).run(
    identity.sizeBytes,
    identity.device,
    identity.inode,
    identity.mtimeNs,
    identity.ctimeNs,
    fileId,
  )
}

/** Back in line, with no trace of a former failure. */
export function setQueued(db: WriteDb, fileId: number): void {
  db.prepare(
    `UPDATE files SET status = 'queued', failure_code = NULL, failure_message = NULL,
       finished_at = NULL, source_state = 'present', source_reason = NULL, duplicate_of = NULL
     WHERE id = ?`,
  ).run(fileId)
}

export function setStatus(db: WriteDb, fileId: number, status: FileStatus): void {
  db.prepare(`UPDATE files SET status = ? WHERE id = ?`).run(status, fileId)
}

export function setStarted(
  db: WriteDb,
  fileId: number,
  satelliteType: string,
  identity: FileIdentity,
  now: string,
): void {
  setIdentity(db, fileId, identity)
  db.prepare(
    `UPDATE files SET status = 'processing', satellite_type = ?,
       started_at = coalesce(started_at, ?) WHERE id = ?`,
  ).run(satelliteType, now, fileId)
}

export function setComplete(
  db: WriteDb,
  fileId: number,
  fingerprint: string,
  identity: FileIdentity,
  now: string,
): void {
  setIdentity(db, fileId, identity)
  db.prepare(
    `UPDATE files SET status = 'complete', fingerprint = ?, finished_at = ? WHERE id = ?`,
  ).run(fingerprint, now, fileId)
}

export function setDuplicate(
  db: WriteDb,
  fileId: number,
  duplicateOf: number,
  fingerprint: string,
  identity: FileIdentity,
  now: string,
): void {
  setIdentity(db, fileId, identity)
  db.prepare(
    `UPDATE files SET status = 'duplicate', duplicate_of = ?, fingerprint = ?, finished_at = ?,
       started_at = coalesce(started_at, ?)
     WHERE id = ?`,
  ).run(duplicateOf, fingerprint, now, now, fileId)
}

export function setFailed(
  db: WriteDb,
  fileId: number,
  code: FileCode,
  message: string,
  now: string,
): void {
  db.prepare(
    `UPDATE files SET status = 'failed', failure_code = ?, failure_message = ?, finished_at = ?
     WHERE id = ?`,
  ).run(code, message, now, fileId)
}

export function setCancelled(db: WriteDb, fileId: number, now: string): void {
  db.prepare(`UPDATE files SET status = 'cancelled', finished_at = ? WHERE id = ?`).run(now, fileId)
}

export function setSourceState(
  db: WriteDb,
  fileId: number,
  state: SourceState,
  reason: string | null,
): void {
  db.prepare(`UPDATE files SET source_state = ?, source_reason = ? WHERE id = ?`).run(
    state,
    reason,
    fileId,
  )
}

/** Writes the row as it is, so that a commit has something to sync. */
export function touch(db: WriteDb, fileId: number): void {
  db.prepare('UPDATE files SET id = id WHERE id = ?').run(fileId)
}
