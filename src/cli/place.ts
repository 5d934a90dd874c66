import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, extname, resolve } from 'node:path'
import { mustBeCurrent, UnusableDatabaseError } from '../main/database/connection/migrate'
import { openReader } from '../main/database/connection/open'
import type { ReadDb } from '../main/database/handles'
import { dataFolder, defaultIngestFolder } from '../main/dataFolder'
import { databaseTrouble } from '../main/ingest/databaseService/databaseTrouble'
import { errorCode } from '../main/systemError'

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

/** @param isNamed whether the path was given, and may have a typing error */
function noDatabaseWords(path: string, isNamed: boolean): string {
  const folder = dirname(path)
  if (!isNamed) return `there is no database at ${path} yet: import something first`
  if (!existsSync(folder)) return `there is no folder ${folder}. Is --db spelt right?`
  const near = readdirSync(folder).filter((name) => name.endsWith(extname(path) || '.db'))
  const beside = near.length === 0 ? '' : ` In its folder there is ${near.slice(0, 5).join(', ')}.`
  return `there is no database at ${path}. Is --db spelt right?${beside}`
}

/**
 * Opens the database for questions, asks them and closes it; works beside a running engine. Throws
 * with words if there is none, or if it can't be read.
 */
export async function withDatabase<T>(
  databasePath: string | undefined,
  ask: (db: ReadDb) => Promise<T>,
): Promise<T> {
  const { databasePath: path } = place(databasePath)
  if (!existsSync(path)) throw new Error(noDatabaseWords(path, databasePath !== undefined))
  let db: ReadDb | null = null
  try {
    db = openReader({ path })
    mustBeCurrent(db)
    return await ask(db)
  } catch (error) {
    const ofDatabase =
      error instanceof UnusableDatabaseError || errorCode(error).startsWith('SQLITE_')
    if (!ofDatabase) throw error
    throw new Error(databaseTrouble(error, path).atStart, { cause: error })
  } finally {
    db?.close()
  }
}
