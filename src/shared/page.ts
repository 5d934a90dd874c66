import { z } from 'zod'

/** Most rows that one page may ask for. */
export const MAX_PAGE_ROWS = 500

/** Which rows of a list are asked for. */
export const Page = { offset: z.int().nonnegative(), limit: z.int().min(1).max(MAX_PAGE_ROWS) }
