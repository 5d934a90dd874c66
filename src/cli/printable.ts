/**
 * Text from files, names and systems as one line that is safe on a terminal: control characters
 * could move its cursor, and those that turn the writing direction could make a name look like
 * another one.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu, '\uFFFD')
}
