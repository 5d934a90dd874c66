import { z } from 'zod'
import { jobOutcome } from '../jobs'

const Count = z.int().nonnegative()

/** A file of bad lines was written. `truncated` lines are there with their first 64 KiB alone. */
export const BadLineExport = z.object({
  name: z.string(),
  lines: Count,
  bytes: Count,
  truncated: Count,
})
export type BadLineExport = z.infer<typeof BadLineExport>

/** A package with its mended lines in place was written. */
export const CorrectedPackage = z.object({
  name: z.string(),
  /** Records in it. */
  lines: Count,
  bytes: Count,
  /** Bad lines, open or dismissed, that are not in it. */
  leftOut: Count,
  /** `source`: line by line from the source or its archived copy; `database`: from the records. */
  from: z.enum(['source', 'database']),
  /** Keys that the type does not know: records do not have them. 0 when made from the source. */
  lostKeys: Count,
})
export type CorrectedPackage = z.infer<typeof CorrectedPackage>

export const BadLineExportOutcome = jobOutcome(BadLineExport.shape)
export const CorrectedPackageOutcome = jobOutcome(CorrectedPackage.shape)
