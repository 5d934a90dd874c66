import type { Row } from './rollups'

export const START = 1_703_583_267_602_982
export const STEP = 1_000_000

/** Numbers that look random and are the same in every run. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

export interface Shape {
  readonly count: number
  readonly seed?: number
  /** Time of the i-th record. */
  readonly time?: (i: number) => number
  /** Whether the i-th line is bad. */
  readonly isBad?: (i: number) => boolean
}

export function rowsOf({ count, seed = 1, time = (i) => START + i * STEP, isBad }: Shape): Row[] {
  const random = seeded(seed)
  const walk = [8000, 300_000, 0, 0]
  return Array.from({ length: count }, (_, i): Row => {
    for (const k of walk.keys()) walk[k] = (walk[k] ?? 0) + random() - 0.5
    const [velocity = 0, altitude = 0, latitude = 0, longitude = 0] = walk
    return [i + 2, time(i), velocity, altitude, latitude, longitude]
  }).filter((_, i) => !(isBad?.(i) ?? false))
}

export function shuffledTimes(count: number): (i: number) => number {
  const random = seeded(7)
  const order = Array.from({ length: count }, (_, i) => ({ i, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ i }) => START + i * STEP)
  return (i) => order[i] ?? 0
}

export const FEW = 30_000
/** Files whose time goes every way there is. */
export const shapes: Record<string, Shape> = {
  clean: { count: FEW },
  '1 % bad': { count: FEW, isBad: (i) => i % 97 === 3 || (i > 5_000 && i < 5_400) },
  'newest first': { count: FEW, time: (i) => START - i * STEP },
  shuffled: { count: FEW, time: shuffledTimes(FEW) },
  'with gaps and repeats': {
    count: FEW,
    time: (i) => START + Math.floor(i / 4) * STEP + Math.floor(i / 3_100) * 900 * STEP,
  },
  'with a step back': { count: FEW, time: (i) => START + ((i + 20_000) % FEW) * STEP },
  'of one record': { count: 1 },
  'of one moment': { count: 700, time: () => START },
}
