import { z } from 'zod'
import { LineCode } from '../codes'
import { FileId } from '../files'
import { BadLineStatus } from '../lineFindings'

/** The number of a kind of fault: one list of issues, the same for all lines that have it. */
export const FaultId = z.int().positive()
export type FaultId = z.infer<typeof FaultId>

/** Longest text that a filter is compared with. */
const Text = z.string().max(1_000)

/** Names one bad line. */
export const LineRef = z.strictObject({ fileId: FileId, line: z.int().positive() })
export type LineRef = z.infer<typeof LineRef>

/**
 * Narrows the inbox. Values of one list are alternatives, lists together narrow further, and an
 * empty list does not narrow. A field is an issue's path: a key, or '' for the line itself.
 */
export const InboxFilter = z.strictObject({
  types: z.array(Text).max(100).default([]),
  fileIds: z.array(FileId).max(1_000).default([]),
  codes: z.array(LineCode).max(10).default([]),
  fields: z.array(Text).max(100).default([]),
  statuses: z.array(BadLineStatus).max(3).default([]),
  faultIds: z.array(FaultId).max(1_000).default([]),
})
export type InboxFilter = z.infer<typeof InboxFilter>
