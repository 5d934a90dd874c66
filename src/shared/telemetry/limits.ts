import { z } from 'zod'

const bound = z.number().optional()

const Step = z.strictObject({
  yellow: z.number().positive().optional(),
  red: z.number().positive().optional(),
})

/**
 * Where a channel's scaled value leaves what is good for the spacecraft. A record beyond them is a
 * good record.
 */
export const Limits = z.strictObject({
  redLow: bound,
  yellowLow: bound,
  yellowHigh: bound,
  redHigh: bound,
  step: Step.optional().describe('The same for how much it changes from one record to the next.'),
  samples: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(1)
    .describe('So many values in a row must be beyond a limit before it counts.'),
  at: z
    .enum(['beyond', 'reached'])
    .default('beyond')
    .describe('"beyond": a value at the limit is still good; "reached": it is not.'),
})
export type Limits = z.infer<typeof Limits>
