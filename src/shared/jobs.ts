import { z } from 'zod'

/**
 * The name of one long action, chosen by whoever starts it, so that its progress can be told and it
 * can be cancelled while the call is still under way.
 */
export const JobId = z.string().regex(/^[\w-]{1,64}$/)
export type JobId = z.infer<typeof JobId>

export const JobKind = z.enum([
  'search',
  'preview',
  'apply',
  'dismiss',
  'undo',
  'seal',
  'recheck',
  'export',
  'correct',
  'free',
])
export type JobKind = z.infer<typeof JobKind>

/** How far a long action is; told at most ten times a second. */
export const JobProgress = z.object({
  job: JobId,
  kind: JobKind,
  /** Lines. `total` is null while it is not known yet. */
  done: z.int().nonnegative(),
  total: z.int().nonnegative().nullable(),
  /** Of a search its hits so far, of a preview the lines that the rule would fix; else 0. */
  found: z.int().nonnegative(),
})
export type JobProgress = z.infer<typeof JobProgress>

/**
 * How a long action ended. A cancelled one has changed nothing and left no file; one that gives space
 * back keeps what it has given back.
 */
export function jobOutcome<S extends z.core.$ZodLooseShape>(shape: S) {
  return z.discriminatedUnion('state', [
    z.object({ state: z.literal('done'), ...shape }),
    z.object({ state: z.literal('cancelled') }),
  ])
}
