import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { projectNode } from '../../../scripts/lib/project.js'
import { runQuietly } from '../../../scripts/lib/run.js'
import { bundleWithEngine } from '../../helpers/stationProcess/bundle'
import type { Script, Step } from '../acts/acts'
import { mendablePackage, onePackage, type MendablePackage } from './packages'
import { ProcessGroup } from './processes'
import { environmentOf, makeScene, type Scene } from './scene'
import type { Setting } from './sweep'

const LINES = 1_200
const VELOCITY = 7.5

/** What all cases of the sweep share: the stored packages, and the program that acts on them. */
export interface ActStage {
  readonly program: string
  readonly template: string
  readonly packages: MendablePackage
  readonly paths: Readonly<Record<'broken' | 'clean' | 'second', string>>
}

/** Bundles the program, and imports two packages with the built terminal. */
export async function makeActStage({ program, folder, seed }: Setting): Promise<ActStage> {
  const packages = mendablePackage(seed, LINES, VELOCITY)
  const [second] = onePackage(seed + 1, LINES)
  if (second === undefined) throw new Error('there is no second package')
  const sources = join(folder, 'sources')
  mkdirSync(sources)
  const kept = ({ name, bytes }: { name: string; bytes: Buffer }): string => {
    writeFileSync(join(sources, name), bytes)
    return join(sources, name)
  }
  const paths = {
    broken: kept(packages.broken),
    clean: kept(packages.clean),
    second: kept(second),
  }
  const template = sceneOf('template', join(folder, 'template'), null)
  const [command = '', ...args] = program.command
  args.push('ingest', paths.broken, paths.second)
  await runQuietly(command, args, { env: environmentOf(template) })
  const entry = fileURLToPath(new URL('../acts/program.ts', import.meta.url))
  const bundle = await bundleWithEngine(entry, join(folder, 'bundle'), program.folder)
  return { program: bundle, template: template.database, packages, paths }
}

/** A database of its own with both packages in it. */
export function sceneOf(name: string, folder: string, template: string | null): Scene {
  const scene = makeScene({ name, folder, packages: [], action: 'delete', template: null })
  if (template !== null) cpSync(template, scene.database)
  return scene
}

/** Starts the program that acts. */
export function startActs(
  { program, packages, paths }: ActStage,
  scene: Scene,
  steps: readonly Step[],
  wrap: (command: string[]) => string[] = (command) => command,
): ProcessGroup {
  const [[line, text] = [0, '']] = packages.cut
  const script: Script = {
    data: scene.data,
    steps,
    velocity: VELOCITY,
    edit: { line, text },
    copy: paths.clean,
  }
  return new ProcessGroup(
    wrap([projectNode, program, JSON.stringify(script)]),
    environmentOf(scene),
  )
}
