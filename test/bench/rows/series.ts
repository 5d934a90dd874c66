import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from '../lib/folders'
import type { Goal } from '../lib/goal'
import { judged, type Row } from '../lib/row'

const goal: Goal = { must: 50, aim: 20, better: 'smaller', unit: 'ms' }
const query = join('src', 'main', 'database', 'series.ts')

export const seriesRow: Row = {
  id: 'series',
  title: 'min/max/mean series in 2,000 buckets, one file of 5M records',
  measure: async () => {
    const isBuilt = existsSync(join(projectFolder, query))
    return [
      judged('one channel', null, goal, isBuilt ? `${query} is not timed yet` : 'not built yet'),
    ]
  },
}
