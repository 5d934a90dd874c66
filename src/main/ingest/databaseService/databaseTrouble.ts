import { closeSync, existsSync, openSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { inMegabytes } from '#shared/bytes'
import type { Alert } from '#shared/status'
import { RemoteError } from '../../workers/workerThread'
import { systemLimit } from '../../systemLimit'
import { fileSizeLimit, fileSizeLimitReached } from './fileSizeLimit'
import { errorCode } from '../../systemError'

/** What went wrong with the database, and whether it can pass by itself. */
export interface DatabaseTrouble {
  readonly alert: Alert
  /** What happened and what to do, while the station imports. */
  readonly message: string
  /** The same for an operator whose act was refused. */
  readonly ofAct: string
  /** The same for a program that can't start, or ends now. */
  readonly atStart: string
  /** True where waiting and trying again can help: nothing is lost meanwhile. */
  readonly passing: boolean
  /** True where the database file itself is no longer whole: nothing more may be written to it. */
  readonly damaged: boolean
}

/** Words for an error of SQLite or of the file system under it; unknown ones keep their own words. */
export function databaseTrouble(error: unknown, databasePath: string): DatabaseTrouble {
  const code = errorCode(error)
  const said = error instanceof Error ? error.message : String(error)
  if (['ENOSPC', 'SQLITE_CANTOPEN'].includes(code) && hasNoInodes(databasePath)) {
    return passing(
      'disk_full',
      `The disk that holds ${databasePath} can't take another file: its inodes are used up. Remove some files there`,
    )
  }
  if (code.startsWith('SQLITE_CANTOPEN') && hasNoDescriptors(databasePath)) {
    return passing(
      'database_error',
      `This program may not open another file (ulimit -n), so ${databasePath} can't be worked with. Raise the limit`,
    )
  }
  // On a full disk SQLite can't even make its shared memory file and reports that instead.
  if (['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC', 'EDQUOT'].includes(code)) {
    return passing(
      'disk_full',
      `The disk that holds ${databasePath} is full. Free some space there`,
    )
  }
  if (code === 'SQLITE_IOERR_WRITE' || code === 'EFBIG') {
    const paths = [databasePath, `${databasePath}-wal`]
    const limit = code === 'EFBIG' ? fileSizeLimit() : fileSizeLimitReached(paths)
    if (limit !== null) {
      return passing(
        'disk_full',
        `${databasePath} has come to the limit that is set for the size of a file (ulimit -f, ${inMegabytes(limit)}). Raise the limit`,
      )
    }
  }
  if (code.startsWith('SQLITE_BUSY') || code === 'SQLITE_LOCKED') {
    return passing(
      'database_busy',
      `Another program keeps ${databasePath} locked. Close it, or let it finish`,
    )
  }
  if (code === 'LONG_READER') {
    return passing(
      'database_busy',
      `Another program has been reading ${databasePath} for so long that what is imported can't be moved into it. Close that program, or let it finish`,
    )
  }
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS' || code === 'EACCES') {
    return passing(
      'database_error',
      `${databasePath} can't be written (${said}). Give this user the right to write it and its folder`,
    )
  }
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    const message = `${databasePath} is damaged or is not a database (${said}). Nothing more is written to it. Keep it, and put a backup in its place or use another database.`
    return { ...lasting('database_error', message), damaged: true }
  }
  if (code.startsWith('SQLITE_CANTOPEN') || code === 'ENOENT') {
    return lasting(
      'database_missing',
      `${databasePath} can't be opened (${said}). Check that its folder exists and can be written.`,
    )
  }
  if (code.startsWith('SQLITE_IOERR') || code === 'EIO') {
    return lasting(
      'database_error',
      `The disk that holds ${databasePath} reported an error (${said}, ${code}). Check the disk, its cable and its quota.`,
    )
  }
  return lasting('database_error', `${databasePath}: ${said}`)
}

/** @param what what happened and what to do, without its full stop */
function passing(code: Alert['code'], what: string): DatabaseTrouble {
  const message = `${what}: importing goes on from where it stopped.`
  return {
    alert: { code, message },
    message,
    ofAct: `${what}, and try again.`,
    atStart: `${what}, and start again.`,
    passing: true,
    damaged: false,
  }
}

function lasting(code: Alert['code'], message: string): DatabaseTrouble {
  return {
    alert: { code, message },
    message,
    ofAct: message,
    atStart: message,
    passing: false,
    damaged: false,
  }
}

/** So few open files that several packages at once come to the limit. */
const FEW_OPEN_FILES = 256

/** Whether SQLite could not open a file because there are too many open; it says nothing of why. */
function hasNoDescriptors(databasePath: string): boolean {
  if (!existsSync(databasePath)) return false
  try {
    closeSync(openSync(dirname(databasePath), 'r'))
  } catch (error) {
    return ['EMFILE', 'ENFILE'].includes(errorCode(error))
  }
  // Others may have been closed just now.
  return (systemLimit('Max open files') ?? Infinity) <= FEW_OPEN_FILES
}

function hasNoInodes(databasePath: string): boolean {
  try {
    const { files, ffree } = statfsSync(dirname(databasePath))
    return files > 0 && ffree === 0
  } catch {
    return false
  }
}

/** The database could not do what it was asked for. `message` is for people. */
export class DatabaseTroubleError extends Error {
  readonly trouble: DatabaseTrouble

  constructor(what: DatabaseTrouble, cause: unknown) {
    super(what.message, { cause })
    this.name = 'DatabaseTroubleError'
    this.trouble = what
  }
}

/**
 * An error from the database's thread as DatabaseTroubleError where the disk or SQLite is behind it,
 * which their code tells; every other error as it is.
 */
export function asTrouble(error: unknown, databasePath: string): unknown {
  const ofThread = error instanceof RemoteError && error.code !== null
  if (!ofThread || error.code.startsWith('ERR_')) return error
  return new DatabaseTroubleError(databaseTrouble(error, databasePath), error)
}
