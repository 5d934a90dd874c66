import { Random } from '../../fixtures/generator/random'
import type { Figures } from '../lib/figures'
import type { Scene } from '../lib/scene'
import { findStrikable, ONE_SIDE_THREAD, oneOfEachCall, type Strikable } from '../lib/stages'
import { checkDone, checkNow, RUN_LIMIT_MS, settle, startWatch } from '../lib/station'
import { injected } from '../lib/strace'
import { oneOf, runCases, sample, type Case, type Setting } from '../lib/sweep'
import type { Target } from '../lib/targets'

/** One case in so many has to find the call that it strikes. */
const LEAST_LANDED = 3
/** Where each call of a stage is struck; of the others' calls the first, the last, and some between. */
const WHOLE_STAGE = 'delete'
const BETWEEN = 40

/** SIGKILL right before the first, second, third such call, until a run ends untouched. */
export async function killSweep(setting: Setting, figures: Figures): Promise<void> {
  if (setting.straceTrouble !== null) {
    figures.notRun = setting.straceTrouble
    return
  }
  const random = new Random(setting.seed)
  const starts: number[] = []
  const strikable = await findStrikable(setting, figures)
  const casesOf = (one: Strikable): Case[] => {
    const { count } = one
    const killAt = (when: number): Promise<boolean> => kill(setting, figures, one, when, starts)
    const between = one.stage === WHOLE_STAGE ? count : BETWEEN
    const known = sample(count, setting.isShort ? 0 : between, random).map((when) => ({
      name: caseName(one, when),
      run: async () => void (await killAt(when)),
    }))
    return setting.isShort ? oneOf(known, random) : [...known, untilUntouched(one, killAt)]
  }
  const chosen = setting.isShort ? oneOfEachCall(strikable, random) : strikable
  const cases = chosen.flatMap(casesOf)
  await runCases(setting, figures, cases)
  // A run may lack a call that the counting run had, and each untouched one does; never all of them.
  const isWhole = setting.caseText === '' && setting.firstCase === 1
  if (isWhole && starts.length * LEAST_LANDED < cases.length) {
    figures.violations.push(`only ${starts.length} of ${cases.length} kills landed`)
  }
  const again = starts.filter((count) => count > 1).length
  figures.notes.push(`${again} of ${starts.length} kills took more than one start to settle`)
}

function caseName({ stage, targetName, call }: Strikable, when: number): string {
  return `${stage}, ${targetName}, ${call} ${when}`
}

/** The counting run may have had fewer calls than another one has. */
function untilUntouched(one: Strikable, killAt: (when: number) => Promise<boolean>): Case {
  const first = one.count + 1
  const run = async (): Promise<void> => {
    for (let when = first; await killAt(when); when += 1);
  }
  return { name: caseName(one, first), run }
}

/** Returns whether the run was killed, or went through because there is no such call. */
async function kill(
  { program }: Setting,
  figures: Figures,
  one: Strikable,
  when: number,
  starts: number[],
): Promise<boolean> {
  let killed = false
  await one.inScene(caseName(one, when), async (scene: Scene, target: Target) => {
    figures.runs += 1
    const run = startWatch(
      program,
      scene,
      (command) => injected(command, { ...target, strike: 'signal=SIGKILL', when: String(when) }),
      ONE_SIDE_THREAD,
    )
    const { code, signal, tookTooLong, output } = await run.endsWithin(RUN_LIMIT_MS)
    if (tookTooLong) figures.violations.push(`${scene.name}: it did not end: ${output}`)
    killed = !tookTooLong && (signal === 'SIGKILL' || code === 137)
    if (!killed) return checkDone(scene, figures)
    figures.kills += 1
    await checkNow(scene, figures)
    starts.push(await settle(program, scene, figures))
  })
  return killed
}
