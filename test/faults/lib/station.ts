import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { askOracle } from './oracle'
import type { Figures } from './figures'
import { ProcessGroup } from './processes'
import type { Program } from './program'
import { environmentOf, watchCommand, type Scene } from './scene'

/** A start imports and removes within a second or two; under strace and with others it takes more. */
export const RUN_LIMIT_MS = 180_000
/** After a fault everything must be settled within this many starts. */
const MOST_STARTS = 3

/** Starts the terminal engine in the scene, with a wish that it end by itself. */
export function startWatch(
  program: Program,
  scene: Scene,
  wrap: (command: string[]) => string[] = (command) => command,
  env: Record<string, string> = {},
): ProcessGroup {
  const command = wrap(watchCommand(program, scene, true))
  return new ProcessGroup(command, { ...environmentOf(scene), ...env })
}

/** Starts one that goes on until it is stopped. */
export function startStation(program: Program, scene: Scene): ProcessGroup {
  return new ProcessGroup(watchCommand(program, scene, false), environmentOf(scene))
}

/** Right after a kill or a fault: nothing may be lost, whatever is still to be done. */
export async function checkNow(scene: Scene, figures: Figures): Promise<void> {
  figures.checks += 1
  const { violations } = await askOracle(scene, false)
  figures.violations.push(...violations.map((text) => `${scene.name}: at once: ${text}`))
}

/**
 * Starts the station again, without a fault, until all is done, and asks the oracle. What was held
 * is retried, as an operator would.
 *
 * @returns how many starts that took
 */
export async function settle(program: Program, scene: Scene, figures: Figures): Promise<number> {
  for (let start = 1; ; start += 1) {
    await mustEndWell(startWatch(program, scene), scene, figures)
    const isEmpty = readdirSync(scene.ingest).length === 0
    const held = isEmpty ? [] : await heldIn(scene)
    const isDone = scene.action === 'keep' ? held.length === 0 : isEmpty
    if (isDone || start === MOST_STARTS) {
      await checkDone(scene, figures)
      return start
    }
    if (held.length === 0) continue
    const paths = held.map((name) => join(scene.ingest, name))
    const retry = new ProcessGroup([...program.command, 'ingest', ...paths], environmentOf(scene))
    await mustEndWell(retry, scene, figures)
  }
}

async function heldIn(scene: Scene): Promise<string[]> {
  const { files } = await askOracle(scene, false)
  return files.filter(({ status }) => status === 'failed').map(({ name }) => name)
}

/** With 0; a station that leaves a package held, for somebody to retry, ends with 1. */
async function mustEndWell(run: ProcessGroup, scene: Scene, figures: Figures): Promise<void> {
  figures.runs += 1
  const { code, output, tookTooLong } = await run.endsWithin(RUN_LIMIT_MS)
  if (code === 0 || (code === 1 && /failed in an earlier run/.test(output))) return
  const how = tookTooLong ? 'did not end' : `ended with ${code}`
  figures.violations.push(`${scene.name}: a start without a fault ${how}: ${output}`)
}

/** When everything is done: each line stored, each source gone as set. */
export async function checkDone(scene: Scene, figures: Figures): Promise<void> {
  figures.checks += 1
  const { violations } = await askOracle(scene, true)
  figures.violations.push(...violations.map((text) => `${scene.name}: ${text}`))
}
