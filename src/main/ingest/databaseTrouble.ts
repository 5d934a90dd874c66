import type { Alert } from '#shared/status'
import { RemoteError } from '../workers/workerThread'
import { errorCode } from './systemError'

/** What went wrong with the database, and whether it can pass by itself. */
export interface DatabaseTrouble {
  readonly alert: Alert
  readonly message: string
  /** True where waiting and trying again can help: nothing is lost meanwhile. */
  readonly passing: boolean
}

/** Words for an error of SQLite or of the file system under it; unknown ones keep their own words. */
export function databaseTrouble(error: unknown, databasePath: string): DatabaseTrouble {
  const code = errorCode(error)
  const said = error instanceof Error ? error.message : String(error)
  // On a full disk SQLite can't even make its shared memory file and reports that instead.
  if (['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC', 'EDQUOT'].includes(code)) {
    return trouble(
      'disk_full',
      `The disk that holds ${databasePath} is full. Free some space: importing goes on from where it stopped.`,
      true,
    )
  }
  if (code.startsWith('SQLITE_BUSY') || code === 'SQLITE_LOCKED') {
    return trouble(
      'database_busy',
      `Another program keeps ${databasePath} locked. Importing goes on when it lets go.`,
      true,
    )
  }
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS' || code === 'EACCES') {
    return trouble(
      'database_error',
      `${databasePath} can't be written (${said}). Give this user the right to write it and its folder.`,
      true,
    )
  }
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return trouble(
      'database_error',
      `${databasePath} is damaged or is not a database (${said}). Nothing was changed. Put a backup in its place, or use another database.`,
      false,
    )
  }
  if (code.startsWith('SQLITE_CANTOPEN') || code === 'ENOENT') {
    return trouble(
      'database_missing',
      `${databasePath} can't be opened (${said}). Check that its folder exists and can be written.`,
      false,
    )
  }
  return trouble('database_error', `${databasePath}: ${said}`, false)
}

function trouble(code: Alert['code'], message: string, passing: boolean): DatabaseTrouble {
  return { alert: { code, message }, message, passing }
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
