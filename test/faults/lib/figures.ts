/** What one sweep found. */
export interface Figures {
  readonly sweep: string
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

export function noFigures(sweep: string): Figures {
  return {
    sweep,
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

/** A table for people, and every violation below it. */
export function report(all: readonly Figures[]): string {
  const heads = ['sweep', 'runs', 'kills', 'errors', 'checks', 'violations', 'seconds']
  const rows = all.map((one) =>
    one.notRun === null
      ? [one.sweep, one.runs, one.kills, one.errors, one.checks, one.violations.length].map(String)
      : [one.sweep, `not run: ${one.notRun}`],
  )
  const lines = [heads, ...rows].map((cells, row) => {
    const [first = '', ...others] = cells
    const seconds = all[row - 1]?.seconds.toFixed(0) ?? ''
    const shown = others.length > 1 && row > 0 ? [...others, seconds] : others
    return `${first.padEnd(14)}${shown.map((cell) => cell.padStart(11)).join('')}`
  })
  const notes = all.flatMap(({ sweep, notes: said }) => said.map((note) => `${sweep}: ${note}`))
  const violations = all.flatMap(({ sweep, violations: found }) => [
    ...found.slice(0, MOST_SHOWN).map((violation) => `VIOLATION ${sweep}: ${violation}`),
    ...(found.length > MOST_SHOWN ? [`and ${found.length - MOST_SHOWN} more of ${sweep}`] : []),
  ])
  return [...lines, ...notes, ...violations].join('\n')
}
