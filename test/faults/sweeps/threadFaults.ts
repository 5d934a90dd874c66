import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Random } from '../../fixtures/generator/random'
import type { Figures } from '../lib/figures'
import { packagesOfEveryEnd, type TestPackage } from '../lib/packages'
import { makeScene, makeTemplate, removeScene, sceneFolder, type Scene } from '../lib/scene'
import { checkNow, RUN_LIMIT_MS, settle, startWatch } from '../lib/station'
import { runCases, type Setting } from '../lib/sweep'

const CASES = { short: 4, full: 60 } as const
const LINES = 6_000
/** So slow that most moments lie in the import. */
const PACE = { linesPerWrite: 300, pauseBetweenWritesMs: 20 } as const
const LATEST_MS = 900
const FAULTS_EACH = 2

const hook = fileURLToPath(new URL('../threads/hook.mjs', import.meta.url))

/** Threads of the shipped program that are terminated, that throw, and whose heap is full. */
export async function threadFaults(setting: Setting, figures: Figures): Promise<void> {
  const { program, folder, seed, isShort } = setting
  const template = await makeTemplate(program, join(folder, 'template'), PACE)
  const packages = packagesOfEveryEnd(seed, LINES)
  const wentOn = { count: 0 }
  const cases = Array.from({ length: isShort ? CASES.short : CASES.full }, (_, index) => {
    const name = `threads ${index + 1}`
    const random = new Random(seed * 100_000 + index)
    return { name, run: () => strike(setting, figures, template, packages, name, random, wentOn) }
  })
  await runCases(setting, figures, cases)
  figures.notes.push(`${wentOn.count} of ${cases.length} runs went on by themselves to the end`)
}

async function strike(
  { program, folder }: Setting,
  figures: Figures,
  template: string,
  packages: readonly TestPackage[],
  name: string,
  random: Random,
  wentOn: { count: number },
): Promise<void> {
  const scene = makeScene({
    name,
    folder: sceneFolder(folder),
    packages,
    action: 'delete',
    template,
  })
  const faults = Array.from({ length: FAULTS_EACH }, () => ({
    thread: random.chance(0.5) ? 'database' : 'reader',
    kind: (['terminate', 'throw', 'heap'] as const)[random.integer(3)],
    afterMs: random.integer(LATEST_MS),
  }))
  figures.runs += 1
  const run = startWatch(
    program,
    scene,
    ([node = '', ...args]) => [node, '--import', hook, ...args],
    { FAULTS: JSON.stringify(faults) },
  )
  const { code, output, tookTooLong } = await run.endsWithin(RUN_LIMIT_MS)
  const broken = (text: string): number =>
    figures.violations.push(`${name}: ${JSON.stringify(faults)}: ${text}: ${output}`)
  figures.kills += threadsFallen(scene)
  if (tookTooLong) broken('it did not end')
  if (code !== 0 && !/^downlink: /m.test(output)) broken(`it ended with ${code} without a word`)
  if (code === 0 && readdirSync(scene.ingest).length === 0) wentOn.count += 1
  await checkNow(scene, figures)
  await settle(program, scene, figures)
  if (!figures.violations.some((text) => text.startsWith(name))) removeScene(scene)
}

/** Threads that fell after the station was up, by its own log. */
function threadsFallen({ data }: Scene): number {
  const log = readFileSync(join(data, 'logs', 'downlink.log'), 'utf8').split('\n')
  return log.filter((line) => /"restarting".*stopped by itself/.test(line)).length
}
