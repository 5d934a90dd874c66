function isPlain(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  )
}

/**
 * Returns `after` with every part that equals the same part of `before` replaced by that part, and
 * `before` itself when nothing changed. Selectors can then compare by identity, so that a status
 * that arrives ten times a second renders only what moved.
 */
export function reuse<T>(before: unknown, after: T): T
export function reuse(before: unknown, after: unknown): unknown {
  if (Object.is(before, after)) return after
  if (Array.isArray(before) && Array.isArray(after)) {
    const merged = after.map((item: unknown, i) => reuse(before[i], item))
    const same = before.length === merged.length && merged.every((item, i) => item === before[i])
    return same ? before : merged
  }
  if (before instanceof Uint8Array && after instanceof Uint8Array) {
    const same = before.length === after.length && after.every((byte, i) => byte === before[i])
    return same ? before : after
  }
  if (isPlain(before) && isPlain(after)) {
    const keys = Object.keys(after)
    const merged = Object.fromEntries(keys.map((key) => [key, reuse(before[key], after[key])]))
    const same =
      Object.keys(before).length === keys.length &&
      keys.every((key) => key in before && merged[key] === before[key])
    return same ? before : merged
  }
  return after
}
