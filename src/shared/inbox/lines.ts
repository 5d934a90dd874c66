import { z } from 'zod'
import { LineCode, LineIssue } from '../codes'
import { FileId } from '../files'
import { BadLineStatus } from '../lineFindings'
import { LineFields } from './fields'
import { FaultId } from './filter'
import { LineFormat } from '../formats/lineFormat'
import { MendEntry } from './mends'

const Count = z.int().nonnegative()

/** A bad line in a list. */
export const InboxLine = z.object({
  fileId: FileId,
  line: z.int().positive(),
  fileName: z.string(),
  satelliteType: z.string(),
  faultId: FaultId,
  byteOffset: Count,
  code: LineCode,
  issues: z.array(LineIssue).min(1),
  status: BadLineStatus,
  /** Some of the line's own bytes, from `rawStart` on: at most 1,024 in a list. */
  raw: z.instanceof(Uint8Array),
  rawStart: Count,
  /** Bytes that the database keeps, at most 64 KiB, and the length of the whole line. */
  storedBytes: Count,
  rawBytes: Count,
  format: LineFormat,
})
export type InboxLine = z.infer<typeof InboxLine>

/** Group by group in the order of their numbers, each by file and line. */
export const InboxLinePage = z.object({ total: Count, rows: z.array(InboxLine) })
export type InboxLinePage = z.infer<typeof InboxLinePage>

/** A record as people read it: with scale and offset, and with the words of the latest revision. */
export const StoredRecord = z.object({
  /** Microseconds since 1970 UTC. */
  timestampUs: z.int(),
  /** Its numbers by name; null where it has no value. */
  values: z.record(z.string(), z.number().nullable()),
  /** Its words and states; those without a value are absent. */
  instruments: z.array(z.object({ name: z.string(), word: z.string() })),
})
export type StoredRecord = z.infer<typeof StoredRecord>

/** A line near another one: a record (of a mended line too), or a line that is still bad. */
export const Neighbour = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('record'), line: z.int().positive(), record: StoredRecord }),
  z.object({
    kind: z.literal('bad'),
    line: z.int().positive(),
    issues: z.array(LineIssue).min(1),
    status: BadLineStatus,
    raw: z.instanceof(Uint8Array),
    rawBytes: Count,
  }),
])
export type Neighbour = z.infer<typeof Neighbour>

/** One bad line in full: `raw` holds all that the database keeps of it. */
export const LineDetail = z.object({
  line: InboxLine,
  fields: LineFields,
  /** In line order. */
  before: z.array(Neighbour),
  after: z.array(Neighbour),
  /** The record that stands for it now; null unless it is fixed. */
  record: StoredRecord.nullable(),
  /** Whether it can be mended or dismissed now; the reason, in words, when it can't. */
  locked: z.string().nullable(),
  /** What was done to it, newest first, undone things too. */
  mends: z.array(MendEntry),
})
export type LineDetail = z.infer<typeof LineDetail>
