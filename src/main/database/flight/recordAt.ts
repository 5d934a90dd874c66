import type { AtQuestion, RecordAt } from '#shared/flight/records'
import type { ReadDb } from '../handles'
import { recordOfLine } from '../inbox/storedRecords'
import { fileOf, lineId, lineOf } from '../lines/lineId'
import { neighbour, type Place } from './nearest'
import { placeOfLine } from './places'
import { scopeFiles, type ScopeFile } from './scopeFiles'

/** Before the ids of all records, and after them. */
const FIRST_ID = 0n
const LAST_ID = 2n ** 63n - 1n

/** What was found, and the times of the records on both sides of the moment that was asked for. */
interface Found {
  readonly place: { readonly fileId: number; readonly line: number } | null
  readonly beforeUs: number | null
  readonly afterUs: number | null
}

/** The record that is asked for; null where there is none. */
export function recordAt(db: ReadDb, { scope, at }: AtQuestion): RecordAt | null {
  const files = scopeFiles(db, scope)
  const { place, beforeUs, afterUs } = find(db, files, at)
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
  return { fileId, fileName: file.name, line, record, offset, beforeUs, afterUs }
}

function find(db: ReadDb, files: readonly ScopeFile[], at: AtQuestion['at']): Found {
  if (!('timestampUs' in at)) return { place: at, beforeUs: null, afterUs: null }
  if ('side' in at) {
    // From a moment without a record: past all records of that moment, if there are any.
    const none = at.side === 'after' ? LAST_ID : FIRST_ID
    const id = at.from === null ? none : lineId(at.from.fileId, at.from.line)
    const next = neighbour(db, files, { timeUs: at.timestampUs, id }, at.side)
    return { place: next && placeOf(next.id), beforeUs: null, afterUs: null }
  }
  const here = { timeUs: at.timestampUs, id: FIRST_ID }
  const before = neighbour(db, files, here, 'before')
  const after = neighbour(db, files, here, 'after')
  const nearest = nearer(before, after, at.timestampUs)
  return {
    place: nearest && placeOf(nearest.id),
    beforeUs: before?.timeUs ?? null,
    afterUs: after?.timeUs ?? null,
  }
}

/** The one of two records that is nearer to a moment; of two as near the first by its id. */
function nearer(a: Place | null, b: Place | null, timeUs: number): Place | null {
  if (a === null || b === null) return a ?? b
  const apart = Math.abs(a.timeUs - timeUs) - Math.abs(b.timeUs - timeUs)
  return apart < 0 || (apart === 0 && a.id < b.id) ? a : b
}

function placeOf(id: bigint): { fileId: number; line: number } {
  return { fileId: fileOf(id), line: lineOf(id) }
}
