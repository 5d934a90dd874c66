/** What stands in one place of the queue's list. Rows of files are known by their section's place. */
export type Item =
  | { readonly kind: 'heading'; readonly section: 'history' }
  | { readonly kind: 'file'; readonly section: 'queue' | 'history'; readonly at: number }
  | { readonly kind: 'arriving'; readonly key: string }
  | { readonly kind: 'more-arriving'; readonly count: number }
  | { readonly kind: 'nothing'; readonly section: 'queue' | 'history' }
  | { readonly kind: 'ignored-summary'; readonly count: number }
  | { readonly kind: 'ignored'; readonly at: number }

/** How many rows the list has of each kind; see `itemAt` for their order. */
export interface Layout {
  readonly queue: number
  /** Their keys. */
  readonly arriving: readonly string[]
  /** Arriving files that are counted but not named. */
  readonly moreArriving: number
  /** Ignored files, whether or not they are listed. */
  readonly ignored: number
  /** Ignored files that are listed: 0 while the list is folded. */
  readonly ignoredListed: number
  readonly history: number
}

/** Blocks of the list below the queue's heading, from top to bottom, with the length of each. */
function blocks(layout: Layout): readonly (readonly [number, (at: number) => Item])[] {
  const waiting = layout.queue + layout.arriving.length + layout.moreArriving
  return [
    [layout.queue, (at) => ({ kind: 'file', section: 'queue', at })],
    [layout.arriving.length, (at) => ({ kind: 'arriving', key: layout.arriving[at] ?? '' })],
    [
      layout.moreArriving > 0 ? 1 : 0,
      () => ({ kind: 'more-arriving', count: layout.moreArriving }),
    ],
    [waiting === 0 ? 1 : 0, () => ({ kind: 'nothing', section: 'queue' })],
    [layout.ignored > 0 ? 1 : 0, () => ({ kind: 'ignored-summary', count: layout.ignored })],
    [layout.ignoredListed, (at) => ({ kind: 'ignored', at })],
    [1, () => ({ kind: 'heading', section: 'history' })],
    [layout.history, (at) => ({ kind: 'file', section: 'history', at })],
    [layout.history === 0 ? 1 : 0, () => ({ kind: 'nothing', section: 'history' })],
  ]
}

/** Rows of the whole list below its head, the history's heading included. */
export function itemCount(layout: Layout): number {
  return blocks(layout).reduce((sum, [length]) => sum + length, 0)
}

export function itemAt(layout: Layout, index: number): Item {
  let at = index
  for (const [length, item] of blocks(layout)) {
    if (at < length) return item(at)
    at -= length
  }
  return { kind: 'nothing', section: 'history' }
}

/** The list's row at which a section's first file stands, or would stand. */
export function sectionStart(layout: Layout, section: 'queue' | 'history'): number {
  if (section === 'queue') return 0
  return itemCount(layout) - Math.max(1, layout.history)
}

/** Whose columns the list's row has: what its head says while that row is at the top. */
export function sectionAt(layout: Layout, index: number): 'queue' | 'history' {
  return index < sectionStart(layout, 'history') ? 'queue' : 'history'
}

/** The part of a list range (inclusive) that falls on a section's files, in the section's places. */
export function sectionRange(
  layout: Layout,
  section: 'queue' | 'history',
  first: number,
  last: number,
): readonly [number, number] | null {
  const start = sectionStart(layout, section)
  const from = Math.max(0, first - start)
  const to = Math.min(layout[section] - 1, last - start)
  return from <= to ? [from, to] : null
}
