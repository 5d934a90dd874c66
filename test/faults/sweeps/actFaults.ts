import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Random } from '../../fixtures/generator/random'
import { acts, type Step } from '../acts/acts'
import { forOracle, possibleStates, type Possible } from '../acts/model'
import { makeActStage, sceneOf, startActs, type ActStage } from '../lib/actScene'
import { readCalls } from '../lib/callLog'
import type { Figures } from '../lib/figures'
import { askOfActs } from '../lib/oracle'
import { removeScene, sceneFolder, type Scene } from '../lib/scene'
import { RUN_LIMIT_MS } from '../lib/station'
import { injected, traced } from '../lib/strace'
import { chosenOf, runCases, sample, type Case, type Setting } from '../lib/sweep'
import { countIn, on, type Target } from '../lib/targets'

const ERRNOS = ['EIO', 'ENOSPC', 'EROFS'] as const
/** Of each kind of call: the first, the last, and so many between. */
const BETWEEN = { kills: 6, errors: 1 } as const
const RANDOM_KILLS = 20
const SHORT_CASES = 4
const DISK = 'size=24m'
const FULL = /refused: .*\bfull\b/
/** The one state that is right when all was done. */
const AFTER_ALL = possibleStates(acts.map((act) => `done: ${act}\n`).join(''))

/** What the cases share. */
interface Sweeping {
  readonly setting: Setting
  readonly figures: Figures
  readonly stage: ActStage
}

/**
 * An operator mends, dismisses, removes, replaces, takes back and gives space back, and the process
 * is killed or its disk fails meanwhile: each act is there whole or not at all, what was said to be
 * done is done, what was refused is not, and the rest can be done afterwards.
 */
export async function actFaults(setting: Setting, figures: Figures): Promise<void> {
  const sweeping = { setting, figures, stage: await makeActStage(setting) }
  const random = new Random(setting.seed)
  const straight = await untouched(sweeping)
  const cases = [
    ...(setting.straceTrouble === null ? await struckCases(sweeping, random) : []),
    ...randomKills(sweeping, straight),
  ]
  const chosen = setting.isShort ? chosenOf(cases, SHORT_CASES, random) : cases
  if (setting.mounts.trouble === null) chosen.push(onFullDisk(sweeping))
  else figures.notes.push(`full disk not run: ${setting.mounts.trouble}`)
  await runCases(setting, figures, chosen)
}

/** Returns how many milliseconds all acts take. */
async function untouched(sweeping: Sweeping): Promise<number> {
  let milliseconds = 0
  await inScene(sweeping, 'acts untouched', async (scene) => {
    const startedAt = performance.now()
    await finish(sweeping, scene, acts)
    milliseconds = performance.now() - startedAt
    await mustBeIn(sweeping, scene, AFTER_ALL, '')
    await mustTellApart(sweeping, scene)
  })
  return milliseconds
}

/** The oracle, asked for every state on the way, finds the last one and no other. */
async function mustTellApart(
  { figures, stage }: Sweeping,
  { name, database }: Scene,
): Promise<void> {
  const onTheWay = acts.flatMap((_, index) =>
    possibleStates(
      acts
        .slice(0, index)
        .map((act) => `done: ${act}\n`)
        .join(''),
    ),
  )
  const asked = [...onTheWay, ...AFTER_ALL].map(({ state }) =>
    forOracle(state, stage.packages, stage.paths),
  )
  figures.checks += 1
  const { found } = await askOfActs(database, asked)
  const states = new Set(found)
  if (states.size !== 1) figures.violations.push(`${name}: the oracle finds ${[...states].join()}`)
}

async function struckCases(sweeping: Sweeping, random: Random): Promise<Case[]> {
  const { figures, stage } = sweeping
  const targets = targetsOf(join('any', 'downlink.db'))
  const counts: number[] = []
  await inScene(sweeping, 'acts counted', async (scene) => {
    const log = join(scene.folder, 'calls')
    figures.runs += 1
    const calls = [...new Set(targets.map(({ call }) => call))].join(',')
    await startActs(stage, scene, acts, (command) => traced(command, calls, log, 0)).endsWithin(
      RUN_LIMIT_MS,
    )
    const logged = await readCalls(log)
    counts.push(...targetsOf(scene.database).map((target) => countIn(logged, target)))
  })
  return targets.flatMap(({ name, call }, index) => {
    const count = counts[index] ?? 0
    if (count === 0) return []
    const struck = (strike: string, when: string): Case => {
      const title = `acts, ${name}, ${call} ${when}, ${strike}`
      return { name: title, run: () => strikeCall(sweeping, title, index, strike, when) }
    }
    const kills = sample(count, BETWEEN.kills, random).map((when) =>
      struck('signal=SIGKILL', String(when)),
    )
    const numbers = sample(count, BETWEEN.errors, random)
    const whens = [...numbers.map(String), `${numbers[0]}+`]
    const errors = whens.flatMap((when) => ERRNOS.map((errno) => struck(`error=${errno}`, when)))
    return [...kills, ...errors]
  })
}

function targetsOf(database: string): Target[] {
  return [
    ...on('wal', [`${database}-wal`], 'pwrite64', 'fsync', 'ftruncate'),
    ...on('database', [database], 'pwrite64', 'fsync'),
  ]
}

async function strikeCall(
  sweeping: Sweeping,
  name: string,
  index: number,
  strike: string,
  when: string,
): Promise<void> {
  const { figures, stage } = sweeping
  await inScene(sweeping, name, async (scene) => {
    const target = targetsOf(scene.database)[index]
    if (target === undefined) throw new Error('there is no such call')
    figures.runs += 1
    const isKill = strike.startsWith('signal')
    if (!isKill) figures.errors += 1
    const run = startActs(stage, scene, acts, (command) =>
      injected(command, { ...target, strike, when }),
    )
    const { tookTooLong, output, signal, code } = await run.endsWithin(RUN_LIMIT_MS)
    if (tookTooLong) figures.violations.push(`${name}: it did not end: ${output}`)
    const wasKilled = signal === 'SIGKILL' || code === 137
    if (isKill && wasKilled) figures.kills += 1
    await settle(sweeping, scene, output, wasKilled)
  })
}

function randomKills(sweeping: Sweeping, milliseconds: number): Case[] {
  const { setting, figures, stage } = sweeping
  return Array.from({ length: RANDOM_KILLS }, (_, index) => {
    const name = `acts, random ${index + 1}`
    const random = new Random(setting.seed * 100_000 + index)
    const run = (): Promise<void> =>
      inScene(sweeping, name, async (scene) => {
        figures.runs += 1
        const running = startActs(stage, scene, acts)
        await sleep(random.integer(Math.ceil(milliseconds)))
        if (!running.hasEnded) figures.kills += 1
        running.signal('SIGKILL')
        const { output } = await running.whenEnded
        await settle(sweeping, scene, output, true)
      })
    return { name, run }
  })
}

/** An act is refused on a full disk with the reason, changes nothing, and works once there is room. */
function onFullDisk(sweeping: Sweeping): Case {
  const { setting, figures, stage } = sweeping
  const name = 'acts on a full disk'
  const run = async (): Promise<void> => {
    const folder = sceneFolder(setting.folder)
    await setting.mounts.within(join(folder, 'data'), DISK, async () => {
      const scene = sceneOf(name, folder, stage.template)
      figures.runs += 1
      const steps = acts.flatMap((act): Step[] =>
        // A copy waits for room, as every file does that is to be imported.
        act === 'replace' ? [act] : ['fill the disk', act, 'make room', act],
      )
      const { output, code } = await startActs(stage, scene, steps).endsWithin(2 * RUN_LIMIT_MS)
      if (code !== 0) figures.violations.push(`${name}: it ended with ${code}: ${output}`)
      if (!FULL.test(output)) figures.violations.push(`${name}: nothing was refused: ${output}`)
      await mustBeIn(sweeping, scene, possibleStates(output), output)
    })
    rmSync(folder, { recursive: true })
  }
  return { name, run }
}

/** Looks at once, after a start that does nothing, and after the acts that are left. */
async function settle(
  sweeping: Sweeping,
  scene: Scene,
  output: string,
  wasKilled: boolean,
): Promise<void> {
  const possible = possibleStates(output)
  await mustBeIn(sweeping, scene, possible, output)
  await finish(sweeping, scene, [])
  const found = await mustBeIn(sweeping, scene, possible, output)
  if (!wasKilled || found === null) return
  await finish(sweeping, scene, acts.slice(found.done))
  await mustBeIn(sweeping, scene, AFTER_ALL, output)
}

/** Does these acts without a fault. */
async function finish(
  { figures, stage }: Sweeping,
  scene: Scene,
  steps: readonly Step[],
): Promise<void> {
  figures.runs += 1
  const { code, output } = await startActs(stage, scene, steps).endsWithin(RUN_LIMIT_MS)
  if (code === 0 && !output.includes('refused')) return
  figures.violations.push(`${scene.name}: a run without a fault ended with ${code}: ${output}`)
}

/** Which of the states it is; null, and a violation, when it is none. */
async function mustBeIn(
  { figures, stage }: Sweeping,
  { name, database }: Scene,
  possible: readonly Possible[],
  output: string,
): Promise<Possible | null> {
  figures.checks += 1
  const asked = possible.map((one) => forOracle(one.state, stage.packages, stage.paths))
  const { violations, found, differences } = await askOfActs(database, asked)
  figures.violations.push(...violations.map((text) => `${name}: ${text}`))
  if (found.length === 0) {
    figures.violations.push(`${name}: ${differences.join('; ')}, after: ${output}`)
  }
  return possible[asked.findIndex((one) => found.includes(one.name))] ?? null
}

async function inScene(
  { setting, figures, stage }: Sweeping,
  name: string,
  use: (scene: Scene) => Promise<void>,
): Promise<void> {
  const scene = sceneOf(name, sceneFolder(setting.folder), stage.template)
  await use(scene)
  if (!figures.violations.some((text) => text.startsWith(name))) removeScene(scene)
}
