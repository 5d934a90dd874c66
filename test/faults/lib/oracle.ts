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

const ActsAnswer = z.object({
  violations: z.array(z.string()),
  found: z.array(z.string()),
  differences: z.array(z.string()),
})
export type ActsAnswer = z.infer<typeof ActsAnswer>

const programs = {
  oracle: fileURLToPath(new URL('../oracle/oracle.mjs', import.meta.url)),
  acts: fileURLToPath(new URL('../oracle/acts.mjs', import.meta.url)),
} as const

/**
 * Asks the oracle, a program of its own, whether all that the station promises holds in this scene.
 * No station may be running there.
 *
 * @param isOver whether the station has done all that it had to
 */
export async function askOracle(scene: Scene, isOver: boolean): Promise<Answer> {
  const { database, ingest, archive, originals, action, definitions, growing } = scene
  const question = { database, ingest, archive, originals, action, definitions, growing, isOver }
  return Answer.parse(await ask('oracle', question))
}

/** Asks the oracle in which of these states the packages of a database are. */
export async function askOfActs(
  database: string,
  states: readonly { readonly name: string }[],
): Promise<ActsAnswer> {
  return ActsAnswer.parse(await ask('acts', { database, states }))
}

async function ask(name: keyof typeof programs, question: object): Promise<unknown> {
  const child = spawn(projectNode, ['--disable-warning=ExperimentalWarning', programs[name]], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(JSON.stringify(question))
  return json(child.stdout)
}
