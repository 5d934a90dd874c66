import { z } from 'zod'
import { FileId } from '../files'
import { StoredRecord } from '../inbox/lines'
import { Page } from '../page'
import { FlightScope, MomentUs } from './scope'

/** A record, and where it came from. */
export const FlightRecord = z.object({
  fileId: FileId,
  fileName: z.string(),
  line: z.int().positive(),
  record: StoredRecord,
})
export type FlightRecord = z.infer<typeof FlightRecord>

/** All records of the scope: by package (in the order of their ids), then by line. */
export const RecordsQuestion = z.strictObject({ scope: FlightScope, ...Page })
export type RecordsQuestion = z.infer<typeof RecordsQuestion>

export const RecordPage = z.object({
  total: z.int().nonnegative(),
  rows: z.array(FlightRecord),
})
export type RecordPage = z.infer<typeof RecordPage>

/** The record nearest to a moment, or that of a line; both within the scope. */
export const AtQuestion = z.strictObject({
  scope: FlightScope,
  at: z.union([
    z.strictObject({ timestampUs: MomentUs }),
    z.strictObject({ fileId: FileId, line: z.int().positive() }),
  ]),
})
export type AtQuestion = z.infer<typeof AtQuestion>

/** `offset` is its place in the list that `flight:records` pages through. */
export const RecordAt = FlightRecord.extend({ offset: z.int().nonnegative() })
export type RecordAt = z.infer<typeof RecordAt>
