import { constants } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { builtIn } from '#shared/telemetry/builtIn'
import type { Definition } from '#shared/telemetry/definition'
import { faultWords, type Fault } from '#shared/telemetry/fault'
import type { DefinitionResult } from '#shared/telemetry/readDefinition'
import { errorCode, inWords } from '../../systemError'

/** A satellite type that files can be read with. */
export interface KnownType {
  readonly definition: Definition
  /** The file that says so; null for one that comes with the station. */
  readonly path: string | null
}

/** A file of definitions that says nothing which could be used. */
export interface FaultyFile {
  readonly path: string
  readonly faults: readonly Fault[]
}

/** What is known of satellite types, by their names, and which files could not be used. */
export interface KnownTypes {
  readonly types: ReadonlyMap<string, KnownType>
  readonly faulty: readonly FaultyFile[]
}

/** Longer than any definition that is taken. */
const MOST_BYTES = 16 * 1024 * 1024
/** A folder with more files than these holds something else. */
const MOST_FILES = 1000
const JSON_FILE = /^[^.].*\.json$/i
/** An editor's help lies beside them. */
const SCHEMA_FILE = /\.schema\.json$/i

/** Where an operator's own definitions lie. */
export function definitionsFolder(dataFolder: string): string {
  return join(dataFolder, 'satellites')
}

/**
 * The types that come with the station and those of a folder, of which one takes the place of a
 * built-in one of the same name. A file that can't be used is told of and costs no other.
 * @param before what was known before: a file that is no good any more keeps its type as it was
 */
export async function readKnownTypes(
  folder: string,
  before: ReadonlyMap<string, KnownType> = new Map(),
): Promise<KnownTypes> {
  const types = new Map<string, KnownType>(
    [...builtIn].map(([type, definition]) => [type, { definition, path: null }]),
  )
  const faulty: FaultyFile[] = []
  for (const path of await definitionPaths(folder, faulty)) {
    const { definition, faults } = await readDefinitionFile(path)
    if (definition === undefined) {
      faulty.push({ path, faults })
      for (const known of before.values()) {
        if (known.path === path) types.set(known.definition.type, known)
      }
      continue
    }
    const { type } = definition
    const other = types.get(type)?.path ?? null
    if (other === null) types.set(type, { definition, path })
    else faulty.push({ path, faults: [{ place: 'type', reason: `is what ${other} defines too` }] })
  }
  return { types, faulty }
}

async function definitionPaths(folder: string, faulty: FaultyFile[]): Promise<string[]> {
  try {
    const names = await readdir(folder)
    return names
      .filter((name) => JSON_FILE.test(name) && !SCHEMA_FILE.test(name))
      .toSorted()
      .slice(0, MOST_FILES)
      .map((name) => join(folder, name))
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') {
      faulty.push({ path: folder, faults: [{ place: '', reason: unreadable(error) }] })
    }
    return []
  }
}

/** Reads one file. It never rejects, whatever lies there. */
export async function readDefinitionFile(path: string): Promise<DefinitionResult> {
  let text: string
  try {
    text = await textOf(path)
  } catch (error) {
    return { faults: [{ place: '', reason: unreadable(error) }] }
  }
  return readDefinitionText(text)
}

/** What a text defines, or what is wrong with it. */
export async function readDefinitionText(text: string): Promise<DefinitionResult> {
  // Its shapes take as long to make as a thread to start: most stations have no file of their own.
  const { readDefinition } = await import('#shared/telemetry/readDefinition')
  return readDefinition(text)
}

async function textOf(path: string): Promise<string> {
  // A pipe would never let itself be opened. Windows has no such flag.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const stat = await file.stat()
    if (!stat.isFile()) throw new Error('it is not a regular file.')
    if (stat.size > MOST_BYTES) throw new Error('it is larger than any definition.')
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.readFile())
  } catch (error) {
    if (error instanceof TypeError) throw new Error('it is not text in UTF-8.', { cause: error })
    throw error
  } finally {
    await file.close()
  }
}

function unreadable(error: unknown): string {
  return `can't be read: ${inWords(error).slice(0, -1)}`
}

/** What is wrong with a file, in one sentence. */
export function faultyWords({ path, faults }: FaultyFile): string {
  const [first, ...others] = faults
  if (first === undefined) return path
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`
  return `${path}: ${faultWords(first)}${more}`
}
