import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { runFolder } from '../helpers/runFolder'
import { noteNotRun } from '../../scripts/lib/notRun.js'
import { heads, noFigures, report, reportViolations, type Figures } from './lib/figures'
import { Mounts, removeDisks } from './lib/mounts'
import { copyProgram } from './lib/program'
import { straceTrouble } from './lib/strace'
import type { Setting, Sweep } from './lib/sweep'
import { SWEEPS } from './names.mjs'
import { actFaults } from './sweeps/actFaults'
import { errnoSweep } from './sweeps/errnoSweep'
import { fullDisk } from './sweeps/fullDisk'
import { killSweep } from './sweeps/killSweep'
import { linkCheck } from './sweeps/linkCheck'
import { oracleCheck } from './sweeps/oracleCheck'
import { orderCheck } from './sweeps/orderCheck'
import { powerLoss } from './sweeps/powerLoss'
import { randomKills } from './sweeps/randomKills'
import { soak } from './sweeps/soak'
import { tenfold } from './sweeps/tenfold'
import { threadFaults } from './sweeps/threadFaults'
import { windowKills } from './sweeps/windowKills'

const sweeps: Readonly<Record<(typeof SWEEPS)[number], Sweep>> = {
  oracle: oracleCheck,
  kill: killSweep,
  errno: errnoSweep,
  random: randomKills,
  threads: threadFaults,
  window: windowKills,
  disk: fullDisk,
  acts: actFaults,
  power: powerLoss,
  order: orderCheck,
  links: linkCheck,
  tenfold,
  soak,
}

const usage = `Strikes the built program with faults and asks an oracle whether it kept its word.

  npm run test:faults -- [--short] [--only SWEEP] [--case TEXT] [--from N] [--seed N]
                         [--minutes N]

  --short    a seeded sample that takes one to two minutes
  --only     one of these, and again for another: ${SWEEPS.join(', ')}
  --case     only cases whose name holds this text, as a violation names it
  --from     the case of each sweep to begin with, where an earlier run was cut off (1)
  --seed     another sample, other packages and other moments (1)
  --minutes  how long the soak lasts, which is run only by name (480)
`

const Arguments = z.object({
  short: z.boolean().default(false),
  only: z.array(z.enum(SWEEPS)).optional(),
  case: z.string().default(''),
  from: z.coerce.number().int().positive().default(1),
  seed: z.coerce.number().int().default(1),
  minutes: z.coerce.number().positive().default(480),
})

/** Runs the sweeps as a command. Returns the exit code: 1 when a promise was broken. */
export async function run(argv: readonly string[]): Promise<number> {
  const plan = readArguments(argv)
  if (typeof plan === 'string') {
    process.stderr.write(`${plan}\n\n${usage}`)
    return 2
  }
  const folder = runFolder('faults', removeDisks)
  process.on('exit', () => removeDisks(folder))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130))
  const all: Figures[] = []
  const base = {
    program: copyProgram(join(folder, 'program')),
    isShort: plan.short,
    seed: plan.seed,
    caseText: plan.case,
    firstCase: plan.from,
    soakMinutes: plan.only?.includes('soak') ? plan.minutes : null,
    straceTrouble: await straceTrouble(),
    mounts: await Mounts.find(join(folder, 'mount')),
  }
  process.stdout.write(`${heads}\n`)
  const names = SWEEPS.filter((one) => plan.only?.includes(one) ?? true).values()
  const sweepOn = async (): Promise<void> => {
    for (const name of names) {
      const figures = await figuresOf(name, sweeps[name], { ...base, folder: join(folder, name) })
      all.push(figures)
      // As it goes, so that a run that is cut off is not lost.
      process.stdout.write(`${report(figures)}\n`)
    }
  }
  // Of few cases one sweep alone would often leave the machine idle.
  await Promise.all(Array.from({ length: plan.short ? 2 : 1 }, sweepOn))
  noteNotRun(
    all.flatMap(({ sweep, notRun }) =>
      notRun === null ? [] : [{ test: `test/faults/${sweep}`, why: notRun }],
    ),
  )
  const isPart = plan.case !== '' || plan.from > 1
  if (isPart && all.every(({ cases, notRun }) => cases === 0 && notRun === null)) {
    process.stderr.write('There is no such case: nothing was tried.\n')
    return 2
  }
  const isBroken = all.some(({ violations }) => violations.length > 0)
  if (isBroken) process.stderr.write(`${reportViolations(all)}What it was lies in ${folder}\n`)
  else rmSync(folder, { recursive: true })
  return isBroken ? 1 : 0
}

async function figuresOf(name: string, sweep: Sweep, setting: Setting): Promise<Figures> {
  const figures = noFigures(name)
  const startedAt = performance.now()
  mkdirSync(setting.folder, { recursive: true })
  try {
    await sweep(setting, figures)
  } catch (error) {
    figures.violations.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
  figures.seconds = (performance.now() - startedAt) / 1000
  return figures
}

function readArguments(argv: readonly string[]): z.infer<typeof Arguments> | string {
  const flag = { type: 'boolean' } as const
  const value = { type: 'string' } as const
  let values: unknown
  try {
    const options = {
      short: flag,
      only: { ...value, multiple: true },
      case: value,
      from: value,
      seed: value,
      minutes: value,
    }
    values = parseArgs({ args: [...argv], options }).values
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  const parsed = Arguments.safeParse(values)
  return parsed.success ? parsed.data : z.prettifyError(parsed.error)
}
