import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { ingest } from '../lib/downlink'
import { benchFolder } from '../lib/folders'
import type { Goal } from '../lib/goal'
import { median } from '../lib/race'
import { judged, type Finding, type Row } from '../lib/row'
import { standardPackage } from '../lib/standard'
import { formatFigure, formatLines } from '../report/format'
import { flightInWindow, type FlightRun } from '../window/flightInWindow'
import type { Frames } from '../window/frames'
import { homeIn } from '../window/home'

const openGoal: Goal = { must: 300, aim: 200, better: 'smaller', unit: 'ms' }
const framesGoal: Goal = { must: 55, aim: 58, better: 'larger', unit: 'frames/s' }

export const flightRow: Row = {
  id: 'flight',
  title: 'the flight view in the real window',
  measure: async (bench) => {
    const { large, small } = bench.plan.lines
    const { path, lines, records, errors } = await bench.data(standardPackage(large ?? small))
    const folder = join(benchFolder, 'flight')
    rmSync(folder, { recursive: true, force: true })
    try {
      const home = homeIn(folder)
      const database = join(home.data, 'downlink.db')
      await ingest({ paths: [path], database, files: 1, records, errors })
      process.stderr.write(`Flight view of ${formatLines(lines)} records\n`)
      const runs: FlightRun[] = []
      for (let run = 0; run < bench.plan.runs; run += 1) runs.push(await flightInWindow(home))
      return findings(runs, lines, large === null ? 'the large package is left out' : '')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

function findings(runs: readonly FlightRun[], lines: number, note: string): Finding[] {
  const moved = (label: string, pick: (run: FlightRun) => Frames): Finding => {
    const longest = Math.max(...runs.map((run) => pick(run).longestMs))
    return judged(
      label,
      median(runs.map((run) => pick(run).perSecond)),
      framesGoal,
      `longest without a frame ${formatFigure(longest, 'ms')}`,
    )
  }
  return [
    judged(
      `${formatLines(lines)} records: plots of all of them on the screen`,
      median(runs.map(({ openMs }) => openMs)),
      openGoal,
      note,
    ),
    moved('panned by the wheel', ({ pan }) => pan),
    moved('zoomed by the wheel', ({ zoom }) => zoom),
    moved('pointed at, everything following', ({ hover }) => hover),
  ]
}
