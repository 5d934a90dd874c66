import type { Row } from '../lib/row'
import { badLinesRow } from './badLines'
import { coverageRow } from './coverage'
import { busyDuckdbRow, duckdbRow, duckdbWithoutIndexRow } from './duckdb'
import { eventLoopRow } from './eventLoop'
import { flightRow } from './flight'
import { channelsMemoryRow } from './housekeeping/memory'
import { lanesRow } from './housekeeping/lanes'
import {
  duckdbCsvRow,
  duckdbNdjsonRow,
  sqlite3ImportRow,
  sqliteUtilsCsvRow,
} from './housekeeping/peers'
import { sizeRow } from './housekeeping/size'
import { widthRow } from './housekeeping/width'
import { hugeRow } from './huge'
import { inboxRow } from './inbox'
import { lineShapesRow } from './lineShapes'
import { memoryRow } from './memory'
import { naiveRow } from './naive'
import { oneLineRow } from './oneLine'
import { seriesRow } from './series'
import { smallFilesRow } from './smallFiles'
import { sqlite3ShellRow, uncheckedSqlite3ShellRow } from './sqlite3Shell'
import { sqliteUtilsRow } from './sqliteUtils'
import { timeOrderRow } from './timeOrder'
import { windowRow } from './window'
import { windowStartRow } from './windowStart'

/** The table, from top to bottom. */
export const rows: readonly Row[] = [
  duckdbRow,
  busyDuckdbRow,
  duckdbWithoutIndexRow,
  naiveRow,
  sqlite3ShellRow,
  uncheckedSqlite3ShellRow,
  sqliteUtilsRow,
  memoryRow,
  duckdbNdjsonRow,
  duckdbCsvRow,
  sqlite3ImportRow,
  sqliteUtilsCsvRow,
  widthRow,
  channelsMemoryRow,
  sizeRow,
  timeOrderRow,
  badLinesRow,
  lineShapesRow,
  hugeRow,
  seriesRow,
  windowRow,
  eventLoopRow,
  windowStartRow,
  inboxRow,
  flightRow,
  coverageRow,
  lanesRow,
  oneLineRow,
  smallFilesRow,
]
