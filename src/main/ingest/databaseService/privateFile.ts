import { closeSync, openSync } from 'node:fs'
import { errorCode } from '../../systemError'

/**
 * Makes an empty file that only this user may read, where there is none: SQLite gives a database it
 * creates to everybody, and its other files the same rights as the database. One that is there
 * already is not even opened, because closing it would drop SQLite's locks on it.
 */
export function makePrivateFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
  }
}
