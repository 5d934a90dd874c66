import type { FlightScope } from '#shared/flight/scope'
import type { ReadDb } from '../handles'
import { perConnection } from '../perConnection'
import { NOT_HIDDEN } from '../removals/hidden'

/** A package with records. */
export interface ScopeFile {
  readonly fileId: number
  readonly name: string
  readonly records: number
}

const COLUMNS = 'id AS fileId, name, imported_lines AS records'
const WITH_RECORDS = `imported_lines > 0 AND status <> 'duplicate' AND ${NOT_HIDDEN}`

const selectFile = perConnection((db: ReadDb) =>
  db.prepare<[number], ScopeFile>(`SELECT ${COLUMNS} FROM files WHERE id = ? AND ${WITH_RECORDS}`),
)
const selectOfType = perConnection((db: ReadDb) =>
  db.prepare<[string], ScopeFile>(
    `SELECT ${COLUMNS} FROM files WHERE satellite_type = ? AND ${WITH_RECORDS} ORDER BY id`,
  ),
)

/** The packages of a scope that have records, by their ids. */
export function scopeFiles(db: ReadDb, scope: FlightScope): ScopeFile[] {
  return scope.kind === 'file'
    ? selectFile(db).all(scope.fileId)
    : selectOfType(db).all(scope.satelliteType)
}
