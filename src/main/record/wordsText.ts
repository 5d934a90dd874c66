/**
 * The JSON text of what a record says in words, `{"instrument1":"ok",...}`, names in the given order
 * and without those that say nothing. Written by hand because an object would put names that look
 * like numbers first.
 */
export function wordsText(names: readonly string[], words: readonly (string | null)[]): string {
  const pairs: string[] = []
  for (const [i, name] of names.entries()) {
    const word = words[i] ?? null
    if (word !== null) pairs.push(`${JSON.stringify(name)}:${JSON.stringify(word)}`)
  }
  return `{${pairs.join(',')}}`
}
