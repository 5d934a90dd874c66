import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findElectron, switchesFor } from '../../scripts/lib/electron.js'
import { afterTest } from '../helpers/afterTest'
import { until } from '../helpers/station'
import { environment, makeHome, type Home } from '../e2e/launch'

export interface Started {
  readonly home: Home
  /** What it wrote on its two streams so far. */
  said(): string
  /** Its exit code; null while it runs. */
  code(): number | null
  /** Waits for a text in its log, and throws when it ends before. */
  logs(text: string): Promise<void>
  /** Asks it to end, and waits until it has. */
  stop(): Promise<number | null>
}

/** Starts a packaged program in a home of its own, with the switches that this machine needs. */
export function start(
  executable: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Started {
  const home = makeHome()
  mkdirSync(home.ingest, { recursive: true })
  const electron = findElectron()
  const switches = electron === null ? [] : switchesFor(electron)
  // What is run as Node takes its script first.
  const child = spawn(executable, [...args, ...switches], {
    env: { ...environment(home), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  child.stdout.on('data', (part: Buffer) => (text += part.toString()))
  child.stderr.on('data', (part: Buffer) => (text += part.toString()))
  let ended = false
  const end = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      ended = true
      resolve(code)
    })
  })
  const stop = (): Promise<number | null> => {
    child.kill('SIGTERM')
    return end
  }
  afterTest(async () => {
    child.kill('SIGKILL')
    await end
    home.remove()
  })
  const log = join(home.data, 'logs', 'downlink.log')
  return {
    home,
    said: () => text,
    code: () => child.exitCode,
    stop,
    async logs(expected) {
      const isThere = (): boolean => existsSync(log) && readFileSync(log, 'utf8').includes(expected)
      await until(expected, () => ended || isThere(), 60_000)
      if (!isThere()) throw new Error(`It ended before it logged ${expected}: ${text}`)
    },
  }
}

/** Waits until the station watches its folder. */
export const whenWatching = (started: Started): Promise<void> => started.logs('"state":"watching"')
