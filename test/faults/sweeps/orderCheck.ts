import { join } from 'node:path'
import { readCalls } from '../lib/callLog'
import type { Figures } from '../lib/figures'
import { ORDER_CALLS, orderFaults } from '../lib/order'
import { pageOwners } from '../lib/pageOwners'
import { onePackage } from '../lib/packages'
import { NOT_DURABLE, weaken, type Mutation, type Program } from '../lib/program'
import { makeScene, makeTemplate, removeScene, sceneFolder, type Scene } from '../lib/scene'
import { checkDone, RUN_LIMIT_MS, startWatch } from '../lib/station'
import { injected, traced } from '../lib/strace'
import { runCases, type Case, type Setting } from '../lib/sweep'
import { targetsOf } from '../lib/targets'

const LINES = 2_000
/** Enough of each text to name its file. */
const BYTES_LOGGED = 16

interface Way {
  readonly name: string
  readonly action: Scene['action']
  readonly isFar: boolean
  /** Whether the station is killed with the source under its private name, and started again. */
  readonly isRecovery: boolean
}

const deletes: Way = { name: 'delete', action: 'delete', isFar: false, isRecovery: false }
const archives: Way = { name: 'archive', action: 'archive', isFar: false, isRecovery: false }
const archivesFar: Way = { ...archives, name: 'far archive', isFar: true }
const recovers: Way = { ...deletes, name: 'delete after a kill', isRecovery: true }

/** Each takes away one thing that the order rests on; the check has to see that it is gone. */
const mutations: readonly { readonly mutation: Mutation; readonly way: Way }[] = [
  {
    mutation: NOT_DURABLE,
    way: deletes,
  },
  {
    mutation: { ...NOT_DURABLE, name: 'nothing synced after a kill' },
    way: recovers,
  },
  {
    mutation: { name: 'copy not synced', from: 'await output.sync()', to: 'void output' },
    way: archivesFar,
  },
  {
    mutation: {
      name: 'folders not synced',
      from: 'await syncWherePossible(this.#handle)',
      to: 'void this',
    },
    way: archives,
  },
]

/** The data is synced before the source goes; and the check fails where that is taken away. */
export async function orderCheck(setting: Setting, figures: Figures): Promise<void> {
  const { straceTrouble, mounts, program, folder } = setting
  if (straceTrouble !== null) {
    figures.notRun = straceTrouble
    return
  }
  if (mounts.trouble !== null) figures.notes.push(`far archive not run: ${mounts.trouble}`)
  const canRun = ({ isFar }: Way): boolean => !isFar || mounts.trouble === null
  const template = await makeTemplate(program, join(folder, 'template'), { linesPerWrite: 400 })
  const ways = [deletes, archives, archivesFar, recovers].filter(canRun)
  const right = ways.map((way): Case => {
    const run = async (): Promise<void> => {
      const faults = await faultsOf(setting, figures, program, template, way, way.name)
      figures.violations.push(...faults.map((fault) => `${way.name}: ${fault}`))
    }
    return { name: way.name, run }
  })
  const wrong = mutations
    .filter(({ way }) => canRun(way))
    .map(({ mutation, way }): Case => {
      const run = async (): Promise<void> => {
        const { name } = mutation
        const weak = weaken(program, sceneFolder(folder), mutation)
        const faults = await faultsOf(setting, figures, weak, template, way, name)
        if (faults.length === 0) figures.violations.push(`${name}: the check does not see it`)
        else figures.notes.push(`'${name}' is seen: ${faults[0]}`)
      }
      return { name: mutation.name, run }
    })
  await runCases(setting, figures, [...right, ...wrong])
}

async function faultsOf(
  setting: Setting,
  figures: Figures,
  program: Program,
  template: string,
  { action, isFar, isRecovery }: Way,
  name: string,
): Promise<string[]> {
  const folder = sceneFolder(setting.folder)
  const far = join(folder, 'far')
  const scene = makeScene({
    name,
    folder,
    packages: onePackage(setting.seed, LINES),
    action,
    template,
    ...(isFar ? { archive: join(far, 'archive') } : {}),
  })
  const run = async (): Promise<string[]> => {
    if (isRecovery) await killHidden(program, scene, figures)
    figures.runs += 1
    const log = join(folder, 'calls')
    await startWatch(program, scene, (command) =>
      traced(command, ORDER_CALLS, log, BYTES_LOGGED),
    ).endsWithin(RUN_LIMIT_MS)
    await checkDone(scene, figures)
    const calls = await readCalls(log)
    return orderFaults(calls, scene, pageOwners(calls, scene.database))
  }
  const faults = await (isFar ? setting.mounts.within(far, 'size=8m', run) : run())
  removeScene(scene)
  return faults
}

/** Leaves the source under its private name. */
async function killHidden(program: Program, scene: Scene, figures: Figures): Promise<void> {
  const removal = targetsOf(scene).find(
    ({ name, call }) => name === 'private name' && call === 'unlink',
  )
  if (removal === undefined) throw new Error('nothing removes a source')
  figures.runs += 1
  figures.kills += 1
  await startWatch(program, scene, (command) =>
    injected(command, { ...removal, strike: 'signal=SIGKILL', when: '1' }),
  ).endsWithin(RUN_LIMIT_MS)
}
