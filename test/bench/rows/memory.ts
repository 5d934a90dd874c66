import type { Bench } from '../lib/bench'
import { downlink } from '../lib/downlink'
import type { Goal } from '../lib/goal'
import { medianPeakBytes } from '../lib/race'
import { judged, type Row } from '../lib/row'
import { standardPackage } from '../lib/standard'
import type { Size } from '../plan'
import { formatLines, formatMegabytes } from '../report/format'

const peakGoal: Goal = { must: 160, aim: 120, better: 'smaller', unit: 'MB' }
const growthGoal: Goal = { must: 1.2, aim: null, better: 'smaller', unit: 'ratio' }
const noTime = 'GNU time (/usr/bin/time) is not installed'

export const memoryRow: Row = {
  id: 'memory',
  title: 'peak memory of the engine’s process',
  measure: async (bench) => {
    const small = await peak(bench, 'small')
    const large = await peak(bench, 'large')
    const growth = 'large package against small'
    return [
      small.bytes === null
        ? judged(small.label, null, peakGoal, small.reason)
        : judged(small.label, small.bytes / 1e6, peakGoal, ''),
      large.bytes === null
        ? judged(large.label, null, peakGoal, large.reason)
        : judged(large.label, large.bytes / 1e6, peakGoal, ''),
      small.bytes === null || large.bytes === null
        ? judged(growth, null, growthGoal, large.reason)
        : judged(
            growth,
            large.bytes / small.bytes,
            growthGoal,
            `${formatMegabytes(large.bytes)} / ${formatMegabytes(small.bytes)}`,
          ),
    ]
  },
}

interface Peak {
  readonly label: string
  readonly bytes: number | null
  readonly reason: string
}

async function peak(bench: Bench, size: Size): Promise<Peak> {
  const lines = bench.plan.lines[size]
  if (lines === null) {
    return { label: 'the large package', bytes: null, reason: 'left out of a quick run' }
  }
  const ours = (await bench.duels(standardPackage(lines), size)).find(
    ({ name }) => name === downlink.name,
  )
  return {
    label: `${formatLines(lines)} lines`,
    bytes: ours === undefined ? null : medianPeakBytes(ours),
    reason: ours?.failure ?? noTime,
  }
}
