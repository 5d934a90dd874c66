import type { FlightRecord, RecordPage, RecordsQuestion } from '#shared/flight/records'
import type { ReadDb } from '../handles'
import { recordsAfter } from '../inbox/storedRecords'
import { startOfPlace } from './places'
import { scopeFiles } from './scopeFiles'

/** A page of all records of a scope: package by package, line by line. */
export function recordPage(db: ReadDb, { scope, offset, limit }: RecordsQuestion): RecordPage {
  const files = scopeFiles(db, scope)
  const rows: FlightRecord[] = []
  let total = 0
  for (const { fileId, name, records } of files) {
    const place = offset + rows.length - total
    if (place >= 0 && place < records && rows.length < limit) {
      const { before, line } = startOfPlace(db, fileId, place)
      const skip = place - before
      const found = recordsAfter(db, { fileId, line: line - 1 }, skip + limit - rows.length)
      for (const each of found.slice(skip)) rows.push({ fileId, fileName: name, ...each })
    }
    total += records
  }
  return { total, rows }
}
