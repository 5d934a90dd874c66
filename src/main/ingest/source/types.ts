import type { SourceState } from '#shared/files'
import type { AfterImport } from '#shared/folders'
import type { FileIdentity } from '../../record/identity'
import type { LeftOut } from './leftOut'

/**
 * What was counted while the file was read. How many of the lines were bad is not among it: they may
 * be mended before the source's end.
 */
export interface ExpectedCounts {
  readonly totalLines: number
  readonly fingerprint: string
}

/** A complete file of the watched folder, and what is to become of it. */
export interface SourceRequest {
  readonly fileId: number
  /** Absolute path of the file; it must lie in the watched folder or below it. */
  readonly path: string
  /** The watched folder. */
  readonly folder: string
  /** The file as it was after its last byte was read. */
  readonly identity: FileIdentity
  /** Of what was read. */
  readonly fingerprint: string
  /** Reads a file again: its times alone prove little. */
  readonly fingerprintOf: FingerprintOf
  /** Who has the file open for writing, in words; null when nobody has, or it can't be known. */
  readonly writerOf: (file: FileIdentity) => Promise<string | null>
  readonly action: AfterImport
  readonly archiveFolder: string
  /** How long the file must stay unchanged before it is touched, in milliseconds. */
  readonly graceMs: number
  readonly expected: ExpectedCounts
  /** Whether what is to become of it is still what is set: it may be changed in the grace time. */
  readonly isStillSet: () => boolean
  /** Lets what opens files and threads for it go on when it is its turn. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
}

/** A file whose removal was begun by an earlier run. */
export type SettleRequest = Omit<SourceRequest, 'graceMs' | 'expected' | 'isStillSet' | 'inTurn'>

/** What an open file holds now, and as what it was opened. Rejects when it can't be read. */
export type FingerprintOf = (
  path: string,
) => Promise<{ readonly fingerprint: string; readonly identity: FileIdentity }>

export interface SourceVerdict {
  readonly state: Exclude<SourceState, 'removing'>
  /** In words, with the next step; null when everything went as set. */
  readonly reason: string | null
  /** Where the file's bytes are now; null when they are gone. */
  readonly path: string | null
  /**
   * The file as it now lies in the watched folder, while it is still the one that was read: renaming
   * and linking change its ctime. Null when it is gone or another one.
   */
  readonly identity: FileIdentity | null
}

/** The folder can't be reached, so nothing can be said yet: the row stays as it is. */
export interface Unsettled {
  readonly state: 'removing'
  readonly reason: string
}

/** What a newly opened connection finds stored of a file. */
export interface StoredCounts {
  readonly status: string
  readonly totalLines: number
  readonly importedLines: number
  readonly errorLines: number
  /** Rows of `telemetry`. */
  readonly storedRecords: number
  /** Rows of `line_errors` whose line is still an error. */
  readonly storedErrors: number
  readonly fingerprint: string | null
  readonly leftOut: LeftOut
}

/** The database, as far as the end of a source needs it. Every method may reject. */
export interface SourceLedger {
  /** Makes everything of this file durable on disk, or rejects. */
  barrier(fileId: number): Promise<void>
  /** Opens a new connection on the database's path; null when it has no such file. */
  readBack(fileId: number): Promise<StoredCounts | null>
  /**
   * Notes beside the database that the file is about to go, durable before it resolves: a database
   * that is restored from an older copy can't say so.
   * @param archive where it goes; null where it is deleted
   */
  noteRemoval(fileId: number, archive: string | null): Promise<void>
  /**
   * Durable before it resolves. `identity` replaces the one in the file's row; null leaves it.
   */
  setSourceState(
    fileId: number,
    state: SourceState,
    reason: string | null,
    identity: FileIdentity | null,
  ): Promise<void>
}

/** The clock that the grace time runs by. */
export interface SourceTime {
  /** Milliseconds of a clock that never goes back. */
  now(): number
  /** Rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}
