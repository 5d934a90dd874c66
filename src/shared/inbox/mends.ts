import { z } from 'zod'
import { FileId } from '../files'
import { LineFormat } from '../formats/lineFormat'
import { FaultId } from './filter'
import { Rule } from './rules'

const Count = z.int().nonnegative()
const Moment = z.string()

export const MendId = z.int().positive()
export type MendId = z.infer<typeof MendId>

export const MendKind = z.enum(['edit', 'rule', 'dismiss'])
export type MendKind = z.infer<typeof MendKind>

/** Something that was done to bad lines: one undo takes all of it back. */
export const MendEntry = z.object({
  id: MendId,
  kind: MendKind,
  /** The user name on the machine. */
  by: z.string(),
  at: Moment,
  /** Null while it holds. */
  undoneAt: Moment.nullable(),
  undoneBy: z.string().nullable(),
  note: z.string(),
  rule: Rule.nullable(),
  /** The group and type that a rule was made for; null for others. */
  faultId: FaultId.nullable(),
  satelliteType: z.string().nullable(),
  /** Lines and files that it touched. */
  lines: Count,
  files: Count,
})
export type MendEntry = z.infer<typeof MendEntry>

/** Newest first. */
export const MendPage = z.object({ total: Count, rows: z.array(MendEntry) })
export type MendPage = z.infer<typeof MendPage>

/** A line before and after; each cut after SHOWN_TEXT_BYTES. `after` is null for a dismissal. */
export const MendedLine = z.object({
  fileId: FileId,
  line: z.int().positive(),
  fileName: z.string(),
  before: z.instanceof(Uint8Array),
  rawBytes: Count,
  format: LineFormat,
  after: z.string().nullable(),
})
export type MendedLine = z.infer<typeof MendedLine>

export const MendedLinePage = z.object({ total: Count, rows: z.array(MendedLine) })
export type MendedLinePage = z.infer<typeof MendedLinePage>
