import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { ingest } from '../lib/downlink'
import type { Bench } from '../lib/bench'
import type { DataFile } from '../lib/data'
import { benchFolder } from '../lib/folders'
import type { Goal } from '../lib/goal'
import { median } from '../lib/race'
import { judged, type Finding, type Row } from '../lib/row'
import { standardPackage } from '../lib/standard'
import { formatFigure, formatLines } from '../report/format'
import { flightInWindow, type FlightRun } from '../window/flightInWindow'
import type { Frames } from '../window/frames'
import type { Home } from '../../e2e/launch'
import type { Plan } from '../plan'
import { homeIn } from '../window/home'

const openGoal: Goal = { must: 300, aim: 200, better: 'smaller', unit: 'ms' }
const framesGoal: Goal = { must: 55, aim: 58, better: 'larger', unit: 'frames/s' }

export const flightRow: Row = {
  id: 'flight',
  title: 'the flight view in the real window',
  measure: async (bench) => {
    const { large, small } = bench.plan.lines
    const data = await bench.data(standardPackage(large ?? small))
    const runs = await flightRuns(bench, data, (home) => flightInWindow(home, 'velocity'))
    return findings(runs, data.lines, openGoal, framesGoal, leftOut(bench.plan))
  },
}

/** What is said where the plan leaves the large package out. */
export function leftOut({ lines }: Plan): string {
  return lines.large === null ? 'the large package is left out' : ''
}

/** Imports a package into a home, and looks at it there as often as the plan says. */
export async function flightRuns(
  { plan }: Bench,
  { path, lines, records, errors, definition }: DataFile,
  run: (home: Home) => Promise<FlightRun>,
): Promise<FlightRun[]> {
  const folder = join(benchFolder, 'flight')
  rmSync(folder, { recursive: true, force: true })
  try {
    const home = homeIn(folder)
    const database = join(home.data, 'downlink.db')
    await ingest({ paths: [path], database, definition, files: 1, records, errors })
    process.stderr.write(`Flight view of ${formatLines(lines)} records\n`)
    const runs: FlightRun[] = []
    for (let time = 0; time < plan.runs; time += 1) runs.push(await run(home))
    return runs
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export function findings(
  runs: readonly FlightRun[],
  lines: number,
  open: Goal,
  frames: Goal,
  note: string,
): Finding[] {
  const moved = (label: string, pick: (run: FlightRun) => Frames): Finding => {
    const longest = Math.max(...runs.map((run) => pick(run).longestMs))
    return judged(
      label,
      median(runs.map((run) => pick(run).perSecond)),
      frames,
      `longest without a frame ${formatFigure(longest, 'ms')}`,
    )
  }
  return [
    judged(
      `${formatLines(lines)} records: plots of all of them on the screen`,
      median(runs.map(({ openMs }) => openMs)),
      open,
      note,
    ),
    moved('panned by the wheel', ({ pan }) => pan),
    moved('zoomed by the wheel', ({ zoom }) => zoom),
    moved('pointed at, everything following', ({ hover }) => hover),
  ]
}
