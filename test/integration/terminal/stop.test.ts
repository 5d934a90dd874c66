import { execFile, spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { needs } from '../../helpers/needs'
import { mk1Package } from '../../helpers/packages'
import { childrenOf, sendSignal } from '../../helpers/processes'
import { afterTest } from '../../helpers/afterTest'
import { openDatabase, tempFolder, until } from '../../helpers/station'

const program = resolve(import.meta.dirname, '../../../out/main/downlink.js')
const LINES = 40_000

function isProgram(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith(process.execPath)
  } catch {
    return false
  }
}

/** The program that strace started; strace tries out what it can do in children of its own first. */
function traced(pid: number): number | null {
  return childrenOf(pid).find(isProgram) ?? null
}

/** Gone, or ended and not yet taken leave of by strace. */
function hasEnded(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return true
  }
}

describe('a disk that does not answer any more', needs('strace'), () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'does not keep the program from ending (%s)',
    async (name) => {
      const folder = tempFolder()
      const source = join(folder, 'a.json')
      const log = join(folder, 'strace.log')
      writeFileSync(source, mk1Package(LINES))
      const env = { ...process.env, DOWNLINK_DATA: join(folder, 'data'), HOME: folder }
      const stuck = '-e trace=pread64 -e inject=pread64:delay_enter=100000000:when=4+'
      const child = spawn(
        'strace',
        [
          '-f',
          '-o',
          log,
          '-P',
          source,
          ...stuck.split(' '),
          process.execPath,
          program,
          'ingest',
          source,
        ],
        { env, stdio: ['ignore', 'ignore', 'pipe'] },
      )
      let said = ''
      child.stderr.on('data', (part: Buffer) => (said += part.toString()))
      afterTest(() => child.kill('SIGKILL'))
      let pid: number | null = null
      await until('the program', () => (pid = traced(child.pid ?? 0)) !== null)
      const node = Number(pid)
      afterTest(() => sendSignal(node, 'SIGKILL'))
      await until('the read that does not end', () => isStuck(log))
      sendSignal(node, name)
      await until('its end', () => hasEnded(node))
      await until('its words', () => said.includes('a disk did not answer'))
      child.kill('SIGKILL')

      const again = [program, 'ingest', '--json', source]
      const { stdout } = await promisify(execFile)(process.execPath, again, { env })
      expect(JSON.parse(stdout)).toMatchObject({ status: 'complete', importedLines: LINES })
      const db = openDatabase(folder)
      const stored = db.prepare('SELECT count(*), count(DISTINCT line) FROM telemetry').raw().get()
      expect(stored).toEqual([LINES, LINES])
    },
  )
})

/** strace has begun to write the call that it delays: the thread's fourth. */
function isStuck(log: string): boolean {
  if (!existsSync(log)) return false
  const calls = readFileSync(log, 'utf8').split('\n')
  const [thread] = calls.at(-1)?.match(/^\d+ +pread64\(/) ?? []
  return thread !== undefined && calls.filter((call) => call.startsWith(thread)).length === 4
}
