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

/** What a fault calls the place: the key, the pointer, the column's name, or 'column 7'. */
export function sourcePath(source: Source): string {
  return typeof source === 'string' ? source : `column ${source.column}`
}

/**
 * The keys that lead to a value of a JSON object, the outermost first: of a pointer (RFC 6901) those
 * that it names, else the one key. Null for a pointer that is none.
 */
export function sourceKeys(key: string): readonly string[] | null {
  if (!key.startsWith('/')) return [key]
  if (/~(?![01])/.test(key)) return null
  return key
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}
