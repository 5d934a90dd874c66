import { channelNames, type SatelliteDefinition } from '#shared/satellites/definition'
import type { StoredFile } from '../../database/files'
import type { ReadDb } from '../../database/handles'
import { recordRows, type RecordRow } from '../../database/inbox/storedRecords'
import { timestampText } from './rules/conversions'

const ROWS_PER_READ = 2_000
const LAST_LINE = 2 ** 32 - 1

/** A package's lines as its records give them: the header, then every record in line order. */
export function* recordTexts(
  db: ReadDb,
  file: StoredFile,
  definition: SatelliteDefinition,
): Generator<string> {
  yield JSON.stringify({ satellite_type: definition.type })
  for (let first = 0; ;) {
    const range = { fileId: file.id, first, last: LAST_LINE }
    const rows = recordRows(db, range, ROWS_PER_READ)
    for (const row of rows) yield recordText(row, definition)
    const end = rows.at(-1)
    if (end === undefined) return
    first = end.line + 1
  }
}

function recordText(row: RecordRow, definition: SatelliteDefinition): string {
  const members = [
    member(definition.timestamp.key, timestampText(row.timestampUs)),
    ...channelNames.map((name) => member(definition[name].key, row[name])),
  ]
  // The words are an object's text already, in the order of the definition.
  const instruments = row.instruments.slice(1, -1)
  if (instruments !== '') members.push(instruments)
  return `{${members.join(',')}}`
}

function member(key: string, value: string | number | null): string {
  return `${JSON.stringify(key)}:${JSON.stringify(value)}`
}
