import { z } from 'zod'
import { MOST_IN_CELL } from './texts'

/** More columns than any file has that people made. */
const MOST_COLUMNS = 100_000

const Column = z.strictObject({ column: z.int().min(1).max(MOST_COLUMNS) })

/** Where in a line a value stands. */
export const Source = z
  .union([z.string().min(1).max(MOST_IN_CELL), Column], {
    error: `must be a key or a column's name of 1 to ${MOST_IN_CELL} characters, or {"column": n} with its place counted from 1`,
  })
  .describe(
    'A key, a JSON pointer where it begins with "/", a column\'s name, or {"column": 7}: its place counted from 1.',
  )
export type Source = z.infer<typeof Source>
