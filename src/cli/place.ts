import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { dataFolder, defaultIngestFolder } from '../main/dataFolder'

export interface Place {
  readonly dataFolder: string
  readonly databasePath: string
  readonly defaultIngestFolder: string
}

/** Where this user's data lies; the window follows the same rule. */
export function place(databasePath: string | undefined): Place {
  const { env, platform } = process
  const folder = dataFolder({ env, platform, home: homedir() })
  return {
    dataFolder: folder,
    databasePath:
      databasePath === undefined ? resolve(folder, 'downlink.db') : resolve(databasePath),
    defaultIngestFolder: defaultIngestFolder({ env, platform, home: homedir() }),
  }
}

/** What to say of a database that is named and not there yet: it may be a typing error. */
export function newDatabaseWords(databasePath: string | undefined): string | null {
  if (databasePath === undefined || existsSync(databasePath)) return null
  return `${resolve(databasePath)} is a new database: there was none until now`
}
