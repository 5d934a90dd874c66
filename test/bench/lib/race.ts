import { formatSeconds } from '../report/format'
import type { Run } from './contender'
import { inRunFolder } from './runFolder'

/** One thing to measure, again and again. */
export interface Entrant {
  readonly name: string
  /** Lines that a run goes through; none where it is not about lines. */
  readonly lines: number
  readonly run: (folder: string) => Promise<Run>
}

/** What an entrant showed: its runs, or why there are none. */
export interface Result {
  readonly name: string
  readonly lines: number
  readonly runs: readonly Run[]
  readonly failure: string | null
}

/**
 * Runs every entrant once, then every one again, so often: a slow minute of the machine slows all
 * of them. Who fails is out, with the reason.
 */
export async function race(entrants: readonly Entrant[], rounds: number): Promise<Result[]> {
  const runs = new Map(entrants.map(({ name }) => [name, new Array<Run>()]))
  const failures = new Map<string, string>()
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, run } of entrants) {
      if (failures.has(name)) continue
      try {
        const done = await inRunFolder(run)
        runs.get(name)?.push(done)
        process.stderr.write(`  ${name} ${formatSeconds(done.seconds)}\n`)
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        failures.set(name, reason)
        process.stderr.write(`  ${name} failed: ${reason}\n`)
      }
    }
  }
  return entrants.map(({ name, lines }) => {
    const failure = failures.get(name) ?? null
    return { name, lines, runs: failure === null ? (runs.get(name) ?? []) : [], failure }
  })
}

/** The median of a result's times; null where it has none. */
export function medianSeconds({ runs }: Result): number | null {
  return median(runs.map(({ seconds }) => seconds))
}

/** The median of what a result's runs took of the processor; null where it was not measured. */
export function medianProcessorSeconds({ runs }: Result): number | null {
  return median(runs.flatMap(({ processorSeconds }) => processorSeconds ?? []))
}

/** Lines a second at the median time; null where there is none or it is not about lines. */
export function medianRate(result: Result): number | null {
  const seconds = medianSeconds(result)
  return seconds === null || result.lines === 0 ? null : result.lines / seconds
}

/** The median of a result's peaks; null where they could not be measured. */
export function medianPeakBytes({ runs }: Result): number | null {
  return median(runs.flatMap(({ peakBytes }) => peakBytes ?? []))
}

/** The middle one of the numbers, or the mean of the middle two; null where there are none. */
export function median(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((a, b) => a - b)
  const low = sorted[(sorted.length - 1) >> 1]
  const high = sorted[sorted.length >> 1]
  return low === undefined || high === undefined ? null : (low + high) / 2
}
