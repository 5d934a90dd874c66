import type { ReadDb } from '../../src/main/database/handles'

/** Tables that say what was removed, and all that happened; all others are as they were once that is undone. */
const OF_REMOVALS: ReadonlySet<string> = new Set(['removals', 'sqlite_sequence', 'feed'])

/** What the station writes down of itself, and what it measures in the background, at its own time. */
const ofItsOwn = (table: string): boolean =>
  table.startsWith('pipeline_') || table === 'package_times'

/** Everything that is stored of packages, table by table; rows as texts, so that their order does not matter. */
export function dump(db: ReadDb): Record<string, string[]> {
  const tables = db
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_stat%'
       ORDER BY name`,
    )
    .pluck()
    .all()
  return Object.fromEntries(
    tables
      .filter((name) => !OF_REMOVALS.has(name) && !ofItsOwn(name))
      .map((name) => [name, rowsOf(db, name)]),
  )
}

/** What operators see: the public views and what the window's questions rest on. */
export function publicRows(db: ReadDb): Record<string, number> {
  const count = (table: string): number =>
    Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get())
  return {
    telemetry: count('telemetry'),
    lineErrors: count('line_errors'),
    unknownKeys: count('unknown_keys'),
  }
}

function rowsOf(db: ReadDb, table: string): string[] {
  return db
    .prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}`)
    .safeIntegers()
    .all()
    .map((row) => JSON.stringify(row, inText))
    .toSorted()
}

function inText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}
