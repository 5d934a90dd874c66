/**
 * Text from files, names and systems as one line that is safe on a terminal: control characters
 * could move its cursor, and those that turn the writing direction could make a name look like
 * another one.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu, '\uFFFD')
}

/**
 * The same for JSON text on one line, which loses nothing by it: such a character can only stand in
 * a string, and is written there as an escape.
 */
export function printableJson(json: string): string {
  return json.replace(
    /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
