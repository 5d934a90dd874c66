import { z } from 'zod'
import type { ReadDb } from './handles'

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

/** All records of a file one by one, in line order. */
export function* eachRecord(db: ReadDb, fileId: number): Generator<TelemetryRow> {
  const rows = db.prepare<
    [number, number],
    Omit<TelemetryRow, 'instruments'> & { instruments: string }
  >('SELECT * FROM telemetry WHERE id BETWEEN (? << 32) AND (? << 32 | 4294967295) ORDER BY id')
  for (const row of rows.iterate(fileId, fileId)) {
    yield { ...row, instruments: Words.parse(JSON.parse(row.instruments)) }
  }
}
