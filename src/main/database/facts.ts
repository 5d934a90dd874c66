import type { ReadDb } from './handles'
import { fileTotals } from './files/files'
import { storedSettings } from './settings'

/** What a database is like, without anything of what was read of packages. */
export interface DatabaseFacts {
  /** The statements that made it. */
  readonly schema: string
  readonly settings: Readonly<Record<string, unknown>>
  readonly figures: Readonly<Record<string, unknown>>
}

/** What SQLite says of a database; each by the name of its pragma. */
const PRAGMAS = [
  'user_version',
  'page_size',
  'page_count',
  'freelist_count',
  'journal_mode',
  'application_id',
] as const

/** Tables of which there is a row for what an operator did or a package has: they are quick to count. */
const COUNTED = ['definitions', 'mends', 'removals', 'watched_folders', 'unknown_keys'] as const

export function databaseFacts(db: ReadDb): DatabaseFacts {
  const statements = db
    .prepare<[], string>('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name')
    .pluck()
    .all()
  const count = (table: string): unknown =>
    db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()
  return {
    schema: statements.map((sql) => `${sql};\n`).join('\n'),
    settings: Object.fromEntries(storedSettings(db)),
    figures: {
      sqlite: db.prepare('SELECT sqlite_version()').pluck().get(),
      ...Object.fromEntries(PRAGMAS.map((name) => [name, db.pragma(name, { simple: true })])),
      files: fileTotals(db),
      rows: Object.fromEntries(COUNTED.map((table) => [table, count(table)])),
    },
  }
}
