import { open } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseFacts } from '../database/facts'
import { clean, cleanLog } from './clean'
import { crashDumps } from './crashDumps'
import { systemFacts } from './systemFacts'

/** A text that goes into the archive. */
export interface SupportFile {
  readonly name: string
  readonly text: string
}

export interface SupportSources {
  readonly dataFolder: string
  readonly versions: Readonly<Record<string, unknown>>
  /** Rejects with words where the database can't be asked. */
  readonly database: () => Promise<DatabaseFacts>
  /** How the station stands, where one runs. */
  readonly station?: (() => unknown) | undefined
}

/** Of a log its end: what came last is what somebody asks about. */
const MOST_LOG_BYTES = 1024 * 1024

const LOGS = ['downlink.log', 'downlink.log.1']

const ABOUT = `This archive was made by Downlink so that somebody else can see how it runs here.

In it are: versions, facts about the machine, the settings, what the database is made of and how many
rows of each kind it has, how the station stands, and the end of its log.

Names of files and folders, of satellite types, of their channels and of users are in it.

Not in it are: telemetry values, lines of packages, passwords, and the database. What messages quote
of a file is left out of them. Crash dumps are parts of the program's memory, which may hold
telemetry: they are in it only if that was ticked, in the folder crash-dumps.
`

/** Everything for support, with nothing in it that was read of a package. Never fails as a whole. */
export async function collectSupport(sources: SupportSources): Promise<SupportFile[]> {
  const home = homedir()
  const { dataFolder, versions, database, station } = sources
  const json = (value: unknown): string => `${JSON.stringify(clean(value, home), null, 2)}\n`
  const facts = await database().catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error)
    return { schema: '', settings: {}, figures: { trouble: why } }
  })
  const dumps = await crashDumps(dataFolder)
  const files: SupportFile[] = [
    { name: 'about.txt', text: ABOUT },
    { name: 'versions.json', text: json(versions) },
    { name: 'system.json', text: json(await systemFacts(dataFolder)) },
    { name: 'settings.json', text: json(facts.settings) },
    { name: 'database.json', text: json(facts.figures) },
    { name: 'schema.sql', text: facts.schema },
    ...(station === undefined ? [] : [{ name: 'station.json', text: json(station()) }]),
    { name: 'crash-dumps.json', text: json(dumps.map(({ name, bytes }) => ({ name, bytes }))) },
  ]
  for (const log of LOGS) {
    const text = await endOf(join(dataFolder, 'logs', log))
    if (text !== null) files.push({ name: `logs/${log}`, text: cleanLog(text, home) })
  }
  return files
}

/** The whole lines at the end of a file; null where there is none. */
async function endOf(path: string): Promise<string | null> {
  const file = await open(path, 'r').catch(() => null)
  if (file === null) return null
  try {
    const { size } = await file.stat()
    const from = Math.max(0, size - MOST_LOG_BYTES)
    const bytes = Buffer.alloc(size - from)
    const { bytesRead } = await file.read(bytes, 0, bytes.length, from)
    const text = bytes.subarray(0, bytesRead).toString()
    return from === 0 ? text : text.slice(text.indexOf('\n') + 1)
  } catch {
    return null
  } finally {
    await file.close()
  }
}
