import { parseArgs } from 'node:util'
import { z } from 'zod'

export const usage = `Measures Downlink against its peers and against its goals.

  npm run bench -- [--quick] [--only ROW] [--huge] [--lines N]

  --quick    a million lines at most, three runs each, nothing that takes longer than 60 s a run
  --only     one row of the table (its name stands there), without a change to the documents
  --huge     also 50 million lines, once: about 10 GB of package and 4 GB of database
  --lines    N lines in place of a million, to try the bench itself
`

/** The two sizes that packages are measured in. */
export type Size = 'small' | 'large'

export interface Plan {
  /** Runs of every contender; the median counts. */
  readonly runs: number
  /** Lines of a package of each size; null where this run leaves the size out. */
  readonly lines: { readonly small: number; readonly large: number | null }
  readonly hugeLines: number | null
  /** A run that takes longer is ended and said to be left out. */
  readonly limitSeconds: number | null
  readonly only: string | null
  /** Whether the figures may stand in the documents. */
  readonly isWhole: boolean
}

const MILLION = 1_000_000
const Arguments = z.object({
  quick: z.boolean().default(false),
  huge: z.boolean().default(false),
  only: z.string().optional(),
  lines: z.coerce.number().int().min(1000).optional(),
})

/** Reads the command line. Returns what is wrong with it as text. */
export function readPlan(argv: readonly string[]): Plan | string {
  const flag = { type: 'boolean' } as const
  const text = { type: 'string' } as const
  let values: unknown
  try {
    values = parseArgs({
      args: [...argv],
      options: { quick: flag, huge: flag, only: text, lines: text },
    }).values
  } catch (error) {
    return String(error)
  }
  const parsed = Arguments.safeParse(values)
  if (!parsed.success) return z.prettifyError(parsed.error)
  const { quick, huge, only, lines } = parsed.data
  const small = lines ?? MILLION
  return {
    runs: quick ? 3 : 5,
    lines: { small, large: quick ? null : 5 * small },
    hugeLines: huge ? 50 * small : null,
    limitSeconds: quick ? 60 : null,
    only: only ?? null,
    isWhole: !quick && only === undefined && lines === undefined,
  }
}
