import { join } from 'node:path'
import { readCalls, type LoggedCall } from './callLog'
import type { Figures } from './figures'
import { twoPackages } from './packages'
import { makeScene, makeTemplate, removeScene, sceneFolder, type Scene } from './scene'
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

/** A whole import with everything that can be struck in it. */
interface Stage {
  readonly name: string
  readonly action: Scene['action']
  /** Whether the station makes its database in it. */
  readonly isNew: boolean
  /** Whether the archive is on another disk. */
  readonly isFar: boolean
}

const stages: readonly Stage[] = [
  { name: 'delete', action: 'delete', isNew: false, isFar: false },
  { name: 'archive', action: 'archive', isNew: false, isFar: false },
  { name: 'far archive', action: 'archive', isNew: false, isFar: true },
  { name: 'new database', action: 'delete', isNew: true, isFar: false },
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

/** Runs every stage once untouched, and counts in it what there is to strike. */
export async function findStrikable(setting: Setting, figures: Figures): Promise<Strikable[]> {
  const { mounts } = setting
  const template = await makeTemplate(setting.program, join(setting.folder, 'template'), {
    linesPerWrite: LINES_PER_WRITE,
  })
  if (mounts.trouble !== null) figures.notes.push(`far archive not run: ${mounts.trouble}`)
  const possible = stages.filter(({ isFar }) => !isFar || mounts.trouble === null)
  const found = possible.map(async (stage) => {
    const strikable: Strikable[] = []
    const inScene = (name: string, use: (scene: Scene) => Promise<void>): Promise<void> =>
      inSceneOf(setting, figures, template, stage, name, use)
    await inScene(`${stage.name} untouched`, async (scene) => {
      const targets = targetsOf(scene)
      const log = await logOf(setting, figures, scene, targets)
      for (const [index, target] of targets.entries()) {
        const { name: targetName, call } = target
        strikable.push({
          stage: stage.name,
          targetName,
          call,
          count: countIn(log, target),
          inScene: (name, use) => inScene(name, (own) => use(own, targetsOf(own)[index] ?? target)),
        })
      }
    })
    return strikable.filter((one) => one.count > 0 && isOwnOfStage(one))
  })
  return (await Promise.all(found)).flat()
}

/** The other stages differ from the first one in some of their calls only. */
function isOwnOfStage({ stage, targetName }: Strikable): boolean {
  switch (stage) {
    case 'delete':
      return true
    case 'new database':
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
  const own = sceneFolder(folder)
  const far = join(own, 'far')
  const scene = makeScene({
    name,
    folder: own,
    packages: twoPackages(seed, LINES),
    action: stage.action,
    template: stage.isNew ? null : template,
    ...(stage.isFar ? { archive: join(far, 'archive') } : {}),
  })
  await (stage.isFar ? mounts.within(far, FAR_DISK, () => use(scene)) : use(scene))
  // What broke a promise is kept to be looked at.
  if (!figures.violations.some((text) => text.startsWith(name))) removeScene(scene)
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
