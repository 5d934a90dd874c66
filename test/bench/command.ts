import { mkdirSync } from 'node:fs'
import { Bench } from './lib/bench'
import { benchFolder } from './lib/folders'
import { MissingError } from './lib/contender'
import type { Finding, Row } from './lib/row'
import { installFromDebian } from './peers/debian'
import { readPlan, usage, type Plan } from './plan'
import { pictures } from './report/charts'
import { loadBefore, machineFacts } from './report/machine'
import { goalTable, raceTable, type MeasuredRow } from './report/table'
import { writeAside, writeToDocuments } from './report/write'
import { rows } from './rows'

const ORPHAN_CHECK_MS = 500

/** Runs the bench as a command. Returns the exit code; figures never make it another than 0. */
export async function run(argv: readonly string[]): Promise<number> {
  const plan = readPlan(argv)
  if (typeof plan === 'string') {
    process.stderr.write(`${plan}\n\n${usage}`)
    return 2
  }
  const chosen = rows.filter(({ id }) => plan.only === null || id === plan.only)
  if (chosen.length === 0) {
    const ids = rows.map(({ id }) => id).join(', ')
    process.stderr.write(`There is no row ${plan.only}. There are: ${ids}\n`)
    return 2
  }
  endWithParent()
  await measure(plan, chosen)
  return 0
}

async function measure(plan: Plan, chosen: readonly Row[]): Promise<void> {
  mkdirSync(benchFolder, { recursive: true })
  const load = loadBefore()
  await setUpGnuTime()
  const bench = new Bench(
    plan,
    chosen.flatMap(({ duel }) => duel ?? []),
  )
  const measured: MeasuredRow[] = []
  let report = ''
  let path = ''
  for (const row of chosen) {
    measured.push({ row, findings: await findings(row, bench) })
    report = reportOf(bench, measured, load)
    // After each row, so that a bench that is ended early has not run for nothing.
    path = writeAside(report, pictures(bench))
  }
  process.stdout.write(`${report}\n`)
  if (plan.isWhole) path = await writeToDocuments(report, pictures(bench))
  process.stderr.write(`\nWritten to ${path}\n`)
}

function reportOf(bench: Bench, measured: readonly MeasuredRow[], load: string): string {
  const facts = [...machineFacts(bench.versions), load, wordsOf(bench.plan)]
  return [
    facts.map((fact) => `- ${fact}`).join('\n'),
    goalTable(measured),
    '### Every race',
    raceTable(bench.held),
  ].join('\n\n')
}

/** What runs is ended with the bench, and the bench with whoever started it. */
function endWithParent(): void {
  process.on('SIGINT', endNow)
  process.on('SIGTERM', endNow)
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) endNow()
  }, ORPHAN_CHECK_MS).unref()
}

function endNow(): never {
  process.exit(130)
}

/** Without it the table says that memory could not be measured. */
async function setUpGnuTime(): Promise<void> {
  try {
    await installFromDebian('time')
  } catch (error) {
    if (!(error instanceof MissingError)) throw error
    process.stderr.write(`${error.message}\n`)
  }
}

/** A row that can't be measured says why and leaves the others alone. */
async function findings(row: Row, bench: Bench): Promise<readonly Finding[]> {
  try {
    return await row.measure(bench)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return [{ label: '', figure: null, goal: null, unit: 'ratio', note: `failed: ${reason}` }]
  }
}

function wordsOf({ runs, isWhole }: Plan): string {
  const kind = isWhole ? '' : ' (not the whole bench: the table says what was left out)'
  return `Runs: medians of ${runs}, one entrant after the other${kind}`
}
