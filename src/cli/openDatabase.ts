import { existsSync, readdirSync } from 'node:fs'
import { dirname, extname } from 'node:path'
import { mustBeCurrent } from '../main/database/connection/migrate'
import { openReader } from '../main/database/connection/open'
import { UnusableDatabaseError } from '../main/database/connection/unusable'
import type { ReadDb } from '../main/database/handles'
import { databaseTrouble } from '../main/ingest/databaseService/databaseTrouble'
import { errorCode } from '../main/systemError'
import { place } from './place'

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
