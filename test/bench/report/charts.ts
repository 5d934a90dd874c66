import type { Bench } from '../lib/bench'
import { downlink } from '../lib/downlink'
import { medianPeakBytes, medianRate, type Result } from '../lib/race'
import { standardPackage } from '../lib/standard'
import { barChart, type Bar, type Chart } from './chart'
import { describeSpec, formatMegabytes, formatRate } from './format'

const MOST_CHARACTERS = 76

/** A chart's file name without its ending, and the picture. */
export interface Picture {
  readonly name: string
  readonly alt: string
  readonly svg: string
}

/** Speed and memory on the standard packages; none where they were not raced. */
export function pictures(bench: Bench): Picture[] {
  const raced = [bench.plan.lines.small, bench.plan.lines.large].flatMap((lines) => {
    if (lines === null) return []
    const title = describeSpec(standardPackage(lines))
    const results = bench.held.find((race) => race.title === title)?.results
    return results === undefined ? [] : [{ title, results }]
  })
  if (raced.length === 0) return []
  const draw = (title: string, subtitle: string, barOf: (result: Result) => Bar): Chart => ({
    title,
    subtitle,
    groups: raced.map((race) => ({ title: race.title, bars: race.results.map(barOf) })),
  })
  const speed = draw(
    'Lines a second into a database on disk',
    'Whole processes, median. More is better.',
    rateBar,
  )
  const memory = draw(
    'Peak memory',
    'Largest resident set of the whole process, median. Less is better.',
    memoryBar,
  )
  return [
    { name: 'bench-speed', alt: speed.title, svg: barChart(speed) },
    { name: 'bench-memory', alt: memory.title, svg: barChart(memory) },
  ]
}

function rateBar(result: Result): Bar {
  return bar(result, medianRate(result), formatRate)
}

function memoryBar(result: Result): Bar {
  return bar(result, medianPeakBytes(result), formatMegabytes)
}

function bar(
  { name, failure }: Result,
  value: number | null,
  format: (value: number) => string,
): Bar {
  return {
    label: name,
    value,
    text: value === null ? shorten(failure ?? 'not measured') : format(value),
    isOurs: name === downlink.name,
  }
}

/** What fits beside a label; the table has the whole of it. */
function shorten(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text
}
