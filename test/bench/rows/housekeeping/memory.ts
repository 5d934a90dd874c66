import type { Goal } from '../../lib/goal'
import { packageOf20, packageOf250 } from '../../lib/housekeeping/packages'
import type { Row } from '../../lib/row'
import { describeSpec } from '../../report/format'
import { peakFinding } from '../peak'
import { widthRace } from './widthRace'

const goal: Goal = { must: 200, aim: 150, better: 'smaller', unit: 'MB' }

export const channelsMemoryRow: Row = {
  id: 'channels-memory',
  title: 'peak memory of the engine’s process, an operator’s own type',
  measure: async (bench) => {
    const { small } = bench.plan.lines
    const ndjson = packageOf20(small, 'ndjson')
    const { few, many } = await widthRace(bench)
    return [
      peakFinding(describeSpec(ndjson), await bench.ownResult(ndjson), goal),
      peakFinding(describeSpec(packageOf20(small, 'csv')), few, goal),
      peakFinding(describeSpec(packageOf250(small)), many, goal),
    ]
  },
}
