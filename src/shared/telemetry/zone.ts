/**
 * Whether the name is one of the time zone database, such as UTC or Europe/Madrid. Offsets are none:
 * they have a key of their own.
 */
export function isZoneName(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** Minutes east of UTC of an offset such as +02:00; null for a text that is none. */
export function offsetMinutes(offset: string): number | null {
  if (!/^[+-](?:[01]\d|2[0-3]):[0-5]\d$/.test(offset)) return null
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4))
  return offset.startsWith('-') ? 0 - minutes : minutes
}
