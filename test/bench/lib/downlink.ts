import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { builtIn } from '#shared/telemetry/builtIn'
import type { Definition } from '#shared/telemetry/definition'
import { definitionsFolder } from '../../../src/main/ingest/types/definitionFiles'
import { projectNode } from '../../../scripts/lib/project.js'
import type { Contender, Run } from './contender'
import type { DataFile } from './data'
import { projectFolder } from './folders'
import { countRows, expectRows } from './stored'
import { timed } from './timed'

const program = join(projectFolder, 'out', 'main', 'downlink.js')
const Report = z.object({ status: z.string(), importedLines: z.int(), errorLines: z.int() })
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')))

export interface Ingest {
  /** Packages or folders of packages. */
  readonly paths: readonly string[]
  readonly database: string
  /** What they are read with where it is an operator's own satellite type. */
  readonly definition?: Definition
  /** Packages among them. */
  readonly files: number
  readonly records: number
  readonly errors: number
  /** What the database held before. */
  readonly before?: { readonly records: number; readonly errors: number }
  readonly limitSeconds?: number | null
}

/** The terminal's `ingest` on the built tree. Its reports and the database's counts are checked. */
export async function ingest(job: Ingest): Promise<Run> {
  const { paths, database, definition, limitSeconds = null } = job
  const dataFolder = `${database}.data`
  if (definition !== undefined && !builtIn.has(definition.type)) keep(definition, dataFolder)
  const { output, ...run } = await timed(
    projectNode,
    [program, 'ingest', ...paths, '--db', database, '--json'],
    { env: { DOWNLINK_DATA: dataFolder }, limitSeconds },
  )
  const reports = output
    .trim()
    .split('\n')
    .map((line) => Report.parse(JSON.parse(line)))
  expectRows('complete files', reports.filter(isComplete).length, job.files)
  expectRows('the reports’ records', total(reports, 'importedLines'), job.records)
  expectRows('the reports’ errors', total(reports, 'errorLines'), job.errors)
  const { records, errors } = job.before ?? { records: 0, errors: 0 }
  expectRows('telemetry', countRows(database, 'telemetry'), records + job.records)
  expectRows('line_errors', countRows(database, 'line_errors'), errors + job.errors)
  return run
}

/** One package into a new database. */
export const downlink: Contender = {
  name: 'Downlink',
  version,
  run: (data: DataFile, folder, limitSeconds) =>
    ingest({
      paths: [data.path],
      database: join(folder, 'downlink.db'),
      definition: data.definition,
      files: 1,
      records: data.records,
      errors: data.errors,
      limitSeconds,
    }),
}

function keep(definition: Definition, dataFolder: string): void {
  const folder = definitionsFolder(dataFolder)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${definition.type}.json`), JSON.stringify(definition))
}

function isComplete({ status }: z.infer<typeof Report>): boolean {
  return status === 'complete'
}

function total(
  reports: readonly z.infer<typeof Report>[],
  key: 'importedLines' | 'errorLines',
): number {
  return reports.reduce((sum, report) => sum + report[key], 0)
}
