import { z } from 'zod'
import { TableFormat } from '../exports'
import { CorrectedPackageOutcome, BadLineExportOutcome } from './exports'
import { FileId } from '../files'
import { InboxFacets } from './facets'
import { FaultId, InboxFilter, LineRef } from './filter'
import { GroupOrder, GroupPage, InboxCounts } from './groups'
import { InboxLinePage, LineDetail } from './lines'
import { MAX_NEIGHBOURS } from './bounds'
import { MAX_NEEDLE_BYTES } from './bounds'
import { SearchHitPage, SearchTotals } from './search'
import { JobId, jobOutcome } from '../jobs'
import {
  DismissTarget,
  KnownRule,
  LineText,
  LineVerdict,
  PreviewPage,
  RuleCounts,
  RuleOutcome,
  RuleTarget,
  SavedLine,
  TriedRule,
} from './mending'
import { MAX_NOTE, MAX_TRIED_RULES } from './bounds'
import { MendedLinePage, MendId, MendPage } from './mends'
import { Page } from '../page'
import { Rule } from './rules'
import { Seal, SourceCheck } from './seal'

const Count = z.int().nonnegative()
const Needle = z
  .instanceof(Uint8Array)
  .refine(({ length }) => length > 0 && length <= MAX_NEEDLE_BYTES, 'a text to search for')

/**
 * The calls of the error inbox. Those that take a `job` answer when it is over and tell its progress
 * by `push:job` meanwhile.
 */
export const inboxCalls = {
  'inbox:counts': { input: z.undefined(), output: InboxCounts },
  'inbox:groups': {
    input: z.strictObject({ filter: InboxFilter, order: GroupOrder, ...Page }),
    output: GroupPage,
  },
  'inbox:facets': { input: z.strictObject({ filter: InboxFilter }), output: InboxFacets },
  /** The operator has seen these groups as they are: they are no longer new or gone. */
  'inbox:seen': {
    input: z.strictObject({ faultIds: z.array(FaultId).max(10_000) }),
    output: z.undefined(),
  },
  'inbox:lines': {
    input: z.strictObject({ filter: InboxFilter, ...Page }),
    output: InboxLinePage,
  },
  /** Where a line stands in the list of the filter; null when the filter leaves it out. */
  'inbox:place': {
    input: z.strictObject({ ...LineRef.shape, filter: InboxFilter }),
    output: Count.nullable(),
  },
  /** One line in full, with so many lines before and after it; null when it is not there. */
  'inbox:around': {
    input: z.strictObject({
      ...LineRef.shape,
      neighbours: z.int().min(0).max(MAX_NEIGHBOURS),
    }),
    output: LineDetail.nullable(),
  },
  /** Looks for bytes in the raw lines that the filter leaves. Takes the place of the search before. */
  'inbox:search': {
    input: z.strictObject({ job: JobId, filter: InboxFilter, needle: Needle }),
    output: jobOutcome(SearchTotals.shape),
  },
  'inbox:hits': { input: z.strictObject({ job: JobId, ...Page }), output: SearchHitPage },
  'inbox:export': {
    input: z.strictObject({ job: JobId, filter: InboxFilter, format: TableFormat }),
    /** Null when no file was chosen. */
    output: BadLineExportOutcome.nullable(),
  },

  'mend:judge': {
    input: z.strictObject({ ...LineRef.shape, text: LineText }),
    output: LineVerdict,
  },
  'mend:save': { input: z.strictObject({ ...LineRef.shape, text: LineText }), output: SavedLine },
  /** Rules to offer for a group, the one used last first. */
  'mend:rules': {
    input: z.strictObject({ faultId: FaultId }),
    output: z.array(KnownRule),
  },
  /** The first of the rules that makes a record of this one open line; null when none does. */
  'mend:try': {
    input: z.strictObject({ ...LineRef.shape, rules: z.array(Rule).min(1).max(MAX_TRIED_RULES) }),
    output: TriedRule.nullable(),
  },
  /** Tries a rule on every line of its target. Takes the place of the preview before. */
  'mend:preview': {
    input: z.strictObject({ job: JobId, target: RuleTarget, rule: Rule }),
    output: jobOutcome(RuleCounts.shape),
  },
  'mend:preview-page': {
    input: z.strictObject({ job: JobId, outcome: RuleOutcome.nullable(), ...Page }),
    output: PreviewPage,
  },
  /**
   * Mends the lines that a finished preview showed as fixed, all or none. `changed` lines were
   * mended, dismissed or removed since, and stay as they are.
   */
  'mend:apply': {
    input: z.strictObject({ job: JobId, preview: JobId, note: z.string().max(MAX_NOTE) }),
    output: jobOutcome({ mendId: MendId.nullable(), lines: Count, changed: Count }),
  },
  /** Lines that are not open stay as they are. */
  'mend:dismiss': {
    input: z.strictObject({ job: JobId, target: DismissTarget, note: z.string().max(MAX_NOTE) }),
    output: jobOutcome({ mendId: MendId.nullable(), lines: Count }),
  },
  'mend:undo': {
    input: z.strictObject({ job: JobId, mendId: MendId }),
    output: jobOutcome({ lines: Count }),
  },
  'mend:history': {
    input: z.strictObject({
      fileId: FileId.optional(),
      faultId: FaultId.optional(),
      ...Page,
    }),
    output: MendPage,
  },
  'mend:lines': { input: z.strictObject({ mendId: MendId, ...Page }), output: MendedLinePage },

  'file:seal': {
    input: z.strictObject({ job: JobId, fileId: FileId }),
    output: jobOutcome({ seal: Seal }),
  },
  /** Reads the source, if it is still there, and compares. */
  'file:recheck': {
    input: z.strictObject({ job: JobId, fileId: FileId }),
    output: jobOutcome({ check: SourceCheck }),
  },
  'file:export-corrected': {
    input: z.strictObject({ job: JobId, fileId: FileId }),
    output: CorrectedPackageOutcome.nullable(),
  },

  /** False when nothing of that name is under way. Resolves at once; the job's own call says the rest. */
  'job:cancel': { input: z.strictObject({ job: JobId }), output: z.boolean() },
} as const
