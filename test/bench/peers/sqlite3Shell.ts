import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runQuietly } from '../../../scripts/lib/run.js'
import { columnsOf } from '../lib/columns'
import type { Peer } from '../lib/contender'
import type { DataFile } from '../lib/data'
import { countRows, expectRows } from '../lib/stored'
import { timed } from '../lib/timed'
import { installFromDebian } from './debian'

/**
 * Debian's shell: lines as text into a temporary table, then out of it with ->>, at last the index,
 * which is its fastest order. Lines are checked as well as SQL can: JSON, types, ranges.
 */
export const sqlite3Shell = shell('sqlite3 shell', (data) => linesScript(data, true))

/** The same without the checks: a bad line is stored as it comes. */
export const uncheckedSqlite3Shell = shell('sqlite3 shell, no checks', (data) =>
  linesScript(data, false),
)

/** Its own reader of tables, right into typed columns, then the index. It checks nothing. */
export const sqlite3Import = shell('sqlite3 shell, .import', tableScript)

function shell(name: string, script: (data: DataFile) => string): Peer {
  return {
    name,
    setUp: async () => {
      await installFromDebian('sqlite3')
      const version = await runQuietly('sqlite3', ['--version'])
      return {
        name,
        version: `sqlite3 ${version.split(' ')[0]}`,
        run: async (data, folder, limitSeconds) => {
          const database = join(folder, 'shell.db')
          const scriptPath = join(folder, 'import.sql')
          writeFileSync(scriptPath, script(data))
          const measured = await timed('sqlite3', ['-bail', database, `.read "${scriptPath}"`], {
            limitSeconds,
          })
          expectRows(name, countRows(database, 'telemetry'), data.records, data.lines)
          return measured
        },
      }
    },
  }
}

const sqlTypes = { time: 'TEXT', number: 'REAL', code: 'INTEGER', word: 'TEXT' } as const
const pragmas = `
PRAGMA page_size = 32768;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
`

function tableScript({ path, definition }: DataFile): string {
  const columns = columnsOf(definition)
  const typed = columns.map(({ name, kind }) => `"${name}" ${sqlTypes[kind]}`)
  return `${pragmas}
CREATE TABLE telemetry (${typed.join(', ')});
.import --csv --skip 1 "${path}" telemetry
CREATE INDEX telemetry_by_time ON telemetry ("${columns[0]?.name}");
`
}

function linesScript({ path, definition, errors }: DataFile, checks: boolean): string {
  const columns = columnsOf(definition)
  const time = columns[0]?.name
  const numbers = columns.filter(({ kind }) => kind === 'number')
  const words = columns.filter(({ kind }) => kind === 'word').map(({ name }) => name)
  const rules = [
    `unixepoch(line ->> '${time}') IS NOT NULL`,
    ...numbers.map(({ name }) => `json_type(line, '$.${name}') IN ('real', 'integer')`),
    ...numbers.flatMap(({ name, valid }) =>
      valid?.min === undefined || valid.max === undefined
        ? []
        : `line ->> '${name}' BETWEEN ${valid.min} AND ${valid.max}`,
    ),
    ...words.map((name) => `json_type(line, '$.${name}') = 'text'`),
  ]
  // ->> stops the whole statement at the first line that is not JSON.
  const onlyJson = errors === 0 ? '' : ' AND json_valid(line)'
  const wanted = checks
    ? ` AND CASE WHEN json_valid(line) THEN ${rules.join(' AND ')} END`
    : onlyJson
  return `${pragmas}
CREATE TABLE telemetry (
  line INTEGER PRIMARY KEY,
  timestamp_us INTEGER,
  ${numbers.map(({ name }) => `"${name}" REAL`).join(',\n  ')},
  instruments TEXT
);
CREATE TEMP TABLE raw (line TEXT);
.mode ascii
.separator "\\037" "\\n"
.import "${path}" raw
INSERT INTO telemetry
  SELECT
    rowid,
    unixepoch(line ->> '${time}') * 1000000 + substr(line ->> '${time}', 21, 6),
    ${numbers.map(({ name }) => `line ->> '${name}'`).join(',\n    ')},
    json_object(${words.map((name) => `'${name}', line ->> '${name}'`).join(', ')})
  FROM raw
  WHERE rowid > 1${wanted};
CREATE INDEX telemetry_by_time ON telemetry (timestamp_us);
`
}
