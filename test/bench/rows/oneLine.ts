import { downlink } from '../lib/downlink'
import type { Goal } from '../lib/goal'
import { medianProcessorSeconds, medianSeconds } from '../lib/race'
import { judged, type Row } from '../lib/row'
import { standardPackage } from '../lib/standard'
import { formatSeconds } from '../report/format'
import { NO_GNU_TIME } from './peak'

/** One run is short, and short runs differ more. */
const RUNS_EACH = 3
const goal: Goal = { must: 0.33, aim: 0.28, better: 'smaller', unit: 's' }

/** What starting and ending costs: everything but the lines. */
export const oneLineRow: Row = {
  id: 'one-line',
  title: 'a package of one line, from start to end (processor)',
  measure: async (bench) => {
    const data = await bench.data(standardPackage(1))
    const entrant = {
      name: downlink.name,
      lines: 0,
      run: (folder: string) => downlink.run(data, folder, bench.plan.limitSeconds),
    }
    const [result] = await bench.race('One line', [entrant], RUNS_EACH * bench.plan.runs)
    if (result === undefined) throw new Error('there is one entrant')
    const wall = medianSeconds(result)
    const note = wall === null ? (result.failure ?? '') : `wall ${formatSeconds(wall)}`
    const processor = medianProcessorSeconds(result)
    return [judged('ingest', processor, goal, processor === null ? NO_GNU_TIME : note)]
  },
}
