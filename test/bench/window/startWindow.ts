import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { command } from '../../../scripts/lib/electron.js'
import { environment, type Home } from '../../e2e/launch'

const hook = fileURLToPath(new URL('whenShown.cjs', import.meta.url))
const LONGEST_MS = 60_000
const LONGEST_END_MS = 10_000

/**
 * Starts `electron .` at home and ends it again. Returns the seconds from before the process is
 * started until the window, with its first frame painted, is shown.
 *
 * @throws {Error} when the program ends before, or no window shows within a minute
 */
export async function startWindow(home: Home): Promise<number> {
  const { executablePath, args } = command()
  const started = performance.now()
  const child = spawn(executablePath, args, {
    env: { ...environment(home), NODE_OPTIONS: `--require "${hook}"` },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = once(child, 'exit')
  const endWithBench = (): void => {
    child.kill('SIGKILL')
  }
  process.once('exit', endWithBench)
  const shown = new Promise<number>((resolve, reject) => {
    child.stdout.on('data', (part: Buffer) => {
      if (part.toString().includes('window shown')) resolve((performance.now() - started) / 1000)
    })
    child.on('error', reject)
    child.on('exit', () => reject(new Error('the program ended before its window was shown')))
    setTimeout(() => reject(new Error('no window within a minute')), LONGEST_MS).unref()
  })
  try {
    return await shown
  } finally {
    child.kill('SIGTERM')
    const impatience = setTimeout(endWithBench, LONGEST_END_MS)
    await ended
    clearTimeout(impatience)
    process.off('exit', endWithBench)
  }
}
