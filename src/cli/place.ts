import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { mustBeCurrent, UnusableDatabaseError } from '../main/database/migrate'
import { openReader } from '../main/database/open'
import type { ReadDb } from '../main/database/handles'
import { dataFolder, defaultIngestFolder } from '../main/dataFolder'
import { databaseTrouble } from '../main/ingest/databaseTrouble'
import { errorCode } from '../main/ingest/systemError'

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

/**
 * Opens the database for questions, asks them and closes it; works beside a running engine. Throws
 * with words if there is none, or if it can't be read.
 */
export async function withDatabase(
  databasePath: string | undefined,
  ask: (db: ReadDb) => Promise<void>,
): Promise<void> {
  const { databasePath: path } = place(databasePath)
  if (!existsSync(path)) {
    throw new Error(`there is no database at ${path} yet: import something first`)
  }
  let db: ReadDb | null = null
  try {
    db = openReader({ path })
    mustBeCurrent(db)
    await ask(db)
  } catch (error) {
    const ofDatabase =
      error instanceof UnusableDatabaseError || errorCode(error).startsWith('SQLITE_')
    if (!ofDatabase) throw error
    throw new Error(databaseTrouble(error, path).atStart, { cause: error })
  } finally {
    db?.close()
  }
}
