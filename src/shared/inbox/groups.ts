import { z } from 'zod'
import { LineCode, LineIssue } from '../codes'
import { FaultId } from './filter'

const Count = z.int().nonnegative()
/** ISO 8601 in UTC with milliseconds, as stored. */
const Moment = z.string()

/** Bad lines by what became of them. */
export const StatusCounts = z.object({ open: Count, fixed: Count, dismissed: Count })
export type StatusCounts = z.infer<typeof StatusCounts>

/** All bad lines with the same issues. Counts are of the files and types in the filter. */
export const InboxGroup = z.object({
  faultId: FaultId,
  /** The first issue's. */
  code: LineCode,
  issues: z.array(LineIssue).min(1),
  lines: StatusCounts,
  files: Count,
  /** In alphabetical order. */
  types: z.array(z.string()),
  /** When the first and the last of its files came; null when none of its lines is left. */
  firstSeen: Moment.nullable(),
  lastSeen: Moment.nullable(),
  /** Has open lines and had none when the operator last looked. */
  isNew: z.boolean(),
  /** Had open lines when the operator last looked and has none any more. */
  isGone: z.boolean(),
  /** A rule mended lines of this group before and can be offered again. */
  hasRule: z.boolean(),
})
export type InboxGroup = z.infer<typeof InboxGroup>

export const GroupOrder = z.enum(['lines', 'recent'])
export type GroupOrder = z.infer<typeof GroupOrder>

/** `total` and `lines` are of all groups that the filter leaves. */
export const GroupPage = z.object({
  total: Count,
  lines: StatusCounts,
  rows: z.array(InboxGroup),
})
export type GroupPage = z.infer<typeof GroupPage>

/** For the badge: the whole inbox, whatever the filter. */
export const InboxCounts = z.object({ lines: StatusCounts, newGroups: Count, goneGroups: Count })
export type InboxCounts = z.infer<typeof InboxCounts>
