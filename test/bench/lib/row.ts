import type { Bench } from './bench'
import type { Load } from './busy'
import type { Plan } from '../plan'
import type { Peer } from './contender'
import type { DataSpec } from './data'
import type { Goal } from './goal'

/** One row of the table. */
export interface Row {
  /** What `--only` takes. */
  readonly id: string
  readonly title: string
  /** What it measures against, to be raced with all others on the same packages. */
  readonly duel?: Duel
  readonly measure: (bench: Bench) => Promise<readonly Finding[]>
}

/** A peer, and the packages that it is raced on; with some it would take hours. */
export interface Duel {
  readonly peer: Peer
  readonly load: Load
  readonly packages: (plan: Plan) => readonly DataSpec[]
}

/** One figure of a row, or the reason why there is none. */
export interface Finding {
  /** What was measured: which package, how many lines. */
  readonly label: string
  readonly figure: number | null
  /** null for a figure that is told and not judged. */
  readonly goal: Goal | null
  readonly unit: Goal['unit']
  /** The reason, or what the figure was made from. */
  readonly note: string
}

export function judged(label: string, figure: number | null, goal: Goal, note: string): Finding {
  return { label, figure, goal, unit: goal.unit, note }
}
