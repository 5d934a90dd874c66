import { statSync } from 'node:fs'
import { systemLimit } from '../../systemLimit'

/** How near to the limit a file has to be for the limit to be what stopped it. */
const NEAR_BYTES = 1024 * 1024

/**
 * The limit where one of these files has come to it; null otherwise. SQLite says of this only that
 * the disk refused to write.
 */
export function fileSizeLimitReached(paths: readonly string[]): number | null {
  const limit = fileSizeLimit()
  if (limit === null) return null
  const sizes = paths.map((path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0)
  return Math.max(...sizes) >= limit - NEAR_BYTES ? limit : null
}

/**
 * The most bytes that this process may put into one file (`ulimit -f`); null where there is no
 * limit, or no way to ask for it.
 */
export const fileSizeLimit = (): number | null => systemLimit('Max file size')
