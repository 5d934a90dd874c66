import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { openReader } from '../main/database/open'
import type { ReadDb } from '../main/database/handles'
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

/** Opens the database for questions; works beside a running engine. Throws with words if there is none. */
export function openForQuestions(databasePath: string | undefined): ReadDb {
  const { databasePath: path } = place(databasePath)
  if (!existsSync(path))
    throw new Error(`there is no database at ${path} yet: import something first`)
  return openReader({ path })
}
