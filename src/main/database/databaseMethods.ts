import { openReader, openWriter, type OpenOptions } from './connection/open'
import { createReadMethods, type ReadMethods } from './readMethods'
import { createWriteMethods, type WriteMethods } from './writeMethods'

export interface DatabaseData extends OpenOptions {
  /** `both`: one thread for all, where nobody asks while something is written. */
  readonly role: 'writer' | 'reader' | 'both'
}

/** Opens the database. What it answers then is whatever its role has to. */
export function createDatabaseMethods(
  options: DatabaseData,
): ReadMethods | WriteMethods | (ReadMethods & WriteMethods) {
  switch (options.role) {
    case 'writer':
      return createWriteMethods(openWriter(options))
    case 'reader':
      return createReadMethods(openReader(options), options)
    case 'both': {
      const db = openWriter(options)
      return { ...createReadMethods(db, options), ...createWriteMethods(db) }
    }
  }
}
