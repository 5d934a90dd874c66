import type { AtQuestion, RecordAt } from '#shared/flight/records'
import type { ReadDb } from '../handles'
import { recordOfLine } from '../inbox/storedRecords'
import { fileOf, lineOf } from '../lineId'
import { nearestRecord } from './nearest'
import { placeOfLine } from './places'
import { scopeFiles } from './scopeFiles'

/** The record nearest to a moment, or that of a line; null where there is none. */
export function recordAt(db: ReadDb, { scope, at }: AtQuestion): RecordAt | null {
  const files = scopeFiles(db, scope)
  const place = 'line' in at ? at : placeOf(nearestRecord(db, files, at.timestampUs))
  const file = files.find(({ fileId }) => fileId === place?.fileId)
  if (place === null || file === undefined) return null
  const record = recordOfLine(db, place)
  if (record === null) return null
  const { fileId, line } = place
  let offset = placeOfLine(db, fileId, line)
  for (const before of files) {
    if (before.fileId === fileId) break
    offset += before.records
  }
  return { fileId, fileName: file.name, line, record, offset }
}

function placeOf(id: bigint | null): { fileId: number; line: number } | null {
  return id === null ? null : { fileId: fileOf(id), line: lineOf(id) }
}
