import type { HistoryChannel } from '#shared/history/channels'
import { formatShortCount } from '../../ui/format'
import { countText } from '#shared/numbers'
import type { Ticks } from '../../ui/plot/valueScale'

/** A plot of the history. */
export interface HistoryPlot {
  readonly channel: HistoryChannel
  readonly title: string
  readonly unit: string
  /** Values that its axis always shows. */
  readonly always: readonly [number, number]
  readonly ticks: Ticks
  readonly text: (value: number) => string
}

const whole = (value: number): string => countText(Math.round(value))
/** Few of something: a mean of less than ten has a decimal. */
const few = (value: number): string =>
  value < 9.95 ? String(Math.round(value * 10) / 10) : whole(value)

/** From top to bottom. */
export const historyPlots: readonly HistoryPlot[] = [
  {
    channel: 'lines',
    title: 'Stored',
    unit: 'lines/s',
    always: [0, 1],
    ticks: 'round',
    text: formatShortCount,
  },
  {
    channel: 'bad',
    title: 'Bad lines',
    unit: 'lines/s',
    always: [0, 2],
    ticks: 'round',
    text: few,
  },
  { channel: 'queued', title: 'Queue', unit: 'files', always: [0, 2], ticks: 'whole', text: few },
  { channel: 'staged', title: 'Staged', unit: 'chunks', always: [0, 3], ticks: 'whole', text: few },
  {
    channel: 'readers',
    title: 'Readers',
    unit: '% busy',
    always: [0, 100],
    ticks: 'round',
    text: whole,
  },
  {
    channel: 'writer',
    title: 'Writer',
    unit: '% busy',
    always: [0, 100],
    ticks: 'round',
    text: whole,
  },
  { channel: 'memory', title: 'Memory', unit: 'MB', always: [0, 1], ticks: 'round', text: whole },
]
