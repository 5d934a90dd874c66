// What answers are bounded by. Threads know these and not the shapes of the questions, which cost a
// start more than they are worth there.

/** Most buckets that one question may ask for. */
export const MAX_BUCKETS = 8_192

/** Most channels of one question: nobody looks at more at once. */
export const MAX_PLOTTED = 100

/** Most words of one instrument that are told apart; the others come together. */
export const MAX_WORDS = 32

export const MAX_SCATTER_BINS = 512

/** Up to so many records come one by one, if as many are asked for. */
export const MAX_SCATTER_POINTS = 20_000

export const MAX_TRACK_POINTS = 10_000

/** Most marks that an answer lists one by one; of more it only says how many are in each bucket. */
export const MAX_MARKS = 500

/** Longest gaps that are listed. */
export const MAX_LISTED_GAPS = 20

/** Equal stretches of the span that `recordsOverTime` counts in. */
export const RATE_BUCKETS = 120
