import type { Bench } from '../lib/bench'
import type { Goal } from '../lib/goal'
import { judged, type Finding, type Row } from '../lib/row'
import { standardPackage } from '../lib/standard'
import type { Size } from '../plan'
import { formatFigure, formatLines } from '../report/format'
import { peakFinding } from './peak'

const peakGoal: Goal = { must: 160, aim: 130, better: 'smaller', unit: 'MB' }
const growthGoal: Goal = { must: 1.2, aim: null, better: 'smaller', unit: 'ratio' }

export const memoryRow: Row = {
  id: 'memory',
  title: 'peak memory of the engine’s process',
  measure: async (bench) => {
    const small = await peak(bench, 'small')
    const large = await peak(bench, 'large')
    return [small, large, growth(small, large)]
  },
}

async function peak(bench: Bench, size: Size): Promise<Finding> {
  const lines = bench.plan.lines[size]
  if (lines === null) return judged('the large package', null, peakGoal, 'left out of a quick run')
  const ours = await bench.ownResult(standardPackage(lines))
  return peakFinding(`${formatLines(lines)} lines`, ours, peakGoal)
}

function growth(small: Finding, large: Finding): Finding {
  const label = 'large package against small'
  if (small.figure === null || large.figure === null) {
    return judged(label, null, growthGoal, large.note)
  }
  const note = `${formatFigure(large.figure, 'MB')} / ${formatFigure(small.figure, 'MB')}`
  return judged(label, large.figure / small.figure, growthGoal, note)
}
