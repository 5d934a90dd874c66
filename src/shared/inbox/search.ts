import { z } from 'zod'
import { FaultId } from './filter'
import { InboxLine } from './lines'

const Count = z.int().nonnegative()

/** A line that holds the searched bytes, first at `matchAt`; `raw` is what lies around them. */
export const SearchHit = InboxLine.extend({ matchAt: Count })
export type SearchHit = z.infer<typeof SearchHit>

/** Hits so far, while the search goes on too; in the order of files and lines. */
export const SearchHitPage = z.object({
  total: Count,
  /** Hits by group, most first, at most 200 groups. */
  groups: z.array(z.object({ faultId: FaultId, lines: Count })),
  rows: z.array(SearchHit),
})
export type SearchHitPage = z.infer<typeof SearchHitPage>

/** What a whole search came to. */
export const SearchTotals = z.object({ searched: Count, found: Count })
export type SearchTotals = z.infer<typeof SearchTotals>
