import type { Bench } from '../lib/bench'
import type { Peer } from '../lib/contender'
import type { DataSpec } from '../lib/data'
import type { Goal } from '../lib/goal'
import type { Finding, Row } from '../lib/row'
import { standardPackage } from '../lib/standard'
import type { Size } from '../plan'
import { describeSpec } from '../report/format'
import { ratioFinding, timeRatio } from './ratio'

/** Both built-in types, full and short numbers, clean and with bad lines. */
export const builtInPackages = (lines: number): DataSpec[] => [
  standardPackage(lines),
  { type: 'jackal_mk2', digits: 'full', badShare: 0.01, lines },
  { type: 'jackal_mk1', digits: 'short', lines },
  { type: 'jackal_mk2', digits: 'short', badShare: 0.01, lines },
]

export interface PeerRowOptions {
  readonly id: string
  readonly title: string
  readonly peer: Peer
  /** Only the small one where it would take hours for the large one. */
  readonly sizes?: readonly Size[]
  /** What it is raced on, in each size. */
  readonly packages: (lines: number) => readonly DataSpec[]
  /** null where the ratio is told and not judged. */
  readonly goal: Pick<Goal, 'must' | 'aim'> | null
}

/** A row that measures the peer's time over Downlink's, for the same package. */
export function peerRow(options: PeerRowOptions): Row {
  const { id, title, peer, sizes = ['small'], packages } = options
  const goal: Goal | null = options.goal && { ...options.goal, better: 'larger', unit: 'ratio' }
  return {
    id,
    title,
    duel: {
      peer,
      packages: ({ lines }) =>
        sizes.flatMap((size) => (lines[size] === null ? [] : packages(lines[size]))),
    },
    measure: async (bench) => {
      const findings: Finding[] = []
      for (const size of sizes) {
        const lines = bench.plan.lines[size]
        if (lines === null) {
          findings.push(ratioFinding('the large packages', null, goal, 'left out of a quick run'))
          continue
        }
        for (const spec of packages(lines)) {
          findings.push(await measurePackage(bench, peer, goal, spec))
        }
      }
      return findings
    },
  }
}

async function measurePackage(
  bench: Bench,
  peer: Peer,
  goal: Goal | null,
  spec: DataSpec,
): Promise<Finding> {
  const ours = await bench.ownResult(spec)
  const theirs = (await bench.duels(spec)).find(({ name }) => name === peer.name)
  if (theirs === undefined) throw new Error(`${peer.name} was not raced`)
  return timeRatio(describeSpec(spec), theirs, ours, goal)
}
