import { errorCode, inWords } from '../../systemError'

/** Why a copy of the database could not be made, and what to do; it ends with a full stop. */
export function copyTroubleWords(error: unknown): string {
  const code = errorCode(error)
  if (code === 'SQLITE_FULL') return 'the disk is full. Free some space there.'
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return `the database is damaged (${code}). Keep it and the backups that there are, and put one of these in its place.`
  }
  return inWords(error)
}
