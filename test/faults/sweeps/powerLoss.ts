import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { Random } from '../../fixtures/generator/random'
import { readCalls, type LoggedCall } from '../lib/callLog'
import { cuts, DISK_BYTES, DISK_CALLS, DiskModel } from '../lib/diskModel'
import { noFigures, type Figures } from '../lib/figures'
import { packagesOfEveryEnd } from '../lib/packages'
import { NOT_DURABLE, weaken, type Program } from '../lib/program'
import { makeScene, makeTemplate, removeScene, sceneFolder, type Scene } from '../lib/scene'
import { ONE_SIDE_THREAD } from '../lib/stages'
import { checkNow, RUN_LIMIT_MS, startWatch } from '../lib/station'
import { traced } from '../lib/strace'
import { runCases, sample, type Case, type Setting } from '../lib/sweep'

const LINES = 1_200
const LINES_PER_WRITE = 300
/** Moments at which the power goes, beside those after each removal. */
const MOMENTS = { short: 4, full: 100, withFailure: 12 } as const
/** In so many runs the first sync of each thread fails, the second, and so on. */
const FAILING_SYNCS = 16

interface Way {
  readonly name: string
  readonly program: Program
  readonly action: Scene['action']
  /** Which sync of each thread fails; null for none. */
  readonly failing: number | null
}

/**
 * Power cuts at moments of a logged run, played on a disk that keeps only what was synced: no source
 * may be gone whose lines are not there. What is left is not started again, because a file that was
 * put back for that would be another one (inode, times).
 */
export async function powerLoss(setting: Setting, figures: Figures): Promise<void> {
  if (setting.straceTrouble !== null) {
    figures.notRun = setting.straceTrouble
    return
  }
  const { program, folder, isShort } = setting
  const template = await makeTemplate(program, join(folder, 'template'), {
    linesPerWrite: LINES_PER_WRITE,
  })
  const plain: readonly Way[] = [
    { name: 'delete', program, action: 'delete', failing: null },
    { name: 'archive', program, action: 'archive', failing: null },
  ]
  const failing = Array.from({ length: FAILING_SYNCS }, (_, index): Way => {
    const name = `delete, sync ${index + 1} fails`
    return { name, program, action: 'delete', failing: index + 1 }
  })
  const ways = isShort ? plain.slice(0, 1) : [...plain, ...failing]
  for (const way of ways) await cutIn(setting, figures, template, way)
  await mutate(setting, figures, template)
}

/** The same cuts in a program that does not sync its last commit must break the promise. */
async function mutate(setting: Setting, figures: Figures, template: string): Promise<void> {
  const { name } = NOT_DURABLE
  const program = weaken(setting.program, sceneFolder(setting.folder), NOT_DURABLE)
  const found = noFigures(name, true)
  const short = { ...setting, isShort: true, caseText: '', firstCase: 1 }
  await cutIn(short, found, template, { name, program, action: 'delete', failing: null })
  figures.runs += found.runs
  figures.checks += found.checks
  if (found.violations.length === 0) figures.violations.push(`${name}: no cut shows it`)
  else figures.notes.push(`'${name}' is seen: ${found.violations[0]?.split('\n', 1)[0]}`)
}

async function cutIn(
  setting: Setting,
  figures: Figures,
  template: string,
  way: Way,
): Promise<void> {
  const scene = makeScene({
    name: way.name,
    folder: sceneFolder(setting.folder),
    packages: packagesOfEveryEnd(setting.seed, LINES),
    action: way.action,
    template,
  })
  // So that the model knows it from the start.
  mkdirSync(scene.archive)
  const { data, ingest, archive } = scene
  const disk = new DiskModel([data, ingest, archive], filesIn([data, ingest]))
  const calls = await callsOf(figures, scene, way)
  const moments = momentsIn(calls, setting, way)
  for (const [index, call] of calls.entries()) {
    disk.apply(call)
    if (!moments.has(index)) continue
    const cases = cuts.map((cut): Case => {
      const name = `${way.name}, after call ${index} (${call.call}), kept is ${cut}`
      const random = new Random(setting.seed + index)
      const run = (): Promise<void> =>
        checkCut(setting, figures, { ...scene, name }, disk.afterCut(cut, random))
      return { name, run }
    })
    await runCases(setting, figures, cases)
    // One is enough to see that the program is weak.
    if (figures.isWanted && figures.violations.length > 0) break
  }
  removeScene(scene)
}

function filesIn(folders: readonly string[]): Map<string, Buffer> {
  const paths = folders.flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => join(folder, name)),
  )
  return new Map(paths.map((path) => [path, readFileSync(path)]))
}

/** Every call of a run, in the order in which they ended. */
async function callsOf(
  figures: Figures,
  scene: Scene,
  { program, failing }: Way,
): Promise<LoggedCall[]> {
  const log = join(scene.folder, 'calls')
  figures.runs += 1
  if (failing !== null) figures.errors += 1
  const run = startWatch(
    program,
    scene,
    (command) => traced(command, DISK_CALLS, log, DISK_BYTES, failing),
    ONE_SIDE_THREAD,
  )
  await run.endsWithin(RUN_LIMIT_MS)
  const calls = await readCalls(log)
  rmSync(log)
  return calls.toSorted((a, b) => a.ended - b.ended)
}

/** Some of all moments, and each one right after a source has gone. */
function momentsIn(
  calls: readonly LoggedCall[],
  { isShort, seed }: Setting,
  { failing }: Way,
): Set<number> {
  const whole = failing === null ? MOMENTS.full : MOMENTS.withFailure
  const count = isShort ? MOMENTS.short : whole
  const random = sample(calls.length, count - 2, new Random(seed)).map((number) => number - 1)
  const gone = calls.flatMap(({ call, path }, index) =>
    call === 'unlink' && path.includes('.downlink-')
      ? [index, ...(isShort ? [] : [index + 1])]
      : [],
  )
  return new Set([...random, ...gone])
}

async function checkCut(
  { folder }: Setting,
  figures: Figures,
  scene: Scene,
  left: ReadonlyMap<string, Buffer>,
): Promise<void> {
  const own = sceneFolder(folder)
  const moved = (path: string): string => join(own, relative(scene.folder, path))
  for (const [path, bytes] of left) {
    mkdirSync(dirname(moved(path)), { recursive: true })
    writeFileSync(moved(path), bytes)
  }
  const { database, ingest, archive } = scene
  await checkNow(
    { ...scene, database: moved(database), ingest: moved(ingest), archive: moved(archive) },
    figures,
  )
  const isBroken = figures.violations.some((text) => text.startsWith(scene.name))
  if (!isBroken && existsSync(own)) rmSync(own, { recursive: true })
}
