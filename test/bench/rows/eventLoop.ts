import type { Goal } from '../lib/goal'
import { median } from '../lib/race'
import { judged, type Row } from '../lib/row'
import { formatFigure, formatLines } from '../report/format'
import { windowRace } from '../window/windowRace'

const goal: Goal = { must: 20, aim: 10, better: 'smaller', unit: 'ms' }

export const eventLoopRow: Row = {
  id: 'event-loop',
  title: 'main thread’s event-loop delay at full speed in the window, 99th percentile',
  measure: async (bench) => {
    const { lines, window, loopDelays } = await windowRace(bench)
    const label = `${formatLines(lines)} lines`
    const p99 = median(loopDelays.map(({ p99Ms }) => p99Ms))
    if (p99 === null) return [judged(label, null, goal, window.failure ?? 'no run')]
    const longest = Math.max(...loopDelays.map(({ maxMs }) => maxMs))
    return [judged(label, p99, goal, `longest of all runs ${formatFigure(longest, 'ms')}`)]
  },
}
