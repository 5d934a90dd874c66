import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectNode, root } from '../../../scripts/lib/project.js'

/** A built program in a folder of its own, so that no build changes what is being tested. */
export interface Program {
  readonly folder: string
  /** What starts the terminal, before its own arguments. */
  readonly command: readonly string[]
}

/** Copies what was built. The copy finds its packages above it, in the project's folder. */
export function copyProgram(folder: string): Program {
  mkdirSync(folder, { recursive: true })
  for (const part of ['out', 'resources', 'package.json']) {
    cpSync(join(root, part), join(folder, part), { recursive: true })
  }
  symlinkSync(join(root, '.runtime'), join(folder, '.runtime'))
  return { folder, command: [projectNode, join(folder, 'out', 'main', 'downlink.js')] }
}

/** A change of the built program that makes it keep less than its word. */
export interface Mutation {
  readonly name: string
  readonly from: string
  readonly to: string
}

/** Nothing is synced any more, neither before a source goes nor in a checkpoint. */
export const NOT_DURABLE: Mutation = {
  name: 'nothing synced',
  from: 'function setDurability(db, level) {',
  to: 'function setDurability(db, level) { db.pragma("synchronous = OFF"); return;',
}

/**
 * Copies the program with one change in it.
 *
 * @throws {Error} unless what is changed stands in exactly one place
 */
export function weaken(program: Program, folder: string, { name, from, to }: Mutation): Program {
  mkdirSync(folder, { recursive: true })
  cpSync(program.folder, folder, { recursive: true, verbatimSymlinks: true })
  const built = join(folder, 'out', 'main')
  const scripts = readdirSync(built)
    .filter((file) => file.endsWith('.js'))
    .map((file) => join(built, file))
  const places = scripts.flatMap((path) => {
    const parts = readFileSync(path, 'utf8').split(from).length
    return Array.from({ length: parts - 1 }, () => path)
  })
  const [path] = places
  if (path === undefined || places.length > 1) {
    throw new Error(`'${name}' can't be made: its text stands in ${places.length} places`)
  }
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace(from, () => to),
  )
  return { folder, command: [projectNode, join(built, 'downlink.js')] }
}
