import { z } from 'zod'

const Listed = z.object({ name: z.string(), bytes: z.int().nonnegative() })
export type Listed = z.infer<typeof Listed>

/** What an archive for support would hold, and the crash dumps that may be put into it, too. */
export const SupportContents = z.object({ files: z.array(Listed), dumps: z.array(Listed) })
export type SupportContents = z.infer<typeof SupportContents>

/** The calls about what somebody else may be shown. */
export const supportCalls = {
  /** Collects it anew; what is read and saved from then on is this. */
  'support:collect': { input: z.undefined(), output: SupportContents },
  /** One of its files; null where there is none of that name. */
  'support:read': {
    input: z.strictObject({ name: z.string().max(256) }),
    output: z.string().nullable(),
  },
  /** Lets the operator say where; null when they changed their mind. */
  'support:save': { input: z.strictObject({ dumps: z.boolean() }), output: Listed.nullable() },
  /** The crash dumps that lie on this machine. */
  'support:dumps': { input: z.undefined(), output: z.array(Listed) },
  'support:open-crashes': { input: z.undefined(), output: z.boolean() },
} as const
