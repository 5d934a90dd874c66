import { z } from 'zod'
import type { ReadDb } from './handles'
import { lineId, lineIds } from './lineId'

/** One row of the public view `telemetry`, keys as its columns. */
export interface TelemetryRow {
  readonly id: number
  readonly file_id: number
  readonly line: number
  readonly timestamp_us: number
  readonly velocity: number
  readonly altitude: number
  readonly latitude: number
  readonly longitude: number
  readonly instruments: Record<string, string>
}

const Words = z.record(z.string(), z.string())

/** Records of one question. */
const SLICE_RECORDS = 5_000

/**
 * All records of a file one by one, in line order. They are asked for in slices, because a question
 * that stays open as long as somebody takes its rows would keep the WAL from being emptied.
 */
export function* eachRecord(db: ReadDb, fileId: number): Generator<TelemetryRow> {
  const slice = db.prepare<
    [bigint, bigint],
    Omit<TelemetryRow, 'instruments'> & { instruments: string }
  >(`SELECT * FROM telemetry WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ${SLICE_RECORDS}`)
  const [first, to] = lineIds(fileId)
  let from = first
  for (;;) {
    const rows = slice.all(from, to)
    for (const row of rows) yield { ...row, instruments: Words.parse(JSON.parse(row.instruments)) }
    const last = rows.at(-1)
    if (last === undefined || rows.length < SLICE_RECORDS) return
    from = lineId(fileId, last.line + 1)
  }
}
