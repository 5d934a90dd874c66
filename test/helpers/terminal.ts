import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'

const program = resolve(import.meta.dirname, '../../out/main/downlink.js')

export interface TerminalRun {
  readonly code: number | null
  readonly out: string
  readonly err: string
  readonly seconds: number
  /** The largest resident set that the whole process ever had; null where there is no /proc. */
  readonly peakBytes: number | null
  /** Somebody wrote to the prototype of all objects, in whichever thread. */
  readonly polluted: boolean
}

/** Runs in the main thread and in every worker, before the program. */
const probe = `
import { readFileSync, writeSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'
Object.defineProperty(Object.prototype, 'polluted', { set: () => writeSync(2, '<polluted>') })
if (isMainThread && process.platform === 'linux') {
  process.on('exit', () => {
    const [, kibibytes] = /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
    writeSync(2, '<peak ' + kibibytes + '>')
  })
}
`
const probeUrl = `data:text/javascript,${encodeURIComponent(probe)}`

/** Runs the built terminal program as a process of its own, with its data in the folder. */
export async function runTerminal(folder: string, ...args: string[]): Promise<TerminalRun> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, ['--import', probeUrl, program, ...args], {
    env: { ...process.env, DOWNLINK_DATA: join(folder, 'data'), HOME: folder },
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (part: Buffer) => (out += part.toString()))
  child.stderr.on('data', (part: Buffer) => (err += part.toString()))
  const code = await new Promise<number | null>((done) => child.once('close', done))
  const [, peak] = /<peak (\d+)>/.exec(err) ?? []
  return {
    code,
    out,
    err: err.replaceAll(/<polluted>|<peak \d+>/g, ''),
    seconds: (performance.now() - startedAt) / 1000,
    peakBytes: peak === undefined ? null : Number(peak) * 1024,
    polluted: err.includes('<polluted>'),
  }
}
