import type { ChannelName } from '#shared/flight/scope'
import { launch, type Home } from '../../../e2e/launch'
import type { Goal } from '../../lib/goal'
import { housekeepingType } from '../../lib/housekeeping/definition'
import { packageOf20Numbers } from '../../lib/housekeeping/packages'
import type { Row } from '../../lib/row'
import { flightInWindow } from '../../window/flightInWindow'
import { findings, flightRuns, leftOut } from '../flight'

const openGoal: Goal = { must: 500, aim: 250, better: 'smaller', unit: 'ms' }
const framesGoal: Goal = { must: 50, aim: 58, better: 'larger', unit: 'frames/s' }

export const lanesRow: Row = {
  id: 'lanes',
  title: 'twenty lanes of the flight view in the real window',
  measure: async (bench) => {
    const { large, small } = bench.plan.lines
    const spec = packageOf20Numbers(large ?? small)
    const { type, channels } = housekeepingType(spec)
    const names = channels.flatMap(({ name, kind }) => (kind === 'number' ? [name] : []))
    const data = await bench.data(spec)
    let isChosen = false
    const runs = await flightRuns(bench, data, async (home) => {
      if (!isChosen) await chooseIn(home, type, names)
      isChosen = true
      return flightInWindow(home, names[0] ?? '')
    })
    return findings(runs, data.lines, openGoal, framesGoal, leftOut(bench.plan))
  },
}

/** Has the window keep a choice of channels, as if an operator had made it. */
async function chooseIn(home: Home, type: string, names: readonly ChannelName[]): Promise<void> {
  const { app, page } = await launch(home)
  try {
    await page.evaluate(([key, choice]) => localStorage.setItem(key, choice), [
      `downlink.channels.${type}`,
      JSON.stringify({ names, sharing: [] }),
    ] as const)
  } finally {
    await app.close()
  }
}
