import type { Statuses } from '#shared/flight/statuses'

const byName = new Intl.Collator('en', { numeric: true })

/** The words of a scope as far as they were met, by name; those that are known stay. */
export function withWords(known: readonly string[], statuses: Statuses): readonly string[] {
  const met = statuses.instruments.flatMap(({ words }) => words.flatMap(({ word }) => word ?? []))
  const all = new Set([...known, ...met])
  return all.size === known.length ? known : [...all].toSorted(byName.compare)
}
