import { combined, isStillFrom, partOf, type Stretch } from './stretch'

const MINUTE = 60

/** The minute that a moment lies in, as its first second. */
export function minuteOf(at: number): number {
  return Math.floor(at / MINUTE) * MINUTE
}

/** Where the minutes end that a row of minutes stands for. */
export function endOfMinutes({ at, seconds }: Pick<Stretch, 'at' | 'seconds'>): number {
  return at + Math.ceil(seconds / MINUTE) * MINUTE
}

/**
 * Sums stretches up by minutes, from one whole minute to another. Minutes in which the station did
 * not run have no row; minutes after each other in which nothing went on share one. `last` is the
 * row before the first minute; when it goes on it is among the rows, longer than it was.
 *
 * @param stretches in the order of time; what lies outside of the minutes is left out
 */
export function minutesOf(
  stretches: readonly Stretch[],
  from: number,
  to: number,
  last: Stretch | null,
): Stretch[] {
  const rows: Stretch[] = []
  let before = last
  for (const minute of wholeMinutes(stretches, from, to)) {
    const goesOn =
      before !== null &&
      before.at + before.seconds === minute.at &&
      minute.seconds === MINUTE &&
      isStillFrom(before, minute)
    if (before === null || !goesOn) {
      rows.push(minute)
      before = minute
      continue
    }
    const longer = combined(before, minute)
    if (rows.at(-1) === before) rows.pop()
    rows.push(longer)
    before = longer
  }
  return rows
}

function wholeMinutes(stretches: readonly Stretch[], from: number, to: number): Stretch[] {
  const minutes = new Map<number, Stretch>()
  for (const stretch of stretches) {
    const first = Math.max(from, minuteOf(stretch.at))
    const end = Math.min(to, stretch.at + stretch.seconds)
    for (let at = first; at < end; at += MINUTE) {
      const part = partOf(stretch, at, at + MINUTE)
      if (part === null) continue
      const known = minutes.get(at)
      minutes.set(at, known === undefined ? { ...part, at } : combined(known, part))
    }
  }
  return [...minutes.values()]
}
