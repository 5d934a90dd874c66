import { dirname } from 'node:path'
import { DatabaseInUseError, lockDatabase, type DatabaseLock } from '../../database/connection/lock'
import type { OpenOptions } from '../../database/connection/open'
import { UnusableDatabaseError } from '../../database/connection/unusable'
import { errorCode } from '../../systemError'
import { databasePathOf } from './databasePath'
import { databaseTrouble } from './databaseTrouble'
import { makePrivateFile } from './privateFile'

/**
 * The right to write the database, whose folder and file are made where they are missing.
 *
 * @throws DatabaseInUseError when another engine has it; an Error with words when it can't be used
 */
export async function takeDatabase({
  databasePath,
  nativeBinding,
}: {
  readonly databasePath: string
  readonly nativeBinding?: string | undefined
}): Promise<{ database: OpenOptions; lock: DatabaseLock }> {
  try {
    const database = { path: await databasePathOf(databasePath), nativeBinding }
    // SQLite's own temporary files: beside the database a full disk is the one that is named.
    process.env['SQLITE_TMPDIR'] = dirname(database.path)
    makePrivateFile(`${database.path}.lock`)
    const lock = lockDatabase(database)
    makePrivateFile(database.path)
    return { database, lock }
  } catch (error) {
    if (error instanceof DatabaseInUseError) throw error
    throw new Error(startWords(error, databasePath), { cause: error })
  }
}

/** Errors that have no code were written for people. */
function startWords(error: unknown, databasePath: string): string {
  const isOurs = error instanceof Error && errorCode(error) === ''
  return isOurs && !(error instanceof UnusableDatabaseError)
    ? error.message
    : databaseTrouble(error, databasePath).atStart
}
