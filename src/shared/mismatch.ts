import { z } from 'zod'
import { listWords } from './listWords'
import { counted, countText } from './numbers'

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

const MOST_NAMED = 3

/** `1 channel found nothing in it: version`; null where all found something. */
export function emptyChannelWords(names: readonly string[]): string | null {
  if (names.length === 0) return null
  return `${counted(names.length, 'channel')} found nothing in it: ${listWords(names, MOST_NAMED)}`
}

/** `76 columns are in no channel`; null where all are in one. */
export function inNoChannelWords({ what, count, hasMore }: Mismatch['inNoChannel']): string | null {
  if (hasMore) return `more than ${countText(count)} ${what}s are in no channel`
  if (count === 0) return null
  return `${counted(count, what)} ${count === 1 ? 'is' : 'are'} in no channel`
}
