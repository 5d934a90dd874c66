import { z } from 'zod'

const Moment = z.int().nonnegative()

/** What is known of newer versions. Times in milliseconds since 1970. */
export const UpdateState = z.discriminatedUnion('is', [
  /** This build has no key, so nothing that lies anywhere could be trusted. */
  z.object({ is: z.literal('unavailable') }),
  z.object({ is: z.literal('off') }),
  z.object({ is: z.literal('looking') }),
  z.object({ is: z.literal('current'), lookedAt: Moment }),
  z.object({
    is: z.literal('newer'),
    lookedAt: Moment,
    version: z.string(),
    /** What is new, in the words of whoever released it. */
    news: z.string(),
    /** Packages of it that lie in the folder and are what was released. */
    files: z.array(z.string()),
  }),
  z.object({ is: z.literal('trouble'), lookedAt: Moment, words: z.string() }),
])
export type UpdateState = z.infer<typeof UpdateState>

/** The calls about newer versions; none of them installs one. */
export const updateCalls = {
  'updates:state': { input: z.undefined(), output: UpdateState },
  'updates:look': { input: z.undefined(), output: z.undefined() },
  /** Shows a package of the newer version in its folder. */
  'updates:show': { input: z.strictObject({ file: z.string().max(255) }), output: z.boolean() },
} as const
