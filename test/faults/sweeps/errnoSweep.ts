import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Random } from '../../fixtures/generator/random'
import type { Figures } from '../lib/figures'
import { after, type ProcessGroup } from '../lib/processes'
import { childrenOf, sendSignal } from '../../helpers/processes'
import type { Scene } from '../lib/scene'
import { findStrikable, ONE_SIDE_THREAD, oneOfEachCall, type Strikable } from '../lib/stages'
import { checkNow, RUN_LIMIT_MS, settle, startWatch } from '../lib/station'
import { injected } from '../lib/strace'
import { oneOf, runCases, sample, type Case, type Setting } from '../lib/sweep'

const ERRNOS = ['EIO', 'ENOSPC', 'EROFS', 'EACCES'] as const
/** Of each call: the first, the last, and so many between. */
const BETWEEN = 2
/** A station that says why it waits is stopped after this long. */
const WAITS_MS = 2_500
const STOP_LIMIT_MS = 10_000

/** What every message of trouble has in it: what could not be done, or what the system said. */
const REASON = /\bfull\b|can[’']t|could not|\berror\b|\(E[A-Z]{2,}\)|\bE[A-Z]{2,}: |: failed|stuck/
const STACK = /^\s+at .+:\d+:\d+\)?$/m

type Outcome = 'went on' | 'said why and ended' | 'said why and waited'

/** Each call fails once, and from then on, with each of the errors that disks give. */
export async function errnoSweep(setting: Setting, figures: Figures): Promise<void> {
  if (setting.straceTrouble !== null) {
    figures.notRun = setting.straceTrouble
    return
  }
  const outcomes = new Map<Outcome, number>()
  const strikable = await findStrikable(setting, figures)
  const random = new Random(setting.seed)
  const all = (one: Strikable): Case[] => casesOf(setting, figures, one, outcomes)
  const cases = setting.isShort
    ? oneOfEachCall(strikable, random).flatMap((one) => oneOf(all(one), random))
    : strikable.flatMap(all)
  await runCases(setting, figures, cases)
  figures.notes.push([...outcomes].map(([outcome, count]) => `${count} ${outcome}`).join(', '))
}

function casesOf(
  setting: Setting,
  figures: Figures,
  one: Strikable,
  outcomes: Map<Outcome, number>,
): Case[] {
  const random = new Random(setting.seed + one.count)
  const numbers = sample(one.count, BETWEEN, random)
  const onward = [...new Set([numbers[0], numbers.at(-1)])]
  const whens = [...numbers.map(String), ...onward.map((number) => `${number}+`)]
  return whens.flatMap((when) =>
    ERRNOS.map((errno) => {
      const name = `${one.stage}, ${one.targetName}, ${one.call} ${when}, ${errno}`
      return { name, run: () => fail(setting, figures, one, name, when, errno, outcomes) }
    }),
  )
}

async function fail(
  { program }: Setting,
  figures: Figures,
  one: Strikable,
  name: string,
  when: string,
  errno: string,
  outcomes: Map<Outcome, number>,
): Promise<void> {
  await one.inScene(name, async (scene, target) => {
    figures.runs += 1
    figures.errors += 1
    const strike = `error=${errno}`
    const run = startWatch(
      program,
      scene,
      (command) => injected(command, { ...target, strike, when }),
      ONE_SIDE_THREAD,
    )
    const outcome = await outcomeOf(run, scene, figures)
    if (outcome !== null) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    await checkNow(scene, figures)
    await settle(program, scene, figures)
  })
}

/** Null when the station did none of what it may do, which is a violation then. */
async function outcomeOf(
  run: ProcessGroup,
  scene: Scene,
  figures: Figures,
): Promise<Outcome | null> {
  const broken = (text: string): null => {
    figures.violations.push(`${scene.name}: ${text}: ${run.output}`)
    return null
  }
  const early = await run.endsOrPrints(REASON, RUN_LIMIT_MS)
  const ended =
    early === 'ended' || (await Promise.race([run.whenEnded, after(WAITS_MS)])) !== undefined
  if (!ended) {
    if (early === 'neither') {
      run.signal('SIGKILL')
      await run.whenEnded
      return broken('it neither ends nor says why')
    }
    // Strace leads the group, and the station is its child.
    for (const station of childrenOf(run.pid)) sendSignal(station, 'SIGTERM')
    const { tookTooLong } = await run.endsWithin(STOP_LIMIT_MS)
    if (tookTooLong) return broken('it waits and can not be stopped')
  }
  const { code, output } = await run.whenEnded
  if (STACK.test(output)) return broken('it shows a raw stack')
  const said = REASON.test(output) || REASON.test(logOf(scene))
  if (!ended) return 'said why and waited'
  if (said) return 'said why and ended'
  return code === 0 ? 'went on' : broken(`it ended with ${code} and did not say why`)
}

function logOf({ data }: Scene): string {
  try {
    return readFileSync(join(data, 'logs', 'downlink.log'), 'utf8')
  } catch {
    return ''
  }
}
