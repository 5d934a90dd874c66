import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { inPackages, projectNode, root } from '../../../scripts/lib/project.js'
import { CommandFailedError, runQuietly } from '../../../scripts/lib/run.js'
import type { Figures } from '../lib/figures'
import type { Setting } from '../lib/sweep'

/** 75 times as often as `npm test` tries them, and in the size that is promised for. */
const HARDER = { FUZZ_RUNS: '3000', HOSTILE: 'full' } as const
const HOUR = '3600000'
/** The tests that know of these two. */
const TESTS = [
  'hostile/',
  'main/ingest/reader/',
  'main/record/',
  'main/export/',
  'shared/telemetry/',
  'lineCells.test',
  'lineReading.test',
  'source/faults.test',
  'sourceFaults.test',
  'databaseTrouble.test',
  'sequences.test',
  'integration/flight/',
  'integration/database/',
]

const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()),
        }),
      ),
    }),
  ),
})

/** The property tests and those of hostile packages, harder than in `npm test`. */
export async function tenfold(setting: Setting, figures: Figures): Promise<void> {
  if (setting.isShort) {
    figures.notRun = 'the other tests do it, in the usual size'
    return
  }
  const file = join(setting.folder, 'report.json')
  const projects = ['--project', 'unit', '--project', 'integration']
  const chosen = setting.caseText === '' ? [] : ['-t', setting.caseText]
  const reporting = ['--reporter', 'json', '--outputFile', file, '--testTimeout', HOUR]
  const vitest = [inPackages('vitest', 'vitest.mjs'), 'run', ...projects, ...reporting]
  try {
    await runQuietly(projectNode, [...vitest, ...chosen, ...TESTS], { cwd: root, env: HARDER })
  } catch (error) {
    if (!(error instanceof CommandFailedError)) throw error
    figures.notes.push(error.message)
  }
  const { testResults } = Report.parse(JSON.parse(readFileSync(file, 'utf8')))
  for (const { name, message, assertionResults } of testResults) {
    if (assertionResults.length === 0) figures.violations.push(`${name}: ${message}`)
    for (const { status, fullName, failureMessages } of assertionResults) {
      if (status === 'passed' || status === 'failed') figures.cases += 1
      if (status === 'passed') figures.checks += 1
      if (status === 'failed') figures.violations.push(`${fullName}: ${failureMessages.join()}`)
    }
  }
}
