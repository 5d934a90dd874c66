/**
 * A text as it is compared with another where letter case and the way that accents are written do
 * not count: 'Straße' and 'STRASSE', 'é' in one character or in two.
 */
export function fold(text: string): string {
  // Nearly all names are of these, and a hundred thousand are looked through at a time.
  // oxlint-disable-next-line no-control-regex
  if (/^[\0-\x7f]*$/.test(text)) return text.toLowerCase()
  return text.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC')
}

/** Tells whether a text has all words of `wanted`, in any order; every text has those of ''. */
export function hasWords(wanted: string): (text: string) => boolean {
  const words = fold(wanted)
    .split(/\s+/)
    .filter((word) => word !== '')
  return (text) => {
    if (words.length === 0) return true
    const folded = fold(text)
    return words.every((word) => folded.includes(word))
  }
}
