/** What one sweep found. */
export interface Figures {
  readonly sweep: string
  /** Whether its violations are wanted: the program was weakened, to see that it shows. */
  readonly isWanted: boolean
  /** Cases that were run. */
  cases: number
  /** Times that the program was started. */
  runs: number
  /** Times that it or a part of it was killed. */
  kills: number
  /** System calls that were made to fail. */
  errors: number
  /** Times that the oracle was asked. */
  checks: number
  /** Each says which case broke which promise. */
  readonly violations: string[]
  /** What else is worth knowing: counts of outcomes, parts that were not run and why. */
  readonly notes: string[]
  /** Why nothing at all was run; null when something was. */
  notRun: string | null
  seconds: number
}

export function noFigures(sweep: string, isWanted = false): Figures {
  return {
    sweep,
    isWanted,
    cases: 0,
    runs: 0,
    kills: 0,
    errors: 0,
    checks: 0,
    violations: [],
    notes: [],
    notRun: null,
    seconds: 0,
  }
}

const MOST_SHOWN = 20
const HEADS = ['sweep', 'cases', 'runs', 'kills', 'errors', 'checks', 'violations', 'seconds']

/** The heads over the lines of sweeps. */
export const heads = row(HEADS)

/** One sweep for people, and what it found below it. */
export function report(figures: Figures): string {
  const { sweep, cases, runs, kills, errors, checks, violations, notes, notRun, seconds } = figures
  if (notRun !== null) return row([sweep, `not run: ${notRun}`])
  const numbers = [cases, runs, kills, errors, checks, violations.length, Math.round(seconds)]
  return [row([sweep, ...numbers.map(String)]), ...notes.map((note) => `${sweep}: ${note}`)].join(
    '\n',
  )
}

/** What was broken, once more for the end of a long run. */
export function reportViolations(all: readonly Figures[]): string {
  return all
    .flatMap(({ sweep, violations: found }) => [
      ...found.slice(0, MOST_SHOWN).map((violation) => `VIOLATION ${sweep}: ${violation}\n`),
      ...(found.length > MOST_SHOWN ? [`and ${found.length - MOST_SHOWN} more of ${sweep}\n`] : []),
    ])
    .join('')
}

function row([first = '', ...others]: readonly string[]): string {
  return `${first.padEnd(14)}${others.map((cell) => cell.padStart(11)).join('')}`
}
