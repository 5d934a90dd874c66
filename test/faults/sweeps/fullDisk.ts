import { closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Figures } from '../lib/figures'
import { packagesOfEveryEnd, type TestPackage } from '../lib/packages'
import type { ProcessGroup } from '../lib/processes'
import { makeScene, makeTemplate, sceneFolder, type Scene } from '../lib/scene'
import { checkDone, checkNow, RUN_LIMIT_MS, settle, startWatch } from '../lib/station'
import { runCases, type Case, type Setting } from '../lib/sweep'

const LINES = 6_000
/** So slow that a disk can be filled in the middle. */
const PACE = { linesPerWrite: 300, pauseBetweenWritesMs: 100 } as const
const ROOMY = 'size=64m'
const FULL = /is full/
const GOES_ON = /Importing goes on/
/** Chunks that went in before the disk is filled, by the size of the WAL. */
const SAY_LIMIT_MS = 20_000

interface Disk {
  readonly name: string
  readonly isInShort: boolean
  /** Which folder lies on the small disk, and how large that is. */
  readonly place: 'data' | 'archive' | 'temporary'
  readonly options: string
  readonly run: (drive: Drive) => Promise<void>
}

/** A scene whose one folder is a small disk. */
interface Drive {
  readonly setting: Setting
  readonly figures: Figures
  readonly scene: Scene
  /** The small disk. */
  readonly disk: string
}

const disks: readonly Disk[] = [
  { name: 'full at start', isInShort: true, place: 'data', options: ROOMY, run: fullAtStart },
  { name: 'filled in the middle', isInShort: true, place: 'data', options: ROOMY, run: filled },
  {
    name: 'no inodes at start',
    isInShort: false,
    place: 'data',
    options: `${ROOMY},nr_inodes=12`,
    run: noInodes,
  },
  {
    name: 'archive full',
    isInShort: false,
    place: 'archive',
    options: 'size=256k',
    run: archiveFull,
  },
  {
    name: 'temporary folder full',
    isInShort: false,
    place: 'temporary',
    options: 'size=1m',
    run: temporaryFull,
  },
]

/** Disks that are full, and that have room again. */
export async function fullDisk(setting: Setting, figures: Figures): Promise<void> {
  const { mounts, program, folder, isShort, seed } = setting
  if (mounts.trouble !== null) {
    figures.notRun = mounts.trouble
    return
  }
  const template = await makeTemplate(program, join(folder, 'template'), PACE)
  const packages = packagesOfEveryEnd(seed, LINES)
  const cases = disks
    .filter(({ isInShort }) => isInShort || !isShort)
    .map((disk): Case => ({
      name: disk.name,
      run: () => onDisk(setting, figures, template, packages, disk),
    }))
  await runCases(setting, figures, cases)
}

async function onDisk(
  setting: Setting,
  figures: Figures,
  template: string,
  packages: readonly TestPackage[],
  { name, place, options, run }: Disk,
): Promise<void> {
  const folder = sceneFolder(setting.folder)
  const disk = join(folder, place === 'data' ? 'data' : 'disk')
  await setting.mounts.within(disk, options, async () => {
    const archive = place === 'archive' ? { archive: join(disk, 'archive') } : {}
    const action = place === 'archive' ? 'archive' : 'delete'
    const scene = makeScene({ name, folder, packages, action, template, ...archive })
    await run({ setting, figures, scene, disk })
  })
  if (!figures.violations.some((text) => text.startsWith(name))) rmSync(folder, { recursive: true })
}

async function fullAtStart({ setting, figures, scene, disk }: Drive): Promise<void> {
  const ballast = fill(disk)
  figures.runs += 1
  const { output, tookTooLong } = await startWatch(setting.program, scene).endsWithin(RUN_LIMIT_MS)
  if (tookTooLong) figures.violations.push(`${scene.name}: it did not end: ${output}`)
  if (!FULL.test(output)) figures.violations.push(`${scene.name}: it does not say so: ${output}`)
  rmSync(ballast)
  await checkNow(scene, figures)
  await settle(setting.program, scene, figures)
}

async function filled({ setting, figures, scene, disk }: Drive): Promise<void> {
  figures.runs += 1
  const run = startWatch(setting.program, scene)
  await run.endsOrPrints(/processing/, SAY_LIMIT_MS)
  const ballast = fill(disk)
  if (!(await says(run, FULL))) figures.violations.push(`${scene.name}: not said: ${run.output}`)
  // What fits into the room that the WAL has already goes on, also while the oracle looks.
  run.signal('SIGSTOP')
  await checkNow(scene, figures)
  run.signal('SIGCONT')
  rmSync(ballast)
  if (!(await says(run, GOES_ON))) figures.violations.push(`${scene.name}: it does not go on`)
  const { code, output } = await run.endsWithin(RUN_LIMIT_MS)
  if (code !== 0) figures.violations.push(`${scene.name}: it ended with ${code}: ${output}`)
  await checkDone(scene, figures)
}

async function noInodes({ setting, figures, scene, disk }: Drive): Promise<void> {
  const made = takeInodes(disk)
  figures.runs += 1
  const { output, tookTooLong } = await startWatch(setting.program, scene).endsWithin(RUN_LIMIT_MS)
  if (tookTooLong) figures.violations.push(`${scene.name}: it did not end: ${output}`)
  if (!/full|can[’']t/.test(output)) figures.violations.push(`${scene.name}: not said: ${output}`)
  for (const path of made) rmSync(path)
  await checkNow(scene, figures)
  await settle(setting.program, scene, figures)
}

async function archiveFull({ setting, figures, scene, disk }: Drive): Promise<void> {
  const ballast = fill(disk)
  figures.runs += 1
  const { output } = await startWatch(setting.program, scene).endsWithin(RUN_LIMIT_MS)
  if (!FULL.test(output)) figures.violations.push(`${scene.name}: not said: ${output}`)
  await checkNow(scene, figures)
  rmSync(ballast)
  await setting.mounts.resize(disk, 'size=16m')
  await settle(setting.program, scene, figures)
}

/** Nothing that is imported goes through it. */
async function temporaryFull({ setting, figures, scene, disk }: Drive): Promise<void> {
  fill(disk)
  figures.runs += 1
  const places = { TMPDIR: disk, SQLITE_TMPDIR: disk }
  const run = startWatch(setting.program, scene, undefined, places)
  const { code, output } = await run.endsWithin(RUN_LIMIT_MS)
  if (code !== 0) figures.violations.push(`${scene.name}: it ended with ${code}: ${output}`)
  await checkDone(scene, figures)
}

async function says(run: ProcessGroup, pattern: RegExp): Promise<boolean> {
  return (await run.endsOrPrints(pattern, SAY_LIMIT_MS)) === 'printed'
}

/** Leaves no byte on the disk. Returns the path of what has to go for there to be room again. */
function fill(disk: string): string {
  mkdirSync(disk, { recursive: true })
  const path = join(disk, 'ballast')
  const file = openSync(path, 'w')
  try {
    for (let bytes = 1_048_576; bytes >= 1;) {
      try {
        writeSync(file, Buffer.alloc(bytes))
      } catch {
        bytes /= 4
      }
    }
  } finally {
    closeSync(file)
  }
  return path
}

/** Leaves no name for a further file on the disk. */
function takeInodes(disk: string): string[] {
  const made: string[] = []
  for (;;) {
    const path = join(disk, `file-${made.length}`)
    try {
      writeFileSync(path, '')
    } catch {
      return made
    }
    made.push(path)
  }
}
