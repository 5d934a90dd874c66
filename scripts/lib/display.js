import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { hasDisplay, onPath } from './project.js'
import { runInForeground } from './run.js'

/** Without `-noreset` it starts anew when its last window closes, and turns away one that comes then. */
const SERVER = ['-screen', '0', '1280x1024x24', '-noreset', '-nolisten', 'tcp']

/** Whether displays in memory can be had. */
export const hasXvfb = process.platform === 'linux' && onPath('Xvfb')

/**
 * Starts a display in memory. It takes a free number by itself, so that two can't take the same one.
 *
 * @returns {Promise<{ name: string, stop: () => void }>} its name for DISPLAY
 * @throws {Error} when there is no Xvfb, or it ends at its start
 */
export async function startDisplay() {
  const server = spawn('Xvfb', ['-displayfd', '3', ...SERVER], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const stop = () => void server.kill()
  process.once('exit', stop)
  const number = server.stdio[3]
  if (!number) throw new Error('Xvfb has no way to say its number')
  const ended = once(server, 'exit').then(() => {
    throw new Error('Xvfb ended at its start')
  })
  ended.catch(() => undefined)
  const [said] = await Promise.race([once(number, 'data'), ended])
  return { name: `:${String(said).trim()}`, stop }
}

/**
 * Runs a command as `runInForeground` does, on the display that there is; where there is none on one
 * in memory.
 *
 * @param {readonly [string, ...string[]]} command program and arguments
 * @returns {Promise<number>} its exit code
 */
export async function runOnDisplay([program, ...args]) {
  if (hasDisplay) return runInForeground(program, args)
  const { name, stop } = await startDisplay()
  try {
    return await runInForeground(program, args, { env: { DISPLAY: name } })
  } finally {
    stop()
  }
}
