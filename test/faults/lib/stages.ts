import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { readCalls, type LoggedCall } from './callLog'
import type { Random } from '../../fixtures/generator/random'
import type { Figures } from './figures'
import type { OddDiskName } from './mounts'
import { packagesOfEveryEnd } from './packages'
import { makeScene, makeTemplate, sceneFolder, type Scene } from './scene'
import { checkDone, RUN_LIMIT_MS, startWatch } from './station'
import { traced } from './strace'
import type { Setting } from './sweep'
import { countIn, targetsOf, type Target } from './targets'

const LINES = 2_000
const LINES_PER_WRITE = 400
/** Room for the copies of both packages. */
const FAR_DISK = 'size=8m'
/** One thread for the calls that Node makes on the side, so that theirs count from one. */
export const ONE_SIDE_THREAD = { UV_THREADPOOL_SIZE: '1' }

/** A whole import with everything that can be struck in it. In the first one is every kind of call. */
interface Stage {
  readonly name: string
  readonly isInShort: boolean
  readonly action: Scene['action']
  /** Whether the station makes its database in it. */
  readonly isNew: boolean
  /** The disk with the archive, or with the watched folder too. */
  readonly disk: 'usual' | 'far' | OddDiskName
}

const stages: readonly Stage[] = [
  { name: 'delete', isInShort: true, action: 'delete', isNew: false, disk: 'usual' },
  { name: 'archive', isInShort: false, action: 'archive', isNew: false, disk: 'usual' },
  { name: 'far archive', isInShort: true, action: 'archive', isNew: false, disk: 'far' },
  { name: 'new database', isInShort: true, action: 'delete', isNew: true, disk: 'usual' },
  { name: 'lay there before', isInShort: false, action: 'keep', isNew: false, disk: 'usual' },
  {
    name: 'whole seconds',
    isInShort: false,
    action: 'delete',
    isNew: false,
    disk: 'whole seconds',
  },
  {
    name: 'made-up inodes',
    isInShort: false,
    action: 'delete',
    isNew: false,
    disk: 'made-up inodes',
  },
]

/** What can be struck in a stage, and how often it is called there. */
export interface Strikable {
  readonly stage: string
  readonly targetName: string
  readonly call: Target['call']
  readonly count: number
  /** Runs with a scene of the stage and the target in it. */
  readonly inScene: (
    name: string,
    use: (scene: Scene, target: Target) => Promise<void>,
  ) => Promise<void>
}

/** What there is to strike in each stage; it is counted in a run of each that nobody touches. */
export async function findStrikable(setting: Setting, figures: Figures): Promise<Strikable[]> {
  const template = await makeTemplate(setting.program, join(setting.folder, 'template'), {
    linesPerWrite: LINES_PER_WRITE,
  })
  const possible: Stage[] = []
  for (const stage of stages.filter(({ isInShort }) => isInShort || !setting.isShort)) {
    const trouble = await troubleWith(setting, stage)
    if (trouble === null) possible.push(stage)
    else figures.notes.push(`${stage.name} not run: ${trouble}`)
  }
  const found = possible.map(async (stage) => {
    const inScene: InScene = (name, use) => inSceneOf(setting, figures, template, stage, name, use)
    const counts = counted.get(stage) ?? countCalls(setting, figures, stage, inScene)
    counted.set(stage, counts)
    const strikable = (await counts).map(({ target, count }, index): Strikable => ({
      stage: stage.name,
      targetName: target.name,
      call: target.call,
      count,
      inScene: (name, use) => inScene(name, (own) => use(own, targetsOf(own)[index] ?? target)),
    }))
    return strikable.filter((one) => one.count > 0 && isOwnOfStage(one))
  })
  return (await Promise.all(found)).flat()
}

/** One of each kind of call, wherever that is made. */
export function oneOfEachCall(strikable: readonly Strikable[], random: Random): Strikable[] {
  return [...Map.groupBy(strikable, ({ call }) => call).values()].flatMap(
    (alike) => alike[random.integer(alike.length)] ?? [],
  )
}

type InScene = (name: string, use: (scene: Scene) => Promise<void>) => Promise<void>

/** How often each target of a stage is called. */
type Counts = readonly { readonly target: Target; readonly count: number }[]

/** Sweeps of one run share it: they have one program and one seed. */
const counted = new Map<Stage, Promise<Counts>>()

async function countCalls(
  setting: Setting,
  figures: Figures,
  stage: Stage,
  inScene: InScene,
): Promise<Counts> {
  let counts: Counts = []
  await inScene(`${stage.name} untouched`, async (scene) => {
    const targets = targetsOf(scene)
    const log = await logOf(setting, figures, scene, targets)
    counts = targets.map((target) => ({ target, count: countIn(log, target) }))
  })
  return counts
}

async function troubleWith({ folder, mounts }: Setting, { disk }: Stage): Promise<string | null> {
  if (disk === 'usual') return null
  return disk === 'far' ? mounts.trouble : mounts.troubleWith(disk, join(folder, 'trial'))
}

/** The other stages differ from the first one in some of their calls only. */
function isOwnOfStage({ stage, targetName }: Strikable): boolean {
  switch (stage) {
    case 'delete':
      return true
    case 'new database':
    case 'lay there before':
      return ['wal', 'database', 'shm', 'lock', 'data folder'].includes(targetName)
    default:
      return ['private name', 'copy', 'archive', 'watched folder', 'source'].includes(targetName)
  }
}

async function inSceneOf(
  { folder, mounts, seed }: Setting,
  figures: Figures,
  template: string,
  stage: Stage,
  name: string,
  use: (scene: Scene) => Promise<void>,
): Promise<void> {
  const { action, disk } = stage
  const own = sceneFolder(folder)
  const other = join(own, 'other')
  const archive = { archive: join(other, 'archive') }
  const inFolders = async (folders: Partial<Pick<Scene, 'archive' | 'ingest'>>): Promise<void> => {
    const packages = packagesOfEveryEnd(seed, LINES)
    const kept = stage.isNew ? null : template
    const scene = makeScene({ name, folder: own, packages, action, template: kept, ...folders })
    await use(scene)
  }
  if (disk === 'usual') await inFolders({})
  else if (disk === 'far') await mounts.within(other, FAR_DISK, () => inFolders(archive))
  else {
    const ingest = join(other, 'ingest')
    await mounts.withinOdd(disk, other, () => inFolders({ ...archive, ingest }))
  }
  // What broke a promise is kept to be looked at.
  if (!figures.violations.some((text) => text.startsWith(name))) {
    rmSync(own, { recursive: true, force: true })
  }
}

/** Every call of an untouched run that could be struck. */
async function logOf(
  { program }: Setting,
  figures: Figures,
  scene: Scene,
  targets: readonly Target[],
): Promise<LoggedCall[]> {
  const path = join(scene.folder, 'calls')
  const calls = [...new Set(targets.map(({ call }) => call))].join(',')
  const run = startWatch(
    program,
    scene,
    (command) => traced(command, calls, path, 0),
    ONE_SIDE_THREAD,
  )
  figures.runs += 1
  await run.endsWithin(RUN_LIMIT_MS)
  await checkDone(scene, figures)
  return readCalls(path)
}
