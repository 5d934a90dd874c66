import type { WriteDb } from './handles'
import { up as first } from './migrations/0010-first'
import { up as inbox } from './migrations/0030-inbox'

interface Migration {
  readonly version: number
  readonly up: (db: WriteDb) => void
}

/** In order; a version that has shipped never changes. */
const migrations: readonly Migration[] = [
  { version: 10, up: first },
  { version: 30, up: inbox },
]

/** The database was made by a newer Downlink than this one. */
export class NewerDatabaseError extends Error {
  constructor(found: number, known: number) {
    super(
      `this database was made by a newer Downlink (its version is ${found}, this program knows ${known}): update the program, or name another database`,
    )
    this.name = 'NewerDatabaseError'
  }
}

/** Brings the schema up to date, one committed step at a time. */
export function migrate(db: WriteDb): void {
  const at = Number(db.pragma('user_version', { simple: true }))
  const latest = migrations.at(-1)?.version ?? 0
  if (at > latest) throw new NewerDatabaseError(at, latest)
  for (const { version, up } of migrations) {
    if (version <= at) continue
    db.transaction(() => {
      up(db)
      db.pragma(`user_version = ${version}`)
    }).immediate()
  }
}
