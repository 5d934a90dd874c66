import { z } from 'zod'
import { LineCode } from '../codes'
import { FileId } from '../files'
import { BadLineStatus } from '../lineFindings'

const Count = z.int().nonnegative()

/**
 * What each facet could be set to, most lines first, with the lines that would then be left: those
 * that pass all other facets of the filter. `more` counts values beyond the first 200.
 */
function facet<V extends z.ZodType>(value: V) {
  return z.object({ values: z.array(z.object({ value, lines: Count })), more: Count })
}

export const InboxFacets = z.object({
  types: facet(z.string()),
  files: facet(z.object({ fileId: FileId, name: z.string() })),
  codes: facet(LineCode),
  fields: facet(z.string()),
  statuses: facet(BadLineStatus),
})
export type InboxFacets = z.infer<typeof InboxFacets>
