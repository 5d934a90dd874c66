import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Home } from '../../e2e/launch'
import type { Bench } from '../lib/bench'
import { ingest } from '../lib/downlink'
import { benchFolder } from '../lib/folders'
import type { Goal } from '../lib/goal'
import { medianSeconds } from '../lib/race'
import { judged, type Row } from '../lib/row'
import { formatLines } from '../report/format'
import { homeIn } from '../window/home'
import { startWindow } from '../window/startWindow'

const goal: Goal = { must: 1, aim: 0.85, better: 'smaller', unit: 's' }

export const windowStartRow: Row = {
  id: 'window-start',
  title: 'window on screen after `electron .` on a built tree',
  measure: async (bench) => {
    const lines = bench.plan.lines.large ?? bench.plan.lines.small
    const folder = join(benchFolder, 'station')
    rmSync(folder, { recursive: true, force: true })
    try {
      const home = homeIn(folder)
      await fill(bench, home, lines)
      const entrant = {
        name: 'window',
        lines: 0,
        run: async () => ({
          seconds: await startWindow(home),
          processorSeconds: null,
          peakBytes: null,
        }),
      }
      const [result] = await bench.race('Window on screen', [entrant], bench.plan.runs)
      const seconds = result === undefined ? null : medianSeconds(result)
      const label = `database with ${formatLines(lines)} records`
      return [judged(label, seconds, goal, result?.failure ?? '')]
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

async function fill(bench: Bench, home: Home, lines: number): Promise<void> {
  const { path, records, errors } = await bench.data({ lines })
  const database = join(home.data, 'downlink.db')
  await ingest({ paths: [path], database, files: 1, records, errors })
}
