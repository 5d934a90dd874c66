import { packageOf20 } from '../../lib/housekeeping/packages'
import { duckdb } from '../../peers/duckdb'
import { sqlite3Import } from '../../peers/sqlite3Shell'
import { sqliteUtils } from '../../peers/sqliteUtils'
import { peerRow } from '../peerRow'

export const duckdbNdjsonRow = peerRow({
  id: 'channels-duckdb-ndjson',
  title: 'an operator’s own type: DuckDB read_ndjson + index on timestamp',
  peer: duckdb,
  packages: (lines) => [packageOf20(lines, 'ndjson')],
  goals: { small: { processor: { must: 0.9, aim: 1.2 } } },
})

export const duckdbCsvRow = peerRow({
  id: 'channels-duckdb-csv',
  title: 'the same as a table: DuckDB read_csv + index on timestamp',
  peer: duckdb,
  packages: (lines) => [packageOf20(lines, 'csv')],
  goals: { small: { processor: { must: 0.6, aim: 1 } } },
})

export const sqlite3ImportRow = peerRow({
  id: 'channels-sqlite3',
  title: 'the same as a table: sqlite3 shell, .import with types + index',
  peer: sqlite3Import,
  packages: (lines) => [packageOf20(lines, 'csv')],
  goals: { small: { wall: { must: 3, aim: 5 } } },
})

export const sqliteUtilsCsvRow = peerRow({
  id: 'channels-sqlite-utils',
  title: 'the same as a table: sqlite-utils insert --csv',
  peer: sqliteUtils,
  packages: (lines) => [packageOf20(lines, 'csv')],
  goals: { small: { wall: { must: 8, aim: 15 } } },
})
