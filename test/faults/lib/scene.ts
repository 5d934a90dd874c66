import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { runQuietly } from '../../../scripts/lib/run.js'
import type { AfterImport } from '../../../src/shared/folders'
import type { Settings } from '../../../src/shared/settings'
import { definitionsOf, type TestPackage } from './packages'
import type { TestDefinition } from './tables'
import type { Program } from './program'

/** One station's whole surroundings: its folders, and what was put into the watched one. */
export interface Scene {
  readonly name: string
  readonly folder: string
  /** What DOWNLINK_DATA names. */
  readonly data: string
  readonly database: string
  readonly ingest: string
  readonly archive: string
  /** What is said to happen to sources; `keep` where nothing is said of those that lie there. */
  readonly action: AfterImport
  /** Untouched copies of the packages, for the oracle. */
  readonly originals: readonly string[]
  /** An operator's own definitions. */
  readonly definitions: readonly TestDefinition[]
  /** Names of those of which only a beginning lies in the folder yet. */
  readonly growing: readonly string[]
}

export interface SceneOptions {
  readonly name: string
  /** Made by it, with all that is in it. */
  readonly folder: string
  readonly packages: readonly TestPackage[]
  readonly action: Scene['action']
  /** The database to begin with; null lets the station make its own. */
  readonly template: string | null
  /** Another place for the archive than beside the watched folder. */
  readonly archive?: string
  /** Another place for the watched folder, on another disk. */
  readonly ingest?: string
}

export function makeScene(options: SceneOptions): Scene {
  const { name, folder, packages, action, template } = options
  const data = join(folder, 'data')
  const ingest = options.ingest ?? join(folder, 'ingest')
  const kept = join(folder, 'originals')
  for (const part of [data, ingest, kept]) mkdirSync(part, { recursive: true })
  const database = join(data, 'downlink.db')
  if (template !== null) cpSync(template, database)
  const definitions = definitionsOf(packages)
  const satellites = join(data, 'satellites')
  mkdirSync(satellites)
  for (const definition of definitions) {
    writeFileSync(join(satellites, `${definition.type}.json`), JSON.stringify(definition))
  }
  writeFileSync(join(folder, 'case.txt'), `${name}\n`)
  for (const { name: file, bytes } of packages) {
    writeFileSync(join(kept, file), bytes)
    writeFileSync(join(ingest, file), bytes)
  }
  const archive = options.archive ?? join(folder, 'archive')
  const originals = packages.map(({ name: file }) => join(kept, file))
  const places = { folder, data, database, ingest, archive }
  return { name, ...places, action, originals, definitions, growing: [] }
}

let scenes = 0

/** A folder of a number, so that no word of a case's name can be taken for what a station says. */
export function sceneFolder(parent: string): string {
  scenes += 1
  return join(parent, String(scenes))
}

export function removeScene({ folder }: Scene): void {
  rmSync(folder, { recursive: true, force: true })
}

/** The variables that a station in this scene starts with. */
export function environmentOf({ folder, data }: Scene): Record<string, string> {
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || name.startsWith('DOWNLINK') || name === 'NODE_OPTIONS'
      ? []
      : [[name, value] as const],
  )
  return {
    ...Object.fromEntries(inherited),
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, '.config'),
    DOWNLINK_DATA: data,
  }
}

/** The command that imports what lies in the watched folder. `once`: and then ends. */
export function watchCommand(
  program: Program,
  { ingest, archive, action }: Scene,
  once: boolean,
): string[] {
  const times = ['--quiet-ms', '100', '--grace-ms', '0']
  const ends = action === 'keep' ? [] : ['--after-import', action]
  const how = [...times, ...ends, '--archive', archive, ...(once ? ['--once'] : [])]
  return [...program.command, 'watch', ingest, ...how]
}

/** Makes a database as the program makes it, with these settings kept in it. */
export async function makeTemplate(
  program: Program,
  folder: string,
  settings: Partial<Settings>,
): Promise<string> {
  const options = { name: 'template', folder, packages: [], action: 'delete' } as const
  const { database } = makeScene({ ...options, template: await emptyDatabase(program) })
  keepSettings(database, settings)
  return database
}

const emptyDatabases = new Map<Program, Promise<string>>()

/** Made once for all sweeps. */
function emptyDatabase(program: Program): Promise<string> {
  const made = emptyDatabases.get(program) ?? makeEmptyDatabase(program)
  emptyDatabases.set(program, made)
  return made
}

async function makeEmptyDatabase(program: Program): Promise<string> {
  const folder = `${program.folder}-empty`
  const options = { name: 'empty', folder, packages: [], action: 'delete' } as const
  const scene = makeScene({ ...options, template: null })
  const [command = '', ...args] = watchCommand(program, scene, true)
  await runQuietly(command, args, { env: environmentOf(scene) })
  return scene.database
}

/** As if the database had watched this folder before: what lies in it is ordinary then. */
export function keepFolder(database: string, path: string): void {
  const db = new DatabaseSync(database)
  db.exec("INSERT INTO watched_folders (met_at, files, answer) VALUES ('', 0, 'keep')")
  db.prepare('INSERT INTO watched_folder_paths VALUES (?, last_insert_rowid())').run(path)
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  db.close()
}

/** Puts settings into a database that no station has open. */
export function keepSettings(database: string, settings: Partial<Settings>): void {
  const db = new DatabaseSync(database)
  const put = db.prepare('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)')
  for (const [key, value] of Object.entries(settings)) put.run(key, JSON.stringify(value))
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  db.close()
}
