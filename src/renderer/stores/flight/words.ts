import type { Statuses } from '#shared/flight/statuses'

/** Colours that the theme has for words. */
const COLOURS = 7

/**
 * Which colour each word has: the first, quiet one is for what is usual. A word keeps its colour
 * however often it comes in what is looked at next.
 */
export type WordColours = ReadonlyMap<string, number>

export function withWords(known: WordColours, statuses: Statuses): WordColours {
  const totals = new Map<string, number>()
  for (const { words } of statuses.instruments) {
    for (const { word, total } of words) {
      if (word !== null && !known.has(word)) totals.set(word, (totals.get(word) ?? 0) + total)
    }
  }
  if (totals.size === 0) return known
  const colours = new Map(known)
  for (const [word] of [...totals].toSorted((a, b) => b[1] - a[1])) {
    const place = colours.size
    colours.set(word, place === 0 ? 0 : 1 + ((place - 1) % (COLOURS - 1)))
  }
  return colours
}
