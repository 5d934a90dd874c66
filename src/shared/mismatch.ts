import { z } from 'zod'

/** What of a package and of its type did not meet: no line is bad for it, and it may be meant so. */
export const Mismatch = z.object({
  /** The channels that no record has anything of, although nothing of them was unreadable. */
  emptyChannels: z.array(z.string()),
  /** What lines have a value by that the type does not know: `key`, or `column` of a table. */
  inNoChannel: z.object({
    what: z.enum(['key', 'column']),
    count: z.int().nonnegative(),
    /** There are others, which were not told apart. */
    hasMore: z.boolean(),
  }),
})
export type Mismatch = z.infer<typeof Mismatch>
