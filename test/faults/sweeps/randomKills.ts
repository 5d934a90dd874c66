import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Random } from '../../fixtures/generator/random'
import type { Figures } from '../lib/figures'
import { twoPackages, type TestPackage } from '../lib/packages'
import { makeScene, makeTemplate, removeScene, sceneFolder, type Scene } from '../lib/scene'
import { checkDone, checkNow, RUN_LIMIT_MS, settle, startWatch } from '../lib/station'
import { runCases, type Setting } from '../lib/sweep'

const CASES = { short: 8, full: 200 } as const
const SMALL_LINES = 6_000
/** Its WAL outgrows the size at which SQLite moves it into the database, in the middle. */
const LARGE_LINES = 40_000
const LINES_PER_WRITE = 300
/** One case in so many takes the large packages. */
const LARGE_EVERY = 5
const LOOK_MS = 10

/** What is imported, and how long it takes untouched until the sources are gone. */
interface Load {
  readonly packages: readonly TestPackage[]
  readonly milliseconds: number
}

/** SIGKILL to the whole process group at random moments, also of the starts that come after it. */
export async function randomKills(setting: Setting, figures: Figures): Promise<void> {
  const { program, folder, seed, isShort } = setting
  const template = await makeTemplate(program, join(folder, 'template'), {
    linesPerWrite: LINES_PER_WRITE,
  })
  const small = await loadOf(setting, figures, template, SMALL_LINES)
  const large = await loadOf(setting, figures, template, LARGE_LINES)
  const cases = Array.from({ length: isShort ? CASES.short : CASES.full }, (_, index) => {
    const load = index % LARGE_EVERY === 0 ? large : small
    const name = `random ${index + 1}`
    const random = new Random(seed * 100_000 + index)
    return { name, run: () => strike(setting, figures, template, load, name, random) }
  })
  await runCases(setting, figures, cases)
}

async function loadOf(
  setting: Setting,
  figures: Figures,
  template: string,
  lines: number,
): Promise<Load> {
  const packages = twoPackages(setting.seed, lines)
  const name = `untouched, ${lines} lines`
  const scene = sceneOf(setting, template, packages, 'delete', name)
  const startedAt = performance.now()
  figures.runs += 1
  const run = startWatch(setting.program, scene)
  while (!run.hasEnded && readdirSync(scene.ingest).length > 0) await sleep(LOOK_MS)
  const milliseconds = performance.now() - startedAt
  await run.endsWithin(RUN_LIMIT_MS)
  await checkDone(scene, figures)
  removeScene(scene)
  return { packages, milliseconds }
}

function sceneOf(
  { folder }: Setting,
  template: string,
  packages: readonly TestPackage[],
  action: Scene['action'],
  name: string,
): Scene {
  return makeScene({ name, folder: sceneFolder(folder), packages, action, template })
}

/** One to three kills in a row, then a start that nobody touches. */
async function strike(
  setting: Setting,
  figures: Figures,
  template: string,
  { packages, milliseconds }: Load,
  name: string,
  random: Random,
): Promise<void> {
  const action = random.chance(0.5) ? 'delete' : 'archive'
  const scene = sceneOf(setting, template, packages, action, name)
  const kills = 1 + random.integer(3)
  for (let kill = 1; kill <= kills; kill += 1) {
    figures.runs += 1
    const run = startWatch(setting.program, scene)
    await sleep(random.integer(Math.ceil(milliseconds)))
    if (!run.hasEnded) figures.kills += 1
    run.signal('SIGKILL')
    await run.whenEnded
    await checkNow(scene, figures)
  }
  await settle(setting.program, scene, figures)
  if (!figures.violations.some((text) => text.startsWith(name))) removeScene(scene)
}
