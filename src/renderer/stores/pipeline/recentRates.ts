import type { ComponentStatus } from '#shared/status'

/** Seconds that a history reaches back. */
export const RATE_SECONDS = 60

/** One rate a second for each component, oldest first, at most a minute of them. */
export interface RecentRates {
  /** The second of the last rates, since 1970. */
  readonly second: number
  readonly byId: ReadonlyMap<string, readonly number[]>
}

/**
 * The history with the rates of this moment; the same one while its second is not over. Seconds of
 * which nothing was heard had nothing to tell: they count as 0. Components that are gone are
 * forgotten.
 */
export function addRates(
  history: RecentRates,
  components: readonly ComponentStatus[],
  at: number,
): RecentRates {
  const second = Math.floor(at / 1_000)
  if (second <= history.second) return history
  const silent = Math.min(RATE_SECONDS, second - history.second - 1)
  const byId = new Map<string, readonly number[]>()
  for (const { id, rate } of components) {
    if (rate === undefined) continue
    const before = history.byId.get(id)
    const gap = before === undefined ? [] : Array.from({ length: silent }, () => 0)
    byId.set(id, [...(before ?? []), ...gap, rate].slice(-RATE_SECONDS))
  }
  return { second, byId }
}
