import type { FileCode } from '#shared/codes'
import { fileCodes } from '#shared/fileCodes'
import type { FileRecord, FileStatus } from '#shared/files'
import { RemoteError } from '../../workers/workerThread'
import { FileFailureError } from '../reader/failure'
import type { CompletePackage } from '../events'
import type { FileIdentity } from '../../record/identity'

/** How a parser's run ended; `stopped` leaves the file where its checkpoint is. */
export interface ParserResult {
  readonly status: Extract<FileStatus, 'complete' | 'waiting' | 'duplicate' | 'failed'> | 'stopped'
  /** The file as it was when its last byte was read; null unless complete or waiting. */
  readonly identity: FileIdentity | null
  readonly detail: string | null
  readonly complete?: CompletePackage
  /** Why it failed, where that is in its row. */
  readonly code?: FileCode
  /** The line whose rest it waits for, and until when. */
  readonly waiting?: NonNullable<FileRecord['waiting']>
}

export const STOPPED: ParserResult = { status: 'stopped', identity: null, detail: null }

export interface FileFailure {
  readonly code: FileCode
  readonly message: string
}

/** What an error says about the file itself, also one from the reader's thread; null if nothing. */
export function fileFailureOf(error: unknown): FileFailure | null {
  if (error instanceof FileFailureError) return error
  if (!(error instanceof RemoteError) || error.name !== 'FileFailureError') return null
  const code = fileCodes.find((known) => known === error.code) ?? 'unreadable'
  return { code, message: error.message }
}
