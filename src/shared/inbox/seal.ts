import { z } from 'zod'

const Count = z.int().nonnegative()

/**
 * Whether a package's books balance: its ledger against the rows themselves, counted one by one by a
 * connection opened for this alone.
 */
export const Seal = z.object({
  balanced: z.boolean(),
  /** ISO 8601 in UTC. */
  at: z.string(),
  ledger: z.object({ total: Count, imported: Count, errors: Count, skipped: Count }),
  rows: z.object({ records: Count, open: Count, fixed: Count, dismissed: Count }),
  /** In words; empty when it balances. */
  faults: z.array(z.string()),
})
export type Seal = z.infer<typeof Seal>

/** A package's source read once more and compared line by line with what is stored. */
export const SourceCheck = z.object({
  /** Where it was read; null when the source is not there any more, then `reason` says so. */
  source: z.enum(['place', 'archive']).nullable(),
  reason: z.string().nullable(),
  /** The file is byte for byte the one that was imported. */
  sameFile: z.boolean(),
  lines: Count,
  /** Lines that are stored otherwise than they read; the first 200 with words. */
  different: Count,
  differences: z.array(z.object({ line: z.int().positive(), what: z.string() })),
})
export type SourceCheck = z.infer<typeof SourceCheck>
