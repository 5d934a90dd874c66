import { pagesOf } from '../stores/paging/loadedRows'
import { createRefresher } from './refresher'

/** Pages that scrolling brings up must not wait as long as a refresh does. */
const SCROLL_MS = 30
/** As often as somebody who waits sees a difference. */
const SOON_MS = 120

interface Pager {
  /** Tells which rows are on the screen, so that their pages get loaded. */
  readonly shown: (first: number, last: number) => void
  /** Loads what is on the screen again, when the time for it has come. */
  refresh(): void
  /** The same without delay, for a list that grows while somebody waits for it. */
  soon(): void
  /** The list is another one now: starts at its first page, at once. */
  restart(): void
}

/**
 * Loads the pages of a long list that are on the screen.
 * @param load brings one page into its store.
 * @param has whether the store holds a page.
 */
export function createPager(
  load: (page: number) => Promise<void>,
  has: (page: number) => boolean,
  refreshMs: number,
): Pager {
  let range: readonly [number, number] = [0, 0]

  const scrolled = createRefresher(async () => {
    await Promise.all(
      pagesOf(range)
        .filter((page) => !has(page))
        .map(load),
    )
  }, SCROLL_MS)

  async function reload(): Promise<void> {
    await Promise.all(pagesOf(range).map(load))
  }
  const refreshed = createRefresher(reload, refreshMs)
  const hurried = createRefresher(reload, SOON_MS)

  return {
    shown: (first, last) => {
      range = [first, last]
      if (pagesOf(range).some((page) => !has(page))) scrolled.ask()
    },
    refresh: () => refreshed.ask(),
    soon: () => hurried.ask(),
    restart() {
      range = [0, 0]
      scrolled.ask()
    },
  }
}
