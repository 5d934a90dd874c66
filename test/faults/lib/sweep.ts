import { availableParallelism } from 'node:os'
import type { Random } from '../../fixtures/generator/random'
import type { Figures } from './figures'
import type { Mounts } from './mounts'
import type { Program } from './program'

/** What every sweep works with. */
export interface Setting {
  readonly program: Program
  /** An empty folder on a real disk. */
  readonly folder: string
  /** Seeded samples instead of everything. */
  readonly isShort: boolean
  readonly seed: number
  /** Only cases whose name holds this text; empty for all. */
  readonly caseText: string
  /** The number of the first case that is run: those before were, in a run that was cut off. */
  readonly firstCase: number
  /** How long the soak lasts; null where it was not asked for. */
  readonly soakMinutes: number | null
  /** Why strace can't be used; null when it can. */
  readonly straceTrouble: string | null
  readonly mounts: Mounts
}

/** Runs one kind of fault through all its cases and adds up what it finds. */
export type Sweep = (setting: Setting, figures: Figures) => Promise<void>

export interface Case {
  readonly name: string
  readonly run: () => Promise<void>
}

/** Stations wait as much as they work: twice as many at once as there are cores. */
const AT_ONCE = 2 * availableParallelism()
/** Two sweeps run side by side. */
const SHORT_AT_ONCE = availableParallelism()
const SAY_EVERY_MS = 30_000

/** Runs the cases, several at once. One that throws is a violation too: nothing passes in silence. */
export async function runCases(
  { caseText, firstCase, isShort }: Setting,
  figures: Figures,
  cases: readonly Case[],
  atOnce = isShort ? SHORT_AT_ONCE : AT_ONCE,
): Promise<void> {
  const chosen = cases.filter(({ name }) => name.includes(caseText))
  const before = Math.min(firstCase - 1, chosen.length)
  const waiting = [...chosen.entries()].slice(before).values()
  /** One of them may last longer than many after it, and would be left out by whoever counts. */
  const underWay = new Set<number>()
  let done = before
  let said = figures.violations.length
  let saidAt = performance.now()
  /** What is broken is said at once, how far it is now and then: a run may be cut off. */
  const sayHowFar = (): void => {
    const { sweep, violations, isWanted } = figures
    if (isWanted) return
    for (const text of violations.slice(said)) process.stderr.write(`VIOLATION ${sweep}: ${text}\n`)
    said = violations.length
    if (performance.now() - saidAt < SAY_EVERY_MS) return
    saidAt = performance.now()
    const next = Math.min(done, ...underWay) + 1
    process.stderr.write(
      `${sweep}: ${done} of ${chosen.length} cases, ${violations.length} violations; --from ${next} goes on\n`,
    )
  }
  const work = async (): Promise<void> => {
    for (const [at, { name, run }] of waiting) {
      underWay.add(at)
      try {
        await run()
      } catch (error) {
        figures.violations.push(`${name}: ${error instanceof Error ? error.stack : String(error)}`)
      }
      underWay.delete(at)
      done += 1
      figures.cases += 1
      sayHowFar()
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}

/** First, last and so many of those between, of the numbers from 1 to `count`. */
export function sample(count: number, between: number, random: Random): number[] {
  if (count <= between + 2) return Array.from({ length: count }, (_, index) => index + 1)
  const chosen = new Set([1, count])
  while (chosen.size < between + 2) chosen.add(1 + random.integer(count))
  return [...chosen].toSorted((a, b) => a - b)
}

/** One of the cases. */
export function oneOf(cases: readonly Case[], random: Random): Case[] {
  return cases.slice(random.integer(cases.length)).slice(0, 1)
}

/** First, last and some of the cases between. */
export function chosenOf(cases: readonly Case[], count: number, random: Random): Case[] {
  return sample(cases.length, count - 2, random).flatMap((number) => cases[number - 1] ?? [])
}
