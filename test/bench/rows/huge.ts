import type { Bench } from '../lib/bench'
import { downlink } from '../lib/downlink'
import type { Goal } from '../lib/goal'
import type { Entrant, Result } from '../lib/race'
import { judged, type Row } from '../lib/row'
import { formatLines } from '../report/format'
import { rateRatio } from './ratio'

const goal: Goal = { must: 0.8, aim: 0.95, better: 'larger', unit: 'ratio' }

export const hugeRow: Row = {
  id: 'huge',
  title: '50,000,000 lines, once, against 1,000,000 (lines a second)',
  measure: async (bench) => {
    const { hugeLines } = bench.plan
    if (hugeLines === null) {
      return [judged('the huge package', null, goal, 'not run: it is asked for with --huge')]
    }
    const small = await raceAlone(bench, bench.plan.lines.small, bench.plan.runs)
    const huge = await raceAlone(bench, hugeLines, 1)
    return [rateRatio(`${formatLines(hugeLines)} lines`, huge, small, goal)]
  },
}

async function raceAlone(bench: Bench, lines: number, rounds: number): Promise<Result> {
  const data = await bench.data({ lines })
  const entrant: Entrant = { name: downlink.name, lines, run: (to) => downlink.run(data, to, null) }
  const [result] = await bench.race(
    `Downlink alone, ${formatLines(lines)} lines`,
    [entrant],
    rounds,
  )
  if (result === undefined) throw new Error('there is one entrant')
  return result
}
