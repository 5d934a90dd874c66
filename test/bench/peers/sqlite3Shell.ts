import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runQuietly } from '../../../scripts/lib/run.js'
import type { Peer } from '../lib/contender'
import type { DataFile } from '../lib/data'
import { countRows, expectRows } from '../lib/stored'
import { timed } from '../lib/timed'
import { installFromDebian } from './debian'

/**
 * Debian's shell: lines as text into a temporary table, then out of it with ->>, at last the index,
 * which is its fastest order. Lines are checked as well as SQL can: JSON, types, ranges.
 */
export const sqlite3Shell = shell('sqlite3 shell', true)

/** The same without the checks: a bad line is stored as it comes. */
export const uncheckedSqlite3Shell = shell('sqlite3 shell, no checks', false)

function shell(name: string, checks: boolean): Peer {
  return {
    name,
    sizes: ['small'],
    setUp: async () => {
      await installFromDebian('sqlite3')
      const version = await runQuietly('sqlite3', ['--version'])
      return {
        name,
        version: `sqlite3 ${version.split(' ')[0]}`,
        run: async (data, folder, limitSeconds) => {
          const database = join(folder, 'shell.db')
          const script = join(folder, 'import.sql')
          writeFileSync(script, importScript(data, checks))
          const measured = await timed('sqlite3', ['-bail', database, `.read "${script}"`], {
            limitSeconds,
          })
          expectRows(name, countRows(database, 'telemetry'), data.records, data.lines)
          return measured
        },
      }
    },
  }
}

const layouts = {
  jackal_mk1: {
    keys: ['timestamp', 'velocity', 'altitude', 'latitude', 'longitude'],
    instruments: ['instrument1', 'instrument2'],
  },
  jackal_mk2: {
    keys: ['ts', 'vel', 'alt', 'lat', 'long'],
    instruments: ['instrument1', 'instrument3', 'instrument4'],
  },
} as const

function importScript({ path, spec, errors }: DataFile, checks: boolean): string {
  const { keys, instruments } = layouts[spec.type]
  const [time, ...channels] = keys
  const [, , latitude, longitude] = channels
  const words = instruments.map((key) => `'${key}', line ->> '${key}'`)
  const rules = [
    `unixepoch(line ->> '${time}') IS NOT NULL`,
    ...channels.map((key) => `json_type(line, '$.${key}') IN ('real', 'integer')`),
    `line ->> '${latitude}' BETWEEN -90 AND 90`,
    `line ->> '${longitude}' BETWEEN -180 AND 180`,
    ...instruments.map((key) => `json_type(line, '$.${key}') = 'text'`),
  ]
  // ->> stops the whole statement at the first line that is not JSON.
  const onlyJson = errors === 0 ? '' : ' AND json_valid(line)'
  const wanted = checks
    ? ` AND CASE WHEN json_valid(line) THEN ${rules.join(' AND ')} END`
    : onlyJson
  return `
PRAGMA page_size = 32768;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE telemetry (
  line INTEGER PRIMARY KEY,
  timestamp_us INTEGER,
  velocity REAL,
  altitude REAL,
  latitude REAL,
  longitude REAL,
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
    ${channels.map((key) => `line ->> '${key}'`).join(',\n    ')},
    json_object(${words.join(', ')})
  FROM raw
  WHERE rowid > 1${wanted};
CREATE INDEX telemetry_by_time ON telemetry (timestamp_us);
`
}
