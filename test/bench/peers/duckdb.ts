import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { projectNode, readJson } from '../../../scripts/lib/project.js'
import { CommandFailedError, npm, runQuietly } from '../../../scripts/lib/run.js'
import { columnsOf, hasHeaderRecord } from '../lib/columns'
import { MissingError, type Contender, type Peer } from '../lib/contender'
import type { DataFile } from '../lib/data'
import { benchFolder } from '../lib/folders'
import { expectRows } from '../lib/stored'
import { timed } from '../lib/timed'

const PACKAGE = '@duckdb/node-api'
const VERSION = '1.5.6-r.1'
const program = fileURLToPath(new URL('duckdbRun.mjs', import.meta.url))
const modules = join(benchFolder, 'duckdb')
const Count = z.tuple([z.tuple([z.coerce.number().int()])])
const sqlTypes = { time: 'TIMESTAMP', number: 'DOUBLE', code: 'INTEGER', word: 'VARCHAR' } as const

/**
 * The fastest reader of such files there is: columns named beforehand, all cores, the database on
 * disk, an index on the time. It checks nothing; a header becomes a row of NULLs.
 */
export const duckdb = duckdbPeer('DuckDB', { hasIndex: true })

/** The same without the index: its records are in the order of the file. */
export const duckdbWithoutIndex = duckdbPeer('DuckDB, no index', { hasIndex: false })

function duckdbPeer(name: string, { hasIndex }: { readonly hasIndex: boolean }): Peer {
  const setUp = async (): Promise<Contender> => {
    await install()
    return {
      name,
      version: `${PACKAGE} ${VERSION}`,
      run: async (data, folder, limitSeconds) => {
        const at = [program, modules, join(folder, 'duck.db')]
        const measured = await timed(projectNode, [...at, ...importStatements(data, hasIndex)], {
          limitSeconds,
        })
        const count = 'SELECT count(*) FROM telemetry'
        const { output } = await timed(projectNode, [...at, count])
        const [[rows]] = Count.parse(JSON.parse(output))
        expectRows(name, rows, data.lines + (hasHeaderRecord(data.definition) ? 1 : 0))
        return measured
      },
    }
  }
  return { name, setUp }
}

function importStatements({ path, definition, errors }: DataFile, hasIndex: boolean): string[] {
  const columns = columnsOf(definition)
  const types = columns.map(({ name, kind }) => `'${name}': '${sqlTypes[kind]}'`)
  const options = [`'${path.replaceAll("'", "''")}'`, `columns = {${types.join(', ')}}`]
  const isTable = definition.file.kind === 'delimited'
  if (isTable) options.push('header = true', 'auto_detect = false')
  // A line that it can't read becomes a row of NULLs, as the header does.
  if (errors > 0) options.push('ignore_errors = true')
  const reader = `${isTable ? 'read_csv' : 'read_ndjson'}(${options.join(', ')})`
  const table = `CREATE TABLE telemetry AS SELECT * FROM ${reader}`
  return hasIndex
    ? [table, `CREATE INDEX telemetry_by_time ON telemetry ("${columns[0]?.name}")`]
    : [table]
}

/** Beside the project and not in it: nothing that ships needs it. */
async function install(): Promise<void> {
  if (installedVersion() === VERSION) return
  process.stderr.write(`Installing ${PACKAGE} ${VERSION} from npm\n`)
  mkdirSync(modules, { recursive: true })
  const manifest = join(modules, 'package.json')
  if (!existsSync(manifest)) writeFileSync(manifest, '{ "private": true }\n')
  const flags = ['--save-exact', '--ignore-scripts', '--no-audit', '--no-fund']
  const [command, args] = npm(['install', `${PACKAGE}@${VERSION}`, ...flags])
  try {
    await runQuietly(command, args, { cwd: modules })
  } catch (error) {
    if (!(error instanceof CommandFailedError)) throw error
    throw new MissingError(`npm could not install ${PACKAGE} ${VERSION}: ${reasonIn(error.output)}`)
  }
}

function installedVersion(): string | null {
  const manifest: unknown = readJson(join(modules, 'node_modules', PACKAGE, 'package.json'))
  return z.object({ version: z.string() }).safeParse(manifest).data?.version ?? null
}

/** The line in which npm says what went wrong; codes stand before it, and where its log lies after. */
function reasonIn(output: string): string {
  return /^npm error (?!code |errno |syscall )(.+)$/m.exec(output)?.[1] ?? 'npm gave no reason'
}
