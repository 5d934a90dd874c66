import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { projectNode, readJson } from '../../../scripts/lib/project.js'
import { CommandFailedError, npm, runQuietly } from '../../../scripts/lib/run.js'
import { MissingError, type Peer } from '../lib/contender'
import { benchFolder } from '../lib/folders'
import { expectRows } from '../lib/stored'
import { timed } from '../lib/timed'

const PACKAGE = '@duckdb/node-api'
const VERSION = '1.5.6-r.1'
const program = fileURLToPath(new URL('duckdbImport.mjs', import.meta.url))
const modules = join(benchFolder, 'duckdb')
const CountAndVersion = z.tuple([z.coerce.number().int(), z.string()])

/**
 * The fastest reader of such files there is: columns named beforehand, all cores, the database on
 * disk, an index on the time. It checks nothing; the header becomes a row of NULLs.
 */
export const duckdb: Peer = {
  name: 'DuckDB',
  sizes: ['small', 'large'],
  setUp: async () => {
    await install()
    return {
      name: duckdb.name,
      version: `${PACKAGE} ${VERSION}`,
      run: async (data, folder, limitSeconds) => {
        const database = join(folder, 'duck.db')
        const bad = data.errors === 0 ? [] : ['bad']
        const measured = await timed(
          projectNode,
          [program, 'load', modules, data.path, database, data.spec.type, ...bad],
          { limitSeconds },
        )
        const { output } = await timed(projectNode, [program, 'count', modules, database])
        const [count] = CountAndVersion.parse(JSON.parse(output))
        expectRows(duckdb.name, count, data.lines + 1)
        return measured
      },
    }
  },
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
