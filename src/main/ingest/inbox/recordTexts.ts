import { channelNames, type SatelliteDefinition } from '#shared/satellites/definition'
import type { StoredFile } from '../../database/files'
import type { ReadDb } from '../../database/handles'
import { recordRows, type RecordRow } from '../../database/inbox/storedRecords'
import { idsOfFile } from '../../database/lineId'
import { timestampText } from './rules/conversions'

const ROWS_PER_READ = 2_000

/** A package's lines as its records give them: the header, then every record in line order. */
export function* recordTexts(
  db: ReadDb,
  file: StoredFile,
  definition: SatelliteDefinition,
): Generator<string> {
  yield JSON.stringify({ satellite_type: definition.type })
  const [first, last] = idsOfFile(file.id)
  for (let after = first; ;) {
    const rows = recordRows(db, after + 1, last, ROWS_PER_READ)
    for (const row of rows) yield recordText(row, definition)
    const end = rows.at(-1)
    if (end === undefined) return
    after = end.id
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
