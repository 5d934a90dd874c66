import type { ReadDb, WriteDb } from '../handles'
import { up as first } from '../migrations/0010-first'
import { up as rollups } from '../migrations/0020-rollups'
import { up as inbox } from '../migrations/0030-inbox'
import { up as flight } from '../migrations/0040-flight'
import { up as history } from '../migrations/0050-history'
import { up as removals } from '../migrations/0060-removals'
import { up as repeatedValues } from '../migrations/0070-repeated-values'
import { up as cutFiles } from '../migrations/0080-cut-files'
import { up as folders } from '../migrations/0090-folders'
import { up as textNumbers } from '../migrations/0100-text-numbers'
import { up as packageTimes } from '../migrations/0110-package-times'
import { up as openBlocks } from '../migrations/0120-open-blocks'
import { up as definitions } from '../migrations/0130-definitions'
import { up as toldTypes } from '../migrations/0140-told-types'
import { up as fileHeads } from '../migrations/0150-file-heads'
import { up as sites } from '../migrations/0160-sites'
import { up as filesBefore } from '../migrations/0170-files-before'
import { up as feed } from '../migrations/0180-feed'
import { UnusableDatabaseError } from './unusable'
import { backUpBeforeUpgrade } from './upgradeBackup'

interface Migration {
  readonly version: number
  readonly up: (db: WriteDb) => void
}

/** In order; a version that has shipped never changes. */
const migrations: readonly Migration[] = [
  { version: 10, up: first },
  { version: 20, up: rollups },
  { version: 30, up: inbox },
  { version: 40, up: flight },
  { version: 50, up: history },
  { version: 60, up: removals },
  { version: 70, up: repeatedValues },
  { version: 80, up: cutFiles },
  { version: 90, up: folders },
  { version: 100, up: textNumbers },
  { version: 110, up: packageTimes },
  { version: 120, up: openBlocks },
  { version: 130, up: definitions },
  { version: 140, up: toldTypes },
  { version: 150, up: fileHeads },
  { version: 160, up: sites },
  { version: 170, up: filesBefore },
  { version: 180, up: feed },
]

const OLDEST = 10
const LATEST = migrations.at(-1)?.version ?? OLDEST
/** Tables that every version has. */
const OURS = ['files', 'records', 'bad_lines', 'block_hashes', 'settings']

/** The database was made by a newer Downlink than this one. */
export class NewerDatabaseError extends UnusableDatabaseError {
  override readonly name = 'NewerDatabaseError'

  constructor(found: number) {
    super(
      `this database was made by a newer Downlink (its version is ${found}, this program knows ${LATEST}). Update the program, or name another database. Nothing was changed.`,
    )
  }
}

/**
 * Makes sure that the database is Downlink's own, or has nothing in it yet, before anything in it
 * is changed.
 *
 * @returns its version; 0 for an empty one
 * @throws UnusableDatabaseError
 */
export function versionOf(db: ReadDb): number {
  const version = Number(db.pragma('user_version', { simple: true }))
  if (isEmpty(db)) return 0
  const ours = db
    .prepare<[string], number>(
      `SELECT count(*) FROM sqlite_schema
       WHERE type = 'table' AND name IN (SELECT value FROM json_each(?))`,
    )
    .pluck()
    .get(JSON.stringify(OURS))
  if (ours !== OURS.length || version < OLDEST) {
    throw new UnusableDatabaseError(
      'this is a database of another program. Nothing was changed. Name another file for the database.',
    )
  }
  if (version > LATEST) throw new NewerDatabaseError(version)
  return version
}

/** @throws UnusableDatabaseError when it has to be upgraded before this program can read it, too */
export function mustBeCurrent(db: ReadDb): void {
  const version = versionOf(db)
  if (version === LATEST) return
  throw new UnusableDatabaseError(
    version === 0
      ? 'there is nothing in this database yet: import something first.'
      : 'this database was made by an older Downlink. Start the window, ingest or watch on it once: that upgrades it, after a backup.',
  )
}

/**
 * Brings the schema up to date. A database that holds something is backed up first, and each step is
 * committed by itself; where it can't be backed up nothing is changed. A new one is one commit.
 */
export function migrate(db: WriteDb): void {
  const at = versionOf(db)
  if (at === LATEST) return
  if (at > 0) backUpBeforeUpgrade(db, at)
  const missing = migrations.filter(({ version }) => version > at)
  for (const steps of at > 0 ? missing.map((step) => [step]) : [missing]) {
    db.transaction(() => {
      for (const { version, up } of steps) {
        up(db)
        db.pragma(`user_version = ${version}`)
      }
    }).immediate()
  }
}

export function isEmpty(db: ReadDb): boolean {
  return db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0
}
