import type { Gaps } from '#shared/flight/series'

/** Gaps in the order of time, none over another. */
export interface GapList {
  readonly fromUs: readonly number[]
  readonly toUs: readonly number[]
}

export const noGaps: GapList = { fromUs: [], toUs: [] }

/**
 * All gaps of several answers, each once: an answer for a part of the time does not know of the gap
 * that it begins or ends in.
 */
export function mergedGaps(lists: readonly Gaps[]): GapList {
  const all = lists.flatMap(({ fromUs, toUs }) =>
    Array.from(fromUs, (from, i) => [from, toUs[i] ?? from] as const),
  )
  const merged: { fromUs: number[]; toUs: number[] } = { fromUs: [], toUs: [] }
  for (const [from, to] of all.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.toUs.length - 1
    if (last >= 0 && from < (merged.toUs[last] ?? 0)) {
      merged.toUs[last] = Math.max(merged.toUs[last] ?? 0, to)
    } else {
      merged.fromUs.push(from)
      merged.toUs.push(to)
    }
  }
  return merged
}

/** The gaps, and the time before the first and after the last record. */
export function withEnds({ fromUs, toUs }: GapList, firstUs: number, lastUs: number): GapList {
  return { fromUs: [-Infinity, ...fromUs, lastUs], toUs: [firstUs, ...toUs, Infinity] }
}
