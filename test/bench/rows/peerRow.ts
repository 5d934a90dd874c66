import type { Bench } from '../lib/bench'
import type { Peer } from '../lib/contender'
import type { DataSpec } from '../lib/data'
import { downlink } from '../lib/downlink'
import type { Goal } from '../lib/goal'
import type { Finding, Row } from '../lib/row'
import { standardPackage } from '../lib/standard'
import type { Size } from '../plan'
import { describeSpec } from '../report/format'
import { ratioFinding, timeRatio } from './ratio'

/** Both types, full and short numbers, clean and with bad lines. */
const packages = (lines: number): DataSpec[] => [
  standardPackage(lines),
  { type: 'jackal_mk2', digits: 'full', badShare: 0.01, lines },
  { type: 'jackal_mk1', digits: 'short', lines },
  { type: 'jackal_mk2', digits: 'short', badShare: 0.01, lines },
]

export interface PeerRowOptions {
  readonly id: string
  readonly title: string
  readonly peer: Peer
  /** null where the ratio is told and not judged. */
  readonly goal: Pick<Goal, 'must' | 'aim'> | null
}

/** A row that measures the peer's time over Downlink's, for the same package. */
export function peerRow({ id, title, peer, goal: wanted }: PeerRowOptions): Row {
  const goal: Goal | null = wanted && { ...wanted, better: 'larger', unit: 'ratio' }
  return {
    id,
    title,
    peer,
    measure: async (bench) => {
      const findings: Finding[] = []
      for (const size of peer.sizes) findings.push(...(await measureSize(bench, peer, goal, size)))
      return findings
    },
  }
}

async function measureSize(
  bench: Bench,
  peer: Peer,
  goal: Goal | null,
  size: Size,
): Promise<readonly Finding[]> {
  const lines = bench.plan.lines[size]
  if (lines === null) {
    return [ratioFinding('the large packages', null, goal, 'left out of a quick run')]
  }
  const findings: Finding[] = []
  for (const spec of packages(lines)) {
    const results = await bench.duels(spec, size)
    const ours = results.find(({ name }) => name === downlink.name)
    const theirs = results.find(({ name }) => name === peer.name)
    if (ours === undefined || theirs === undefined) throw new Error(`${peer.name} was not raced`)
    findings.push(timeRatio(describeSpec(spec), theirs, ours, goal))
  }
  return findings
}
