import { spawn } from 'node:child_process'
import { json } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { projectNode } from '../../../scripts/lib/project.js'
import type { Scene } from './scene'

const Answer = z.object({
  violations: z.array(z.string()),
  files: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      sourceState: z.string(),
      reason: z.string(),
    }),
  ),
  lines: z.number(),
})
export type Answer = z.infer<typeof Answer>

const program = fileURLToPath(new URL('../oracle/oracle.mjs', import.meta.url))

/**
 * Asks the oracle, a program of its own, whether all that the station promises holds in this scene.
 * No station may be running there.
 *
 * @param isOver whether the station has done all that it had to
 */
export async function askOracle(scene: Scene, isOver: boolean): Promise<Answer> {
  const { database, ingest, archive, originals, action } = scene
  const child = spawn(projectNode, ['--disable-warning=ExperimentalWarning', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(JSON.stringify({ database, ingest, archive, originals, action, isOver }))
  return Answer.parse(await json(child.stdout))
}
