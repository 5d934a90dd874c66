import { readdirSync, rmSync, statSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import type { Backup } from '#shared/backups'
import type { OpenOptions } from '../connection/open'
import { versionOf } from '../connection/migrate'
import type { ReadDb } from '../handles'
import { inWords } from '../../systemError'
import { copyDatabase, UNFINISHED } from './copy'
import { proveCopy } from './proof'

/** How a backup by plan is to be made. */
export interface BackupOrder {
  readonly folder: string
  /** What it is named by: milliseconds since 1970. */
  readonly at: number
  /** How many stay, with the new one. */
  readonly kept: number
}

/**
 * Makes a backup of this database in a folder: proven before it gets its name, which nothing else
 * has. Then the oldest ones beyond those that stay are deleted. What else lies in the folder, such as
 * backups of other databases and copies that were made by hand, is never touched.
 *
 * @returns why an old one could not be deleted; null where they were
 * @throws what `copyDatabase` and `proveCopy` throw; then no backup is lost
 */
export function makeBackup(db: ReadDb, database: OpenOptions, order: BackupOrder): string | null {
  const { folder, at, kept } = order
  const series = seriesOf(db)
  for (const name of leftovers(folder, series)) rmSync(join(folder, name), { force: true })
  const made = `${series}${stampOf(at)}.db`
  const version = versionOf(db)
  copyDatabase(db, join(folder, made), (path) => proveCopy({ ...database, path }, version))
  // By a clock that was wrong it may seem older than others; it is the one that was proven now.
  const others = backupsIn(folder, series).filter(({ name }) => name !== made)
  try {
    for (const { name } of others.slice(kept - 1)) rmSync(join(folder, name), { force: true })
    return null
  } catch (error) {
    return inWords(error)
  }
}

/** This database's backups in a folder, the newest first. Throws the system's error. */
export const backupsOf = (db: ReadDb, folder: string): Backup[] => backupsIn(folder, seriesOf(db))

/**
 * What the names of this database's backups begin with: its own name, and the number by which it is
 * told from every other database and from its own copies (`lineage.ts`).
 */
function seriesOf(db: ReadDb): string {
  const lineage = Number(db.pragma('application_id', { simple: true }))
  const name = basename(db.name, extname(db.name))
  return `${name}-${lineage.toString(16).padStart(8, '0')}-`
}

function backupsIn(folder: string, series: string): Backup[] {
  return namesIn(folder, series, BACKUP)
    .map((name) => ({
      name,
      at: timeOf(name.slice(series.length)),
      bytes: statSync(join(folder, name)).size,
    }))
    .toSorted((a, b) => b.at - a.at)
}

const STAMP = String.raw`(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z`
const BACKUP = new RegExp(`^${STAMP}\\.db$`)
/** Of a run that was killed while it copied. */
const LEFTOVER = new RegExp(
  `^${STAMP}\\.db(?:${UNFINISHED.map((ending) => ending.replaceAll('.', '\\.')).join('|')})$`,
)

const leftovers = (folder: string, series: string): string[] => namesIn(folder, series, LEFTOVER)

function namesIn(folder: string, series: string, rest: RegExp): string[] {
  return readdirSync(folder).filter(
    (name) => name.startsWith(series) && rest.test(name.slice(series.length)),
  )
}

const stampOf = (at: number): string => new Date(at).toISOString().replaceAll(/[-:.]/g, '')

function timeOf(stamp: string): number {
  const [, year, month, day, hour, minute, second, milli] = new RegExp(STAMP).exec(stamp) ?? []
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milli}Z`)
}
