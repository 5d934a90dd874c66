import type { FileCode } from '#shared/codes'
import type { FileSource, FileStatus, SourceState } from '#shared/files'
import type { AfterImport } from '#shared/folders'
import type { Told } from '#shared/telemetry/told'
import type { FileIdentity } from '../../record/identity'
import type { Revision } from '../definitions/revisions'
import type { WriteDb } from '../handles'
import { perConnection } from '../perConnection'

export interface NewFile {
  readonly path: string
  readonly name: string
  readonly source: FileSource
  readonly identity: FileIdentity
  readonly again: boolean
}

type IdentityValues = [number, string, string, string, string]

const SET_IDENTITY = 'size_bytes = ?, device = ?, inode = ?, mtime_ns = ?, ctime_ns = ?'

function valuesOf({ sizeBytes, device, inode, mtimeNs, ctimeNs }: FileIdentity): IdentityValues {
  return [sizeBytes, device, inode, mtimeNs, ctimeNs]
}

/** Adds what was worked on a file since `working_since` to its sum; takes the time as a parameter. */
const STOP_WORK = `worked_ms = coalesce(worked_ms, 0) +
    CASE WHEN working_since IS NULL THEN 0 ELSE
      max(0, CAST(round(1000 * (unixepoch(?, 'subsec') - unixepoch(working_since, 'subsec'))) AS INTEGER))
    END,
  working_since = NULL`

/** What was complete before times were summed up keeps the time that it took then. */
const KEEP_WORK = `worked_ms = coalesce(worked_ms,
    CAST(round(1000 * (unixepoch(finished_at, 'subsec') - unixepoch(started_at, 'subsec'))) AS INTEGER)),
  working_since = NULL`

const insert = perConnection((db: WriteDb) =>
  db.prepare(
    `INSERT INTO files (path, name, source, status, size_bytes, device, inode, mtime_ns, ctime_ns,
       again, repeated_values, text_numbers_counted, package_id, inserted_at)
     VALUES (?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?, 0, 1, lower(hex(randomblob(16))), ?)`,
  ),
)

export function insertFile(db: WriteDb, file: NewFile, now: string): number {
  const { path, name, source, identity, again } = file
  const { lastInsertRowid } = insert(db).run(
    path,
    name,
    source,
    ...valuesOf(identity),
    again ? 1 : 0,
    now,
  )
  return Number(lastInsertRowid)
}

const updateIdentity = perConnection((db: WriteDb) =>
  db.prepare<[...IdentityValues, number]>(`UPDATE files SET ${SET_IDENTITY} WHERE id = ?`),
)

export function setIdentity(db: WriteDb, fileId: number, identity: FileIdentity): void {
  updateIdentity(db).run(...valuesOf(identity), fileId)
}

const updateAgain = perConnection((db: WriteDb) =>
  db.prepare<[number]>('UPDATE files SET again = 1 WHERE id = ?'),
)

/** It is imported even where its content is there already. */
export function setAgain(db: WriteDb, fileId: number): void {
  updateAgain(db).run(fileId)
}

const updateTold = perConnection((db: WriteDb) =>
  db.prepare<[string | null, number | null, number]>(
    'UPDATE files SET told_type = ?, told_start_us = ? WHERE id = ?',
  ),
)

export function setTold(db: WriteDb, fileId: number, { type, startUs }: Told): void {
  updateTold(db).run(type, startUs, fileId)
}

const updateSite = perConnection((db: WriteDb) =>
  db.prepare<[string | null, number]>('UPDATE files SET site = ? WHERE id = ?'),
)

/** The ground station that it came from, as far as the folder says; null where it does not. */
export function setSite(db: WriteDb, fileId: number, site: string | null): void {
  updateSite(db).run(site, fileId)
}

const sayOwnSite = perConnection((db: WriteDb) =>
  db.prepare<[string | null, number]>('UPDATE files SET site = coalesce(site, ?) WHERE id = ?'),
)

/** The ground station that the file itself says, where its folder says none. */
export function setOwnSite(db: WriteDb, fileId: number, site: string | null): void {
  sayOwnSite(db).run(site, fileId)
}

const updateAfterImport = perConnection((db: WriteDb) =>
  db.prepare<[AfterImport | null, number]>('UPDATE files SET after_import = ? WHERE id = ?'),
)

/** What becomes of the source where that is not what is set; null where it is. */
export function setAfterImport(db: WriteDb, fileId: number, end: AfterImport | null): void {
  updateAfterImport(db).run(end, fileId)
}

const updateQueued = perConnection((db: WriteDb) =>
  db.prepare<[number]>(
    `UPDATE files SET ${KEEP_WORK},
       status = 'queued', failure_code = NULL, failure_message = NULL,
       finished_at = NULL, source_state = 'present', source_reason = NULL, duplicate_of = NULL
     WHERE id = ?`,
  ),
)

/** Back in line, with no trace of a former failure. */
export function setQueued(db: WriteDb, fileId: number): void {
  updateQueued(db).run(fileId)
}

const updateWaiting = perConnection((db: WriteDb) =>
  db.prepare<[...IdentityValues, string, number]>(
    `UPDATE files SET ${SET_IDENTITY}, ${STOP_WORK}, status = 'waiting' WHERE id = ?`,
  ),
)

/** It was read up to its last whole line. */
export function setWaiting(db: WriteDb, fileId: number, identity: FileIdentity, now: string): void {
  updateWaiting(db).run(...valuesOf(identity), now, fileId)
}

const updateStatus = perConnection((db: WriteDb) =>
  db.prepare<[string, FileStatus, number]>(
    `UPDATE files SET ${STOP_WORK}, status = ? WHERE id = ?`,
  ),
)

/** For statuses in which nobody works on it. */
export function setStatus(db: WriteDb, fileId: number, status: FileStatus, now: string): void {
  updateStatus(db).run(now, status, fileId)
}

const updateStarted = perConnection((db: WriteDb) =>
  db.prepare<[...IdentityValues, string, number, string, string, number]>(
    `UPDATE files SET ${SET_IDENTITY}, status = 'processing', satellite_type = ?,
       definition_id = ?, started_at = coalesce(started_at, ?), working_since = ?
     WHERE id = ?`,
  ),
)

export function setStarted(
  db: WriteDb,
  fileId: number,
  { id, type }: Pick<Revision, 'id' | 'type'>,
  identity: FileIdentity,
  now: string,
): void {
  updateStarted(db).run(...valuesOf(identity), type, id, now, now, fileId)
}

/** What was read of a file, and how many bytes of text that is; its size where absent. */
export interface ReadText {
  readonly fingerprint: string
  readonly textBytes?: number
}

const updateComplete = perConnection((db: WriteDb) =>
  db.prepare<[...IdentityValues, string, string, number | null, string, number]>(
    `UPDATE files SET ${SET_IDENTITY}, ${STOP_WORK}, status = 'complete', fingerprint = ?,
       text_bytes = ?, finished_at = ?,
       failure_code = NULL, failure_message = NULL
     WHERE id = ?`,
  ),
)

export function setComplete(
  db: WriteDb,
  fileId: number,
  identity: FileIdentity,
  { fingerprint, textBytes = identity.sizeBytes }: ReadText,
  now: string,
): void {
  const bytes = textBytes === identity.sizeBytes ? null : textBytes
  updateComplete(db).run(...valuesOf(identity), now, fingerprint, bytes, now, fileId)
}

const updateDuplicate = perConnection((db: WriteDb) =>
  db.prepare<[...IdentityValues, number, string, string, string, number]>(
    `UPDATE files SET ${SET_IDENTITY}, status = 'duplicate', duplicate_of = ?, fingerprint = ?,
       finished_at = ?, started_at = coalesce(started_at, ?)
     WHERE id = ?`,
  ),
)

export function setDuplicate(
  db: WriteDb,
  fileId: number,
  duplicateOf: number,
  fingerprint: string,
  identity: FileIdentity,
  now: string,
): void {
  updateDuplicate(db).run(...valuesOf(identity), duplicateOf, fingerprint, now, now, fileId)
}

const updateFailed = perConnection((db: WriteDb) =>
  db.prepare<[string, FileCode, string, string, number]>(
    `UPDATE files SET ${STOP_WORK}, status = 'failed', failure_code = ?, failure_message = ?, finished_at = ?
     WHERE id = ?`,
  ),
)

export function setFailed(
  db: WriteDb,
  fileId: number,
  code: FileCode,
  message: string,
  now: string,
): void {
  updateFailed(db).run(now, code, message, now, fileId)
}

const updateCancelled = perConnection((db: WriteDb) =>
  db.prepare<[string, string, number]>(
    `UPDATE files SET ${STOP_WORK}, status = 'cancelled', finished_at = ? WHERE id = ?`,
  ),
)

export function setCancelled(db: WriteDb, fileId: number, now: string): void {
  updateCancelled(db).run(now, now, fileId)
}

const updateSourceState = perConnection((db: WriteDb) =>
  db.prepare<[SourceState, string | null, number]>(
    'UPDATE files SET source_state = ?, source_reason = ? WHERE id = ?',
  ),
)

export function setSourceState(
  db: WriteDb,
  fileId: number,
  state: SourceState,
  reason: string | null,
): void {
  updateSourceState(db).run(state, reason, fileId)
}

const updateNothing = perConnection((db: WriteDb) =>
  db.prepare<[number]>('UPDATE files SET id = id WHERE id = ?'),
)

/** Writes the row as it is, so that a commit has something to sync. */
export function touch(db: WriteDb, fileId: number): void {
  updateNothing(db).run(fileId)
}
