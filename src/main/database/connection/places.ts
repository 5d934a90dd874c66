import { statSync } from 'node:fs'

/**
 * The files of an open database, by what is added to its name. SQLite needs the first three in place,
 * and other engines are kept away by the last.
 */
export const databaseParts = ['', '-wal', '-shm', '.lock'] as const
export type DatabasePart = (typeof databaseParts)[number]

/** Device and inode of each file, as `device:inode`; '' for one that is not there. */
export type DatabasePlaces = Readonly<Record<DatabasePart, string>>

/**
 * Where the files of an open database lie. By `stat` alone: opening one of them, and closing it
 * again, would drop SQLite's locks on it.
 */
export function placesOf(path: string): DatabasePlaces {
  const placeOf = (part: DatabasePart): string => {
    const found = statSync(`${path}${part}`, { bigint: true, throwIfNoEntry: false })
    return found === undefined ? '' : `${found.dev}:${found.ino}`
  }
  return {
    '': placeOf(''),
    '-wal': placeOf('-wal'),
    '-shm': placeOf('-shm'),
    '.lock': placeOf('.lock'),
  }
}
