import { z } from 'zod'

const Count = z.int().nonnegative()
const Moment = z.string()
const Id = z.int().positive()

/** How far the space of a removed package is given back. */
export const Freeing = z.enum(['none', 'begun', 'done'])
export type Freeing = z.infer<typeof Freeing>

/** That a package was removed, and what it had then. */
export const Removal = z.object({
  by: z.string(),
  at: Moment,
  note: z.string(),
  records: Count,
  badLines: Count,
  /** Mends and dismissals that its lines had a part in. */
  mends: Count,
  /** The package that took its place. */
  replacedBy: Id.nullable(),
  /** It can be undone while nothing was freed. */
  freeing: Freeing,
})
export type Removal = z.infer<typeof Removal>

/** What removing a package takes out of every answer. */
export const Weight = z.object({
  records: Count,
  badLines: Count,
  mendedLines: Count,
  dismissedLines: Count,
  mends: Count,
  /** About what its rows take in the database. */
  bytes: Count,
  /** Why it can't be removed or replaced now; null when it can. */
  locked: z.string().nullable(),
})
export type Weight = z.infer<typeof Weight>
