import type { Load } from '../lib/busy'
import type { Bench } from '../lib/bench'
import type { Peer } from '../lib/contender'
import type { DataSpec } from '../lib/data'
import type { Goal } from '../lib/goal'
import type { Result } from '../lib/race'
import type { Finding, Row } from '../lib/row'
import { standardPackage } from '../lib/standard'
import type { Size } from '../plan'
import { describeSpec } from '../report/format'
import { processorRatio, ratioFinding, timeRatio } from './ratio'

/** Both built-in types, full and short numbers, clean and with bad lines, both orders of time. */
export const builtInPackages = (lines: number): DataSpec[] => [
  ...standardPackages(lines),
  { type: 'jackal_mk2', digits: 'full', badShare: 0.01, lines },
  { type: 'jackal_mk1', digits: 'short', lines },
  { type: 'jackal_mk2', digits: 'short', badShare: 0.01, lines },
]

/** The same lines in both orders of time. */
export const standardPackages = (lines: number): DataSpec[] => [
  standardPackage(lines),
  { ...standardPackage(lines), order: 'oldest first' },
]

/** For programs that take a minute each: the longest and the shortest lines. */
export const outerPackages = (lines: number): DataSpec[] => [
  standardPackage(lines),
  { type: 'jackal_mk2', digits: 'short', badShare: 0.01, lines },
]

type Bound = Pick<Goal, 'must' | 'aim'>

/** What is judged of a race: the peer's time of either kind over Downlink's. */
export interface PeerGoals {
  readonly processor?: Bound
  /** null where it is told and not judged. */
  readonly wall?: Bound | null
}

export interface PeerRowOptions {
  readonly id: string
  readonly title: string
  readonly peer: Peer
  /** What it is raced on, in each size. */
  readonly packages: (lines: number) => readonly DataSpec[]
  /** What is judged in each size; the sizes that it is not raced in are missing. */
  readonly goals: Readonly<Partial<Record<Size, PeerGoals>>>
  /** What else the machine does meanwhile; quiet where nothing is said. */
  readonly load?: Load
}

/** A row that measures the peer's time over Downlink's, for the same package. */
export function peerRow(options: PeerRowOptions): Row {
  const { id, title, peer, packages, goals, load = 'quiet' } = options
  const sizes = (['small', 'large'] as const).filter((size) => goals[size] !== undefined)
  return {
    id,
    title,
    duel: {
      peer,
      load,
      packages: ({ lines }) =>
        sizes.flatMap((size) => (lines[size] === null ? [] : packages(lines[size]))),
    },
    measure: async (bench) => {
      const findings: Finding[] = []
      for (const size of sizes) {
        const lines = bench.plan.lines[size]
        if (lines === null) {
          findings.push(ratioFinding('the large packages', null, null, 'left out of a quick run'))
          continue
        }
        for (const spec of packages(lines)) {
          const pair = await pairOf(bench, peer, spec, load)
          findings.push(...judge(describeSpec(spec), pair, goals[size] ?? {}))
        }
      }
      return findings
    },
  }
}

interface Pair {
  readonly theirs: Result
  readonly ours: Result
}

async function pairOf(bench: Bench, peer: Peer, spec: DataSpec, load: Load): Promise<Pair> {
  const ours = await bench.ownResult(spec, load)
  const theirs = (await bench.duels(spec, load)).find(({ name }) => name === peer.name)
  if (theirs === undefined) throw new Error(`${peer.name} was not raced`)
  return { theirs, ours }
}

function goalOf(bound: Bound | null): Goal | null {
  return bound && { ...bound, better: 'larger', unit: 'ratio' }
}

function judge(label: string, { theirs, ours }: Pair, goals: PeerGoals): Finding[] {
  const { processor, wall } = goals
  const findings: Finding[] = []
  if (processor !== undefined) {
    findings.push(processorRatio(`${label}: processor`, theirs, ours, goalOf(processor)))
  }
  if (wall !== undefined) findings.push(timeRatio(`${label}: wall`, theirs, ours, goalOf(wall)))
  return findings
}
