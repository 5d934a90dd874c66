import { z } from 'zod'
import { LineIssue } from '../codes'
import { FileId } from '../files'
import { CellError } from '../lineFindings'
import { LineFormat } from '../formats/lineFormat'
import { FaultId, InboxFilter, LineRef } from './filter'
import { StoredRecord } from './lines'
import { MendId } from './mends'
import { Rule } from './rules'
import { MAX_LINE_TEXT } from './bounds'

const Count = z.int().nonnegative()

export const LineText = z.string().max(MAX_LINE_TEXT)

/** What the reader says of a text as a line of a satellite type. */
export const LineVerdict = z.discriminatedUnion('ok', [
  /** With the cells that the record is stored without. */
  z.object({ ok: z.literal(true), record: StoredRecord, cellErrors: z.array(CellError) }),
  z.object({ ok: z.literal(false), issues: z.array(LineIssue).min(1) }),
])
export type LineVerdict = z.infer<typeof LineVerdict>

/** What became of a corrected line: stored, or refused by the reader with its issues. */
export const SavedLine = z.discriminatedUnion('saved', [
  z.object({ saved: z.literal(true), mendId: MendId, record: StoredRecord }),
  z.object({ saved: z.literal(false), issues: z.array(LineIssue).min(1) }),
])
export type SavedLine = z.infer<typeof SavedLine>

/** The lines that a rule is for: the open ones of a group and a type, of some files or all. */
export const RuleTarget = z.strictObject({
  faultId: FaultId,
  satelliteType: z.string(),
  fileIds: z.array(FileId).max(1_000).default([]),
})
export type RuleTarget = z.infer<typeof RuleTarget>

/**
 * What a rule does to a line: `fixed` makes it a record, `still_bad` changes it and it stays bad,
 * `untouched` finds nothing to change.
 */
export const RuleOutcome = z.enum(['fixed', 'still_bad', 'untouched'])
export type RuleOutcome = z.infer<typeof RuleOutcome>

export const RuleCounts = z.object({ fixed: Count, stillBad: Count, untouched: Count })
export type RuleCounts = z.infer<typeof RuleCounts>

/** One line of a rule's preview; `before` and `after` are cut after SHOWN_TEXT_BYTES. */
export const PreviewRow = z.object({
  fileId: FileId,
  line: z.int().positive(),
  fileName: z.string(),
  outcome: RuleOutcome,
  before: z.instanceof(Uint8Array),
  rawBytes: Count,
  format: LineFormat,
  /** Null where it is untouched. */
  after: z.string().nullable(),
  /** What is still wrong with it when `still_bad`. */
  issues: z.array(LineIssue),
  /** Why it is untouched, in words. */
  reason: z.string().nullable(),
})
export type PreviewRow = z.infer<typeof PreviewRow>

/** Lines tried so far; `total` is of the outcome that was asked for. */
export const PreviewPage = z.object({
  total: Count,
  counts: RuleCounts,
  rows: z.array(PreviewRow),
})
export type PreviewPage = z.infer<typeof PreviewPage>

/** A rule that mended lines of the group before and was not undone. */
export const KnownRule = z.object({
  rule: Rule,
  satelliteType: z.string(),
  /** ISO 8601 in UTC: when it was used last. */
  usedAt: z.string(),
  /** Lines that it mended altogether. */
  lines: Count,
})
export type KnownRule = z.infer<typeof KnownRule>

/** The line as the rule leaves it; `rule` is its place among those that were tried. */
export const TriedRule = z.object({ rule: Count, text: z.string(), record: StoredRecord })
export type TriedRule = z.infer<typeof TriedRule>

/** Lines to dismiss: named ones, or all open ones of a filter. */
export const DismissTarget = z.union([
  z.strictObject({ lines: z.array(LineRef).min(1).max(1_000) }),
  z.strictObject({ filter: InboxFilter }),
])
export type DismissTarget = z.infer<typeof DismissTarget>
