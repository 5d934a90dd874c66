/** What a figure is meant to be. */
export interface Goal {
  readonly must: number
  readonly aim: number | null
  /** Whether a good figure is a large or a small one. */
  readonly better: 'larger' | 'smaller'
  readonly unit: Unit
}

/** 'ratio' has none; MB are millions of bytes (B). */
export type Unit = 'ratio' | 'MB' | 'B' | 's' | 'ms' | 'frames/s'

export type Verdict = 'aim' | 'must' | 'short'

/** Which of the two a figure reaches: the aim, the must only, or neither. */
export function verdict(figure: number, { must, aim, better }: Goal): Verdict {
  const reaches = (wanted: number): boolean =>
    better === 'larger' ? figure >= wanted : figure <= wanted
  if (!reaches(must)) return 'short'
  return aim !== null && reaches(aim) ? 'aim' : 'must'
}
