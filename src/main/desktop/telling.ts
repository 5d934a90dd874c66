import { countText } from '#shared/numbers'
import type { Trouble } from './troubles'

/** Nothing is told sooner after what was told last. */
export const NOT_SOONER_MS = 60_000

/** What has been told, and what is still to be. */
export interface Telling {
  readonly toldAtMs: number | null
  readonly waiting: readonly Trouble[]
}

export const nothingTold: Telling = { toldAtMs: null, waiting: [] }

export interface Told {
  readonly telling: Telling
  /** What to tell now; null for nothing. */
  readonly words: Pick<Trouble, 'title' | 'body' | 'fileId'> | null
  /** When there is something to tell next, by the same clock; null for never. */
  readonly nextAtMs: number | null
}

/**
 * When is what told: at once, unless something was told less than a minute ago; then all that has
 * come since is told in one. Whoever has the window in front sees it there, and is told nothing.
 *
 * @param nowMs of a clock that is never set back
 */
export function tell(
  { toldAtMs, waiting }: Telling,
  news: readonly Trouble[],
  { nowMs, inFront }: { readonly nowMs: number; readonly inFront: boolean },
): Told {
  const all = inFront ? [] : [...waiting, ...news]
  // What holds the whole station up goes before a package.
  const first = all.find(({ fileId }) => fileId === null) ?? all.at(-1)
  if (first === undefined) {
    return { telling: { toldAtMs, waiting: [] }, words: null, nextAtMs: null }
  }
  if (toldAtMs !== null && nowMs < toldAtMs + NOT_SOONER_MS) {
    return {
      telling: { toldAtMs, waiting: all },
      words: null,
      nextAtMs: toldAtMs + NOT_SOONER_MS,
    }
  }
  const { title, body, fileId } = first
  const more = all.reduce((sum, { count }) => sum + count, 0) - 1
  return {
    telling: { toldAtMs: nowMs, waiting: [] },
    words: { title, body: more === 0 ? body : `${body}\n… and ${countText(more)} more.`, fileId },
    nextAtMs: null,
  }
}
