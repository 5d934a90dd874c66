import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findElectron, switchesFor } from '../../../scripts/lib/electron.js'
import { hasDisplay } from '../../../scripts/lib/project.js'
import { Random } from '../../fixtures/generator/random'
import type { Figures } from '../lib/figures'
import { packagesOfEveryEnd, type TestPackage } from '../lib/packages'
import { ProcessGroup } from '../lib/processes'
import { processTree } from '../lib/processTree'
import {
  environmentOf,
  keepFolder,
  keepSettings,
  makeScene,
  makeTemplate,
  removeScene,
  sceneFolder,
  type Scene,
} from '../lib/scene'
import { checkDone, checkNow } from '../lib/station'
import { runCases, type Setting } from '../lib/sweep'
import { sendSignal } from '../../helpers/processes'
import { watchedFolder } from '../../../src/shared/usualSettings'

const CASES = { short: 2, full: 40 } as const
/** `main` stands in for a killed program, the others for a part of it. */
const KINDS = ['main', 'renderer', 'gpu-process', 'utility'] as const
const LINES = 12_000
/** So slow that most moments lie in the import. */
const PACE = {
  linesPerWrite: 300,
  pauseBetweenWritesMs: 40,
  quietMs: 100,
  graceMs: 0,
  cutWaitMs: 1_000,
} as const
/** Windows at once: each takes most of a core to start. */
const AT_ONCE = 2
const STRIKE_AFTER_MS = { least: 1_500, most: 4_000 } as const
const IMPORT_LIMIT_MS = 180_000
/** The window must be back after its process was killed. */
const BACK_LIMIT_MS = 60_000
const STOP_LIMIT_MS = 30_000
const LOOK_MS = 50

/** SIGKILL to one process of the real window's program while it imports from the watched folder. */
export async function windowKills(setting: Setting, figures: Figures): Promise<void> {
  const electron = findElectron()
  if (electron === null || !hasDisplay || process.platform !== 'linux') {
    figures.notRun = 'it needs Electron, a display and Linux'
    return
  }
  const { program, folder, seed, isShort } = setting
  const command = [electron.executable, ...switchesFor(electron), program.folder]
  const template = await makeTemplate(program, join(folder, 'template'), PACE)
  const packages = packagesOfEveryEnd(seed, LINES)
  const cases = Array.from({ length: isShort ? CASES.short : CASES.full }, (_, index) => {
    const kind = KINDS[index % KINDS.length] ?? 'main'
    const name = `window ${index + 1}, ${kind}`
    const random = new Random(seed * 100_000 + index)
    const run = async (): Promise<void> => {
      const scene = sceneOf(setting, template, packages, name)
      await strike(command, figures, scene, kind, random)
      if (!figures.violations.some((text) => text.startsWith(name))) removeScene(scene)
    }
    return { name, run }
  })
  await runCases(setting, figures, cases, AT_ONCE)
}

function sceneOf(
  { folder }: Setting,
  template: string,
  packages: readonly TestPackage[],
  name: string,
): Scene {
  const action = 'delete'
  const scene = makeScene({ name, folder: sceneFolder(folder), packages, action, template })
  const { database, ingest, archive } = scene
  const folders = [{ ...watchedFolder(ingest), afterImport: action } as const]
  keepSettings(database, { folders, archiveFolder: archive })
  keepFolder(database, ingest)
  return scene
}

async function strike(
  command: readonly string[],
  figures: Figures,
  scene: Scene,
  kind: (typeof KINDS)[number],
  random: Random,
): Promise<void> {
  const broken = (text: string): number => figures.violations.push(`${scene.name}: ${text}`)
  const start = (): ProcessGroup => {
    figures.runs += 1
    return new ProcessGroup(command, environmentOf(scene))
  }
  const mustBeGone = async (killed: ProcessGroup): Promise<void> => {
    const { tookTooLong } = await killed.endsWithin(STOP_LIMIT_MS)
    if (tookTooLong) broken('some of its processes live on')
  }
  let run = start()
  const { least, most } = STRIKE_AFTER_MS
  await sleep(least + random.integer(most - least))
  // A busy machine may take longer to start it.
  const find = () => processTree(run.pid).find((one) => one.kind === kind)
  await holds(run, () => find() !== undefined, IMPORT_LIMIT_MS)
  const struck = find()
  if (struck === undefined) broken(`there is no ${kind} process`)
  else {
    sendSignal(struck.pid, 'SIGKILL')
    figures.kills += 1
  }
  if (kind === 'main') {
    await mustBeGone(run)
    await checkNow(scene, figures)
    // Half of them are killed once more while they pick up what the first kill left.
    if (random.chance(0.5)) {
      run = start()
      await sleep(random.integer(least))
      sendSignal(run.pid, 'SIGKILL')
      figures.kills += 1
      await mustBeGone(run)
      await checkNow(scene, figures)
    }
    run = start()
  }
  const isEmpty = (): boolean => readdirSync(scene.ingest).length === 0
  if (!(await holds(run, isEmpty, IMPORT_LIMIT_MS))) broken(`it does not go on: ${run.output}`)
  const hasPage = (): boolean =>
    processTree(run.pid).some((one) => one.kind === 'renderer' && one.pid !== struck?.pid)
  if (!(await holds(run, hasPage, BACK_LIMIT_MS))) broken('the window is not back')
  sendSignal(run.pid, 'SIGTERM')
  const { tookTooLong } = await run.endsWithin(STOP_LIMIT_MS)
  if (tookTooLong) broken('it does not stop within half a minute')
  await checkDone(scene, figures)
}

async function holds(
  run: ProcessGroup,
  condition: () => boolean,
  timeoutMs: number,
): Promise<boolean> {
  const end = performance.now() + timeoutMs
  while (!condition()) {
    if (run.hasEnded || performance.now() > end) return false
    await sleep(LOOK_MS)
  }
  return true
}
