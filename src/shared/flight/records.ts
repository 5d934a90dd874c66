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

const LineOfFile = z.strictObject({ fileId: FileId, line: z.int().positive() })

/**
 * The record nearest to a moment; the next one on one side of a moment, or of a record of that moment;
 * or that of a line. All within the scope.
 */
export const AtQuestion = z.strictObject({
  scope: FlightScope,
  at: z.union([
    z.strictObject({ timestampUs: MomentUs }),
    z.strictObject({
      side: z.enum(['before', 'after']),
      timestampUs: MomentUs,
      /** The record to go on from; null where none is at the moment. */
      from: LineOfFile.nullable(),
    }),
    LineOfFile,
  ]),
})
export type AtQuestion = z.infer<typeof AtQuestion>

export const RecordAt = FlightRecord.extend({
  /** Its place in the list that `flight:records` pages through. */
  offset: z.int().nonnegative(),
  /**
   * Where the nearest to a moment was asked for: the times of the last record before that moment and
   * of the first one from it on; null where there is none, and for other questions.
   */
  beforeUs: MomentUs.nullable(),
  afterUs: MomentUs.nullable(),
})
export type RecordAt = z.infer<typeof RecordAt>
