import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectFolder } from './folders'
import { sendSignal } from '../../helpers/processes'

/** GNU time; it forks the command from a small process, so its figure is the command's own. */
export const GNU_TIME = '/usr/bin/time'

/** A whole process as seen from outside. */
export interface Timed {
  /** From before it was started until it had ended. */
  readonly seconds: number
  /** What its threads took of the processor, the kernel's part with it; null as the next one. */
  readonly processorSeconds: number | null
  /** Its largest resident set; null where there is no GNU time to tell. */
  readonly peakBytes: number | null
  /** What it printed on its output stream. */
  readonly output: string
}

export interface TimedOptions {
  /** Added to the present environment. */
  readonly env?: Readonly<Record<string, string>>
  readonly limitSeconds?: number | null
}

/** A command that ended badly or not in time; the message says how in one line. */
export class RunFailedError extends Error {
  override readonly name = 'RunFailedError'
}

/** Process groups that are running now; none may outlive the bench. */
const running = new Set<number>()
process.on('exit', () => {
  for (const group of running) sendSignal(-group, 'SIGKILL')
})

/**
 * Runs a command to its end, alone, and measures it.
 *
 * @throws {RunFailedError} when it can't start, fails, or takes longer than `limitSeconds`
 */
export async function timed(
  program: string,
  args: readonly string[],
  { env, limitSeconds }: TimedOptions = {},
): Promise<Timed> {
  const usageFile = join(tmpdir(), `downlink-bench-usage-${process.pid}`)
  const measuresUsage = existsSync(GNU_TIME)
  const [command, wholeArgs] = measuresUsage
    ? [GNU_TIME, ['-f', '%M %U %S', '-o', usageFile, program, ...args]]
    : [program, [...args]]
  const started = performance.now()
  const { output, failure } = await finish(command, wholeArgs, env, limitSeconds ?? null)
  const seconds = (performance.now() - started) / 1000
  const usage = measuresUsage && failure === null ? readUsage(usageFile) : noUsage
  rmSync(usageFile, { force: true })
  if (failure !== null) throw new RunFailedError(failure)
  return { seconds, ...usage, output }
}

interface Finished {
  readonly output: string
  readonly failure: string | null
}

function finish(
  command: string,
  args: readonly string[],
  env: TimedOptions['env'],
  limitSeconds: number | null,
): Promise<Finished> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: projectFolder,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that GNU time's child ends with it.
      detached: true,
    })
    const group = child.pid
    if (group !== undefined) running.add(group)
    let output = ''
    let errors = ''
    let isLate = false
    const limit =
      limitSeconds === null || group === undefined
        ? undefined
        : setTimeout(() => {
            isLate = true
            sendSignal(-group, 'SIGKILL')
          }, limitSeconds * 1000)
    const over = (failure: string | null): void => {
      clearTimeout(limit)
      if (group !== undefined) running.delete(group)
      resolve({ output, failure })
    }
    child.stdout.on('data', (part: Buffer) => {
      output += part.toString()
    })
    child.stderr.on('data', (part: Buffer) => {
      errors += part.toString()
    })
    child.on('error', (error) => over(error.message))
    child.on('close', (code) => {
      if (isLate) over(`took longer than ${limitSeconds} s`)
      else if (code === 0) over(null)
      else over(firstLine(errors) ?? `ended with exit code ${code}`)
    })
  })
}

type Usage = Pick<Timed, 'processorSeconds' | 'peakBytes'>

const noUsage: Usage = { processorSeconds: null, peakBytes: null }

/** The last of GNU time's lines has the figures: KiB, seconds of the program, of the kernel. */
function readUsage(path: string): Usage {
  const last = readFileSync(path, 'utf8').trim().split('\n').at(-1) ?? ''
  const [kibibytes = NaN, user = NaN, system = NaN] = last.split(' ').map(Number)
  if (!Number.isFinite(kibibytes + user + system)) return noUsage
  return { processorSeconds: user + system, peakBytes: kibibytes * 1024 }
}

function firstLine(text: string): string | null {
  return text.split('\n').find((line) => line.trim() !== '') ?? null
}
