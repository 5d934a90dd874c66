import { copyDatabase } from './copy'
import { openReader, type OpenOptions } from '../connection/open'

/** Copies a database in a thread of its own, so that the program can be stopped meanwhile. */
export function createCopier(database: OpenOptions) {
  return {
    /** Answers the copy's size in bytes; throws what `copyDatabase` throws. */
    copy: ({ path }: { path: string }): number => {
      const db = openReader(database)
      try {
        return copyDatabase(db, path)
      } finally {
        db.close()
      }
    },
  }
}

export type CopierMethods = ReturnType<typeof createCopier>
