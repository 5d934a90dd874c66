import type { Source } from './source'

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
