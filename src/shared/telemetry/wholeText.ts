/** Whether a text can be stored and shown as it is: it has no half of a character in it, and no NUL. */
export function isWholeText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}
