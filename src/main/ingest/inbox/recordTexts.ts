import type { SatelliteDefinition } from '#shared/satellites/definition'
import type { StoredFile } from '../../database/files'
import type { ReadDb } from '../../database/handles'
import { recordRows } from '../../database/inbox/storedRecords'
import { packageHeader, packageLine } from '../../export/packageLines'

const ROWS_PER_READ = 2_000
const LAST_LINE = 2 ** 32 - 1

/** A package's lines as its records give them: the header, then every record in line order. */
export function* recordTexts(
  db: ReadDb,
  file: StoredFile,
  definition: SatelliteDefinition,
): Generator<string, number> {
  yield packageHeader(definition)
  for (let first = 0; ;) {
    const range = { fileId: file.id, first, last: LAST_LINE }
    const rows = recordRows(db, range, ROWS_PER_READ)
    for (const row of rows) {
      yield packageLine(
        definition,
        row.timestampUs,
        row.values.map((value) => value ?? NaN),
        row.instruments,
      )
    }
    const end = rows.at(-1)
    if (end === undefined) return 0
    first = end.line + 1
  }
}
