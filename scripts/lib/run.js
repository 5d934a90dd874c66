import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { root } from './project.js'

const ORPHAN_CHECK_MS = 500

/** A command that ended badly; `output` is all it printed. */
export class CommandFailedError extends Error {
  /** @param {string} command @param {string} how @param {string} output */
  constructor(command, how, output) {
    super(`${command} ${how}`)
    this.name = 'CommandFailedError'
    this.output = output
  }
}

/**
 * Runs a command without showing what it prints.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, timeoutMs?: number}} [options]
 *   `env` is added to the present environment; undefined removes a variable
 * @returns {Promise<string>} everything it printed
 * @throws {CommandFailedError} when it can't start, fails, or takes longer than `timeoutMs`
 */
export function runQuietly(command, args, options = {}) {
  const shown = [command, ...args].join(' ')
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeoutMs,
    })
    let output = ''
    const keep = (/** @type {Buffer} */ part) => {
      output += part.toString()
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (cause) => {
      reject(new CommandFailedError(shown, `could not start: ${cause.message}`, output))
    })
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output)
      else reject(new CommandFailedError(shown, endedHow(code, signal), output))
    })
  })
}

/**
 * Hands the terminal to a command until it ends, and passes on what asks it to stop.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined> }} [options] as for `runQuietly`
 * @returns {Promise<number>} its exit code; 128 plus the signal's number where a signal ended it
 */
export function runInForeground(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      stdio: 'inherit',
    })
    const pass = (/** @type {NodeJS.Signals} */ signal) => {
      // Ctrl+C in a terminal reaches the child by itself; a second one would mean 'at once'.
      if (signal === 'SIGINT' && process.stdin.isTTY) return
      child.kill(signal)
    }
    process.on('SIGINT', pass)
    process.on('SIGTERM', pass)
    // npm hands a signal to its shell alone, which dies of it and leaves this process an orphan.
    const parent = process.ppid
    const orphanCheck = setInterval(() => {
      if (process.ppid !== parent) child.kill('SIGTERM')
    }, ORPHAN_CHECK_MS)
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      process.off('SIGINT', pass)
      process.off('SIGTERM', pass)
      clearInterval(orphanCheck)
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0))
    })
  })
}

/**
 * npm as the person who started this called it, wherever it is installed.
 *
 * @param {readonly string[]} args
 * @returns {[string, string[]]} program and arguments
 */
export function npm(args) {
  const cli = process.env['npm_execpath']
  const node = process.env['npm_node_execpath']
  if (cli?.endsWith('npm-cli.js') && node) return [node, [cli, ...args]]
  // A .cmd file runs in a shell alone.
  return process.platform === 'win32' ? ['cmd', ['/c', 'npm', ...args]] : ['npm', [...args]]
}

/** @param {...string} args @returns {Promise<string>} as `runQuietly` */
export function runNpm(...args) {
  return runQuietly(...npm(args))
}

/** @param {number} pid @returns {boolean} whether there is such a process */
export function isRunning(pid) {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** @param {number | null} code @param {NodeJS.Signals | null} signal */
function endedHow(code, signal) {
  return signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`
}
