/** Texts as a list in a sentence; those beyond the most that are said are counted: a, b, and 4 more. */
export function listWords(texts: readonly string[], most: number): string {
  const named = texts.slice(0, most)
  const more = texts.length - named.length
  return new Intl.ListFormat('en').format(more > 0 ? [...named, `${more} more`] : named)
}
