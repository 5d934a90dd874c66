import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
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

const program = fileURLToPath(new URL('../oracle/program.mjs', import.meta.url))

/** Those that wait for a question: a start costs more than most answers. They end with this process. */
const idle: ChildProcess[] = []

/**
 * Asks the oracle, a program of its own, whether all that the station promises holds in this scene.
 * No station may be running there.
 *
 * @param isOver whether the station has done all that it had to
 */
export async function askOracle(scene: Scene, isOver: boolean): Promise<Answer> {
  const { database, ingest, archive, originals, action, definitions, growing } = scene
  const question = { database, ingest, archive, originals, action, definitions, growing, isOver }
  return Answer.parse(await ask({ keptWord: question }))
}

/** Asks the oracle in which of these states the packages of a database are. */
export async function askOfActs(
  database: string,
  states: readonly { readonly name: string }[],
): Promise<ActsAnswer> {
  return ActsAnswer.parse(await ask({ acts: { database, states } }))
}

async function ask(question: object): Promise<unknown> {
  const execArgv = ['--disable-warning=ExperimentalWarning']
  const oracle = idle.pop() ?? fork(program, { execPath: projectNode, execArgv })
  const over = new AbortController()
  const fallen = once(oracle, 'exit', over).then(() => {
    throw new Error('The oracle has fallen; why, it has said itself.')
  })
  const answered = Promise.race([once(oracle, 'message', over), fallen])
  oracle.ref()
  oracle.channel?.ref()
  try {
    oracle.send(question)
    const [answer] = await answered
    idle.push(oracle)
    return answer
  } finally {
    over.abort()
    oracle.unref()
    oracle.channel?.unref()
  }
}
