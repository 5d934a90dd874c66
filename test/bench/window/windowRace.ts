import type { Bench } from '../lib/bench'
import { downlink } from '../lib/downlink'
import type { Result } from '../lib/race'
import { throughWindow, type WindowRun } from './throughWindow'

/** The terminal against the window on the largest package of this run. */
export interface WindowRace {
  readonly lines: number
  readonly terminal: Result
  readonly window: Result
  readonly loopDelays: readonly WindowRun['loopDelay'][]
}

const held = new WeakMap<Bench, Promise<WindowRace>>()

/** Held once for the two rows that need it. */
export function windowRace(bench: Bench): Promise<WindowRace> {
  const race = held.get(bench) ?? holdRace(bench)
  held.set(bench, race)
  return race
}

async function holdRace(bench: Bench): Promise<WindowRace> {
  const lines = bench.plan.lines.large ?? bench.plan.lines.small
  const data = await bench.data({ lines })
  const loopDelays: WindowRun['loopDelay'][] = []
  const [terminal, window] = await bench.race(
    'Terminal and window',
    [
      { name: 'terminal', lines, run: (folder) => downlink.run(data, folder, null) },
      {
        name: 'window',
        lines,
        run: async (folder) => {
          const run = await throughWindow(data, folder)
          loopDelays.push(run.loopDelay)
          return run
        },
      },
    ],
    bench.plan.runs,
  )
  if (terminal === undefined || window === undefined) throw new Error('there are two entrants')
  return { lines, terminal, window, loopDelays }
}
