import type { Goal } from '../lib/goal'
import type { Row } from '../lib/row'
import { formatLines } from '../report/format'
import { windowRace } from '../window/windowRace'
import { rateRatio } from './ratio'

const goal: Goal = { must: 0.6, aim: 0.8, better: 'larger', unit: 'ratio' }

export const windowRow: Row = {
  id: 'window',
  title: 'through the real window while it draws (lines a second against the terminal)',
  measure: async (bench) => {
    const { lines, terminal, window } = await windowRace(bench)
    return [rateRatio(`${formatLines(lines)} lines`, window, terminal, goal)]
  },
}
