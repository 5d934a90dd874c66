import type { Alert } from '#shared/status'

/** What went wrong with the database, and whether it can pass by itself. */
export interface DatabaseTrouble {
  readonly alert: Alert
  readonly message: string
  /** True where waiting and trying again can help: nothing is lost meanwhile. */
  readonly passing: boolean
}

/** Words for an error of SQLite or of the file system under it; unknown ones keep their own words. */
export function databaseTrouble(error: unknown, databasePath: string): DatabaseTrouble {
  const code = codeOf(error)
  const said = error instanceof Error ? error.message : String(error)
  // On a full disk SQLite can't even make its shared memory file and reports that instead.
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE' || code === 'ENOSPC') {
    return trouble(
      'disk_full',
      `The disk that holds ${databasePath} is full. Free some space: importing goes on by itself.`,
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

/** True for errors that came out of SQLite. */
export function isDatabaseError(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_')
}

function codeOf(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  return typeof code === 'string' ? code : ''
}
