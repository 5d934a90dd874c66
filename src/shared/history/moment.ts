import { z } from 'zod'

/** Whole milliseconds since 1970 UTC. */
export const MomentMs = z.int().nonnegative().max(253_402_300_800_000)
