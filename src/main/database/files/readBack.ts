import { cellErrorCounts } from '../lines/cellErrors'
import { layoutOf } from '../definitions/layoutOf'
import { fileById } from './files'
import type { ReadDb } from '../handles'
import { inSnapshot } from '../inbox/snapshot'
import { unknownKeys } from '../lines/unknownKeys'

/** What the database really holds of a file, counted row by row. */
export interface ReadBack {
  readonly status: string
  readonly totalLines: number
  readonly importedLines: number
  readonly errorLines: number
  readonly storedRecords: number
  /** Bad lines that were not mended. */
  readonly storedErrors: number
  readonly fingerprint: string | null
  readonly leftOut: {
    /** Not mended. */
    readonly badLines: number
    /** Mended or not, of which only the first 64 KiB are kept. */
    readonly cutBadLines: number
    readonly unknownKeys: number
    readonly unknownValues: number
    readonly cellErrors: number
    /** Of kinds that the type leaves out of a mixed file. */
    readonly otherRecords: number
    /** Null where nobody counted. */
    readonly repeatedValues: number | null
    /** Its last line was taken although it was no whole record. */
    readonly isCut: boolean
    /** Each of its records is a line that was mended. */
    readonly isMendedOnly: boolean
  }
}

/** Of one moment: lines may be mended meanwhile. Null when there is no such file, or it is removed. */
export function readBack(db: ReadDb, fileId: number): ReadBack | null {
  return inSnapshot(db, () => countRows(db, fileId))
}

function countRows(db: ReadDb, fileId: number): ReadBack | null {
  const file = fileById(db, fileId)
  if (file === null || file.removal !== null) return null
  const count = (what: string, table: string): number =>
    Number(
      db
        .prepare(
          `SELECT ${what} FROM ${table} WHERE id BETWEEN (@fileId << 32) AND (@fileId << 32 | 4294967295)`,
        )
        .pluck()
        .get({ fileId }),
    )
  const storedRecords = count('count(*)', layoutOf(db, fileId).table)
  const storedErrors = count(`count(*) FILTER (WHERE status <> 'fixed')`, 'bad_lines')
  const mended = count(`count(*) FILTER (WHERE status = 'fixed')`, 'bad_lines')
  const keys = unknownKeys(db, fileId)
  return {
    status: file.status,
    totalLines: file.totalLines,
    importedLines: file.importedLines,
    errorLines: file.errorLines,
    storedRecords,
    storedErrors,
    fingerprint: file.fingerprint,
    leftOut: {
      badLines: storedErrors,
      cutBadLines: count('count(*) FILTER (WHERE raw_bytes > length(raw))', 'bad_lines'),
      unknownKeys: keys.length,
      unknownValues: keys.reduce((sum, key) => sum + key.count, 0),
      cellErrors: cellErrorCounts(db, fileId).reduce((sum, cells) => sum + cells.count, 0),
      ...countedLines(db, fileId),
      isCut: isCut(db, fileId),
      isMendedOnly: mended > 0 && mended === storedRecords,
    },
  }
}

function isCut(db: ReadDb, fileId: number): boolean {
  const select = db.prepare<[number], number | null>(
    `SELECT open_line ->> '$.cut' FROM files WHERE id = ?`,
  )
  return select.pluck().get(fileId) === 1
}

function countedLines(
  db: ReadDb,
  fileId: number,
): Pick<ReadBack['leftOut'], 'otherRecords' | 'repeatedValues'> {
  const select = db.prepare<[number], { otherRecords: number; repeatedValues: number | null }>(
    `SELECT other_records AS otherRecords, repeated_values AS repeatedValues
     FROM files WHERE id = ?`,
  )
  return select.get(fileId) ?? { otherRecords: 0, repeatedValues: null }
}
