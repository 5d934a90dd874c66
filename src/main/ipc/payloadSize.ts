/** 10,000 dropped paths of 400 letters each; more than any page needs. */
export const MAX_PAYLOAD_BYTES = 8 * 1024 * 1024

/**
 * Whether a message is larger than `limit`, about: two bytes a letter, eight a value. Stops counting
 * at the limit, so that a huge message costs no more than a large one.
 */
export function isOversized(payload: unknown, limit = MAX_PAYLOAD_BYTES): boolean {
  const rest: unknown[] = [payload]
  const seen = new Set<object>()
  let bytes = 0
  while (rest.length > 0) {
    const value = rest.pop()
    bytes += 8
    if (typeof value === 'string') bytes += value.length * 2
    else if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) bytes += value.byteLength
    else if (typeof value === 'object' && value !== null && !seen.has(value)) {
      seen.add(value)
      // Before its members are taken up: an array may be longer than the whole limit.
      const members = membersOf(value)
      if (bytes + members.length * 8 > limit) return true
      for (const member of members) rest.push(member)
    }
    if (bytes > limit) return true
  }
  return false
}

function membersOf(value: object): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (value instanceof Map) return [...value].flat()
  if (value instanceof Set) return [...value]
  return Object.entries(value).flat()
}
