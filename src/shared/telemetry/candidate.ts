import { z } from 'zod'

/** How well a file that is held can be read as a type. */
export const TypeCandidate = z.object({
  type: z.string(),
  title: z.string(),
  /** Why it can't be read as that at all, going on after 'it'; null where it can. */
  lacks: z.string().nullable(),
  /** How many of its first lines were tried, and of these how many are good. */
  lines: z.int().nonnegative(),
  records: z.int().nonnegative(),
  /** What is wrong with the first bad one; null where none is. */
  fault: z.string().nullable(),
  /** Its times count from a moment that somebody has to say. */
  needsStart: z.boolean(),
})
export type TypeCandidate = z.infer<typeof TypeCandidate>
