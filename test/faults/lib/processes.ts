import { spawn, type ChildProcess } from 'node:child_process'
import { sendSignal } from '../../helpers/processes'

/** How a process ended. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** All that it printed, on both streams. */
  readonly output: string
}

/** Process groups that are still to be ended when the sweep itself ends. */
const live = new Set<number>()

process.on('exit', () => {
  for (const group of live) sendSignal(-group, 'SIGKILL')
})

/** A command with all its children, in a process group of its own. */
export class ProcessGroup {
  readonly whenEnded: Promise<Ended>
  readonly #child: ChildProcess
  #output = ''
  #onOutput: (() => void)[] = []

  constructor(command: readonly string[], env: Record<string, string>) {
    const [program = '', ...args] = command
    const stdio = ['ignore', 'pipe', 'pipe'] as const
    const child = spawn(program, args, { env, stdio: [...stdio], detached: true })
    this.#child = child
    if (child.pid !== undefined) live.add(child.pid)
    const keep = (part: Buffer): void => {
      this.#output += part.toString()
      for (const tell of this.#onOutput.splice(0)) tell()
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    this.whenEnded = new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (code, signal) => {
        if (child.pid !== undefined) live.delete(child.pid)
        for (const tell of this.#onOutput.splice(0)) tell()
        resolve({ code, signal, output: this.#output })
      })
    })
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('the process has not started')
    return this.#child.pid
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null
  }

  get output(): string {
    return this.#output
  }

  /** To the whole group. One that has ended is left alone. */
  signal(name: NodeJS.Signals): void {
    if (!this.hasEnded) sendSignal(-this.pid, name)
  }

  /** What comes first: that it has printed this, that it has ended, or that the time is over. */
  async endsOrPrints(pattern: RegExp, timeoutMs: number): Promise<'printed' | 'ended' | 'neither'> {
    const end = performance.now() + timeoutMs
    for (;;) {
      if (pattern.test(this.#output)) return 'printed'
      const leftMs = end - performance.now()
      if (this.hasEnded) return 'ended'
      if (leftMs <= 0) return 'neither'
      const printed = new Promise<void>((resolve) => this.#onOutput.push(resolve))
      await Promise.race([printed, after(leftMs)])
    }
  }

  /** How it ended; it is killed with all its children when it takes longer. */
  async endsWithin(timeoutMs: number): Promise<Ended & { readonly tookTooLong: boolean }> {
    const ended = await Promise.race([this.whenEnded, after(timeoutMs)])
    if (ended !== undefined) return { ...ended, tookTooLong: false }
    this.signal('SIGKILL')
    return { ...(await this.whenEnded), tookTooLong: true }
  }
}

/** Resolves to undefined, and keeps no process alive. */
export function after(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), milliseconds).unref()
  })
}
