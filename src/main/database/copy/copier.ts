import type { Backup } from '#shared/backups'
import { openReader, type OpenOptions } from '../connection/open'
import { versionOf } from '../connection/migrate'
import type { ReadDb } from '../handles'
import { backupsOf, makeBackup, type BackupOrder } from './backups'
import { copyDatabase } from './copy'
import { proveCopy } from './proof'

/** Copies a database in a thread of its own, so that the program can be stopped meanwhile. */
export function createCopier(database: OpenOptions) {
  const withDatabase = <T>(use: (db: ReadDb) => T): T => {
    const db = openReader(database)
    try {
      return use(db)
    } finally {
      db.close()
    }
  }
  return {
    /** Answers the proven copy's size in bytes; throws what `copyDatabase` and `proveCopy` throw. */
    copy: ({ path }: { path: string }): number =>
      withDatabase((db) => {
        const version = versionOf(db)
        return copyDatabase(db, path, (draft) => proveCopy({ ...database, path: draft }, version))
      }),
    /** Answers and throws what `makeBackup` does. */
    makeBackup: (order: BackupOrder): string | null =>
      withDatabase((db) => makeBackup(db, database, order)),
    /** Throws the system's error where the folder can't be read. */
    backups: ({ folder }: { folder: string }): Backup[] =>
      withDatabase((db) => backupsOf(db, folder)),
  }
}

export type CopierMethods = ReturnType<typeof createCopier>
