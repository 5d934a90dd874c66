import { vi } from 'vitest'
import { main } from '../../src/cli/main'

export interface CommandRun {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** What a command listens to until its process ends, which here is the one of the tests. */
const heard = [
  [process, 'SIGINT'],
  [process, 'SIGTERM'],
  [process.stdout, 'error'],
  [process.stderr, 'error'],
] as const

/**
 * Runs a command of the terminal program in this process, with its data in the folder: a fifth of
 * the work of `runTerminal`, where it is not about a process, its signals and its pipes. One at a
 * time.
 */
export async function runCommand(folder: string, ...args: string[]): Promise<CommandRun> {
  const listening = heard.map(([emitter, event]) => new Set(emitter.rawListeners(event)))
  const [out, err] = [taken(process.stdout), taken(process.stderr)]
  const before = process.cwd()
  process.chdir(folder)
  vi.stubEnv('DOWNLINK_DATA', `${folder}/data`)
  vi.stubEnv('HOME', folder)
  try {
    const code = await main(['', '', ...args])
    return { code, out: out.text(), err: err.text() }
  } finally {
    vi.unstubAllEnvs()
    process.chdir(before)
    for (const { giveBack } of [out, err]) giveBack()
    for (const [i, [emitter, event]] of heard.entries()) {
      for (const listener of emitter.rawListeners(event)) {
        if (!listening[i]?.has(listener) && isListener(listener)) emitter.off(event, listener)
      }
    }
  }
}

const isListener = (one: unknown): one is () => void => typeof one === 'function'

/** Takes what is written to a stream, until that is given back. */
function taken(stream: NodeJS.WriteStream): { text: () => string; giveBack: () => void } {
  const parts: Buffer[] = []
  const spy = vi.spyOn(stream, 'write').mockImplementation((data, ...rest: unknown[]) => {
    parts.push(Buffer.from(data))
    const isWritten = rest.at(-1)
    if (typeof isWritten === 'function') process.nextTick(isWritten)
    return true
  })
  return {
    text: () => Buffer.concat(parts).toString(),
    giveBack: () => spy.mockRestore(),
  }
}
