import { join } from 'node:path'
import type { Bench } from '../lib/bench'
import type { DataFile } from '../lib/data'
import { ingest } from '../lib/downlink'
import type { Goal } from '../lib/goal'
import type { Entrant } from '../lib/race'
import type { Row } from '../lib/row'
import { sync } from '../lib/runFolder'
import { timeRatio } from './ratio'

const secondGoal: Goal = { must: 1.3, aim: 1.1, better: 'smaller', unit: 'ratio' }
const shuffledGoal: Goal = { must: 3.5, aim: 2.5, better: 'smaller', unit: 'ratio' }

/** What an index on time costs where rows do not come at its end. */
export const timeOrderRow: Row = {
  id: 'time-order',
  title: 'second file over the same time range; shuffled timestamps (time against the first file)',
  measure: async (bench) => {
    const [first, second, shuffled] = await raceInOrder(bench)
    if (first === undefined || second === undefined || shuffled === undefined) {
      throw new Error('there are three entrants')
    }
    return [
      timeRatio('second file over the same time range', second, first, secondGoal),
      timeRatio('shuffled timestamps', shuffled, first, shuffledGoal),
    ]
  },
}

async function raceInOrder(bench: Bench) {
  const lines = bench.plan.lines.small
  const first = await bench.data({ lines })
  const second = await bench.data({ lines, seed: 2 })
  const shuffled = await bench.data({ lines, order: 'shuffled' })
  const entrants: Entrant[] = [
    { name: 'first file', lines, run: (folder) => intoNew(first, folder) },
    {
      name: 'second file',
      lines,
      run: async (folder) => {
        await intoNew(first, folder)
        await sync()
        return ingest({ ...jobOf(second, folder), before: first })
      },
    },
    { name: 'shuffled file', lines, run: (folder) => intoNew(shuffled, folder) },
  ]
  return bench.race('Order in time', entrants, bench.plan.runs)
}

function intoNew(data: DataFile, folder: string) {
  return ingest(jobOf(data, folder))
}

function jobOf({ path, records, errors }: DataFile, folder: string) {
  return { paths: [path], database: join(folder, 'downlink.db'), files: 1, records, errors }
}
