import { readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { copyDatabase } from '../copy/copy'
import type { ReadDb } from '../handles'

/** Backups from before an upgrade that stay; the oldest one goes. */
const KEPT = 3

/**
 * Copies the database to `<database>.v<version>-<UTC time>.backup` beside it before an upgrade
 * changes it, and removes the oldest of such copies beyond the last few.
 * @throws what `copyDatabase` throws; then there must be no upgrade
 */
export function backUpBeforeUpgrade(db: ReadDb, version: number): void {
  const folder = dirname(db.name)
  const prefix = `${basename(db.name)}.v`
  for (const name of namesIn(folder, prefix, LEFTOVER)) rmSync(join(folder, name), { force: true })
  const time = new Date().toISOString().replaceAll(/[-:.]/g, '')
  copyDatabase(db, join(folder, `${prefix}${version}-${time}.backup`))
  const oldestFirst = namesIn(folder, prefix, BACKUP).toSorted((a, b) =>
    timeOf(a).localeCompare(timeOf(b)),
  )
  for (const name of oldestFirst.slice(0, -KEPT)) rmSync(join(folder, name), { force: true })
}

/** What follows the prefix: the version and the time, to the millisecond. */
const BACKUP = /^\d+-\d{8}T\d{9}Z\.backup$/
/** Of a run that was killed while it copied. */
const LEFTOVER = /^\d+-\d{8}T\d{9}Z\.backup\.part(-journal)?$/

function namesIn(folder: string, prefix: string, rest: RegExp): string[] {
  return readdirSync(folder).filter(
    (name) => name.startsWith(prefix) && rest.test(name.slice(prefix.length)),
  )
}

const timeOf = (name: string): string => name.split('-').at(-1) ?? ''
