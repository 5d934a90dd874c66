/** Most groups that are listed. */
export const MAX_CELL_GROUPS = 500

/** Most values that one facet lists. */
export const MAX_FACET_VALUES = 200

/** Bytes of a line that a list shows; the whole line comes with its detail. */
export const SHOWN_BYTES = 1_024

/** Most lines before and after one that may be asked for. */
export const MAX_NEIGHBOURS = 50

/** Longest corrected line, in characters. */
export const MAX_LINE_TEXT = 1_048_576

/** Bytes of a line that a comparison of before and after shows. */
export const SHOWN_TEXT_BYTES = 8_192

/** Most rules that are tried on a line at once. */
export const MAX_TRIED_RULES = 20

export const MAX_NOTE = 500

/** Most differences that a check lists. */
export const MAX_DIFFERENCES = 200

/** Most bytes of a searched text. */
export const MAX_NEEDLE_BYTES = 1_024
