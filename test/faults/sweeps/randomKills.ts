import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Random } from '../../fixtures/generator/random'
import type { Figures } from '../lib/figures'
import { oddDiskNames, type OddDiskName } from '../lib/mounts'
import { onePackage, packagesOfEveryEnd, type TestPackage } from '../lib/packages'
import { makeScene, makeTemplate, removeScene, sceneFolder, type Scene } from '../lib/scene'
import { checkDone, checkNow, RUN_LIMIT_MS, settle, startStation, startWatch } from '../lib/station'
import { runCases, type Setting } from '../lib/sweep'
import { Writer } from '../lib/writer'

const CASES = { short: 5, full: 200 } as const
const SMALL_LINES = 6_000
/** Its WAL outgrows the size at which SQLite moves it into the database, in the middle. */
const LARGE_LINES = { short: 16_000, full: 40_000 } as const
const LATE_LINES = 3_000
const LINES_PER_WRITE = 300
/** One case in so many takes the large packages. */
const LARGE_EVERY = 5
/** One case in so many lies on a disk that tells less of a file than most. */
const ODD_DISK_EVERY = 4
const LOOK_MS = 10

/** What is imported, and how long it takes untouched until the sources are gone. */
interface Load {
  readonly packages: readonly TestPackage[]
  readonly milliseconds: number
  readonly template: string
}

/** SIGKILL to the whole process group at random moments, also of the starts that come after it. */
export async function randomKills(setting: Setting, figures: Figures): Promise<void> {
  const { program, folder, seed, isShort } = setting
  const template = await makeTemplate(program, join(folder, 'template'), {
    linesPerWrite: LINES_PER_WRITE,
  })
  const small = await loadOf(setting, figures, template, SMALL_LINES)
  const large = await loadOf(
    setting,
    figures,
    template,
    isShort ? LARGE_LINES.short : LARGE_LINES.full,
  )
  const disks = await disksHere(setting, figures)
  const cases = Array.from({ length: isShort ? CASES.short : CASES.full }, (_, index) => {
    const load = index % LARGE_EVERY === 0 ? large : small
    const name = `random ${index + 1}`
    const random = new Random(seed * 100_000 + index)
    const odd = index / ODD_DISK_EVERY
    const disk = Number.isInteger(odd) ? (disks[odd % disks.length] ?? null) : null
    return { name, run: () => strike(setting, figures, load, disk, name, random) }
  })
  await runCases(setting, figures, cases)
}

async function disksHere({ mounts, folder }: Setting, figures: Figures): Promise<OddDiskName[]> {
  const here: OddDiskName[] = []
  for (const name of oddDiskNames) {
    const trouble = await mounts.troubleWith(name, join(folder, 'trial'))
    if (trouble === null) here.push(name)
    else figures.notes.push(`a disk with ${name} not run: ${trouble}`)
  }
  return here
}

async function loadOf(
  setting: Setting,
  figures: Figures,
  template: string,
  lines: number,
): Promise<Load> {
  const packages = packagesOfEveryEnd(setting.seed, lines)
  const name = `untouched, ${lines} lines`
  const scene = makeScene({
    name,
    folder: sceneFolder(setting.folder),
    packages,
    action: 'delete',
    template,
  })
  const startedAt = performance.now()
  figures.runs += 1
  const run = startWatch(setting.program, scene)
  while (!run.hasEnded && readdirSync(scene.ingest).length > 0) await sleep(LOOK_MS)
  const milliseconds = performance.now() - startedAt
  await run.endsWithin(RUN_LIMIT_MS)
  await checkDone(scene, figures)
  removeScene(scene)
  return { packages, milliseconds, template }
}

/** One to three kills in a row, then a start that nobody touches. */
async function strike(
  setting: Setting,
  figures: Figures,
  load: Load,
  disk: OddDiskName | null,
  name: string,
  random: Random,
): Promise<void> {
  const own = sceneFolder(setting.folder)
  const other = join(own, 'other')
  const run = async (): Promise<void> => {
    const scene = makeScene({
      name,
      folder: own,
      packages: [...load.packages, late(setting)],
      action: random.chance(0.5) ? 'delete' : 'archive',
      template: load.template,
      ...(disk === null ? {} : { ingest: join(other, 'ingest') }),
    })
    await strikeIn(setting, figures, load, scene, random)
  }
  await (disk === null ? run() : setting.mounts.withinOdd(disk, other, run))
  if (!figures.violations.some((text) => text.startsWith(name))) {
    rmSync(own, { recursive: true, force: true })
  }
}

async function strikeIn(
  setting: Setting,
  figures: Figures,
  { milliseconds }: Load,
  scene: Scene,
  random: Random,
): Promise<void> {
  const { name, bytes } = late(setting)
  const kills = 1 + random.integer(3)
  const writer = new Writer(join(scene.ingest, name), bytes, milliseconds * kills, random)
  for (let kill = 1; kill <= kills; kill += 1) {
    figures.runs += 1
    const run = startStation(setting.program, scene)
    await sleep(random.integer(Math.ceil(milliseconds)))
    figures.kills += 1
    run.signal('SIGKILL')
    await run.whenEnded
    await checkNow({ ...scene, growing: writer.isDone ? [] : [name] }, figures)
  }
  await writer.whenDone
  await settle(setting.program, scene, figures)
}

/** The package that is still being written while the station runs and falls. */
function late({ seed }: Setting): TestPackage {
  const [made] = onePackage(seed + 1, LATE_LINES)
  if (made === undefined) throw new Error('there is no package')
  return { ...made, name: 'late.json' }
}
