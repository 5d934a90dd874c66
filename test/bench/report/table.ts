import { verdict } from '../lib/goal'
import type { HeldRace } from '../lib/bench'
import {
  medianPeakBytes,
  medianProcessorSeconds,
  medianRate,
  medianSeconds,
  type Result,
} from '../lib/race'
import type { Finding, Row } from '../lib/row'
import { formatBound, formatFigure, formatMegabytes, formatRate, formatSeconds } from './format'
import { left, markdownTable, right } from './markdownTable'

/** A row with what it found. */
export interface MeasuredRow {
  readonly row: Row
  readonly findings: readonly Finding[]
}

const goalColumns = [
  left('what'),
  left('on'),
  right('must'),
  right('aim'),
  right('measured'),
  left('reached'),
  left('from'),
]
const raceColumns = [
  left('race'),
  left('entrant'),
  right('median'),
  right('fastest to slowest'),
  right('processor'),
  right('lines a second'),
  right('peak memory'),
]

const reached = { aim: 'aim', must: 'must', short: '**short of must**' } as const

/** The table of goals and figures, in Markdown. */
export function goalTable(measured: readonly MeasuredRow[]): string {
  const lines = measured.flatMap(({ row, findings }) =>
    findings.map((finding, i) => cells(i === 0 ? `${row.title} (\`${row.id}\`)` : '', finding)),
  )
  return markdownTable(goalColumns, lines)
}

/** Every race with every entrant's median, spread and memory, in Markdown. */
export function raceTable(races: readonly HeldRace[]): string {
  const lines = races.flatMap(({ title, results }) =>
    results.map((result, i) => [i === 0 ? title : '', result.name, ...resultCells(result)]),
  )
  return markdownTable(raceColumns, lines)
}

function cells(title: string, { label, figure, goal, unit, note }: Finding): string[] {
  const shown = figure === null ? '–' : formatFigure(figure, unit)
  if (goal === null) return [title, label, '', '', shown, '', note]
  const must = formatBound(goal.must, unit)
  const aim = goal.aim === null ? '' : formatBound(goal.aim, unit)
  const result = figure === null ? '–' : reached[verdict(figure, goal)]
  return [title, label, must, aim, shown, result, note]
}

function resultCells(result: Result): string[] {
  const seconds = medianSeconds(result)
  if (seconds === null) return [result.failure ?? 'no run', '', '', '', '']
  const all = result.runs.map((run) => run.seconds)
  const processor = medianProcessorSeconds(result)
  const rate = medianRate(result)
  const peak = medianPeakBytes(result)
  return [
    formatSeconds(seconds),
    `${formatSeconds(Math.min(...all))} to ${formatSeconds(Math.max(...all))}`,
    processor === null ? '' : formatSeconds(processor),
    rate === null ? '' : formatRate(rate),
    peak === null ? '' : formatMegabytes(peak),
  ]
}
