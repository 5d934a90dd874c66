// What only shows when the program is not started by root: Chromium's own sandbox, and who may read
// what it writes.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { command } from '../../scripts/lib/electron.js'
import { sandboxedPages } from '../helpers/sandbox'
import { needs } from '../helpers/needs'
import { mk1Package } from '../helpers/packages'
import { afterTest } from '../helpers/afterTest'
import { until } from '../helpers/station'
import { environment, makeHome } from './launch'

const NOBODY = 65_534
/** What Chromium says before it ends where the system gives it no namespaces, as in a chroot. */
const NO_SANDBOX =
  /No usable sandbox!|SUID sandbox helper binary was found, but is not configured correctly|Failed to move to new namespace[^\n]*/

it(
  'another user’s window runs in Chromium’s sandbox, and nobody else may read what it writes (checklist 4, 25)',
  needs('Linux', 'another user'),
  async ({ skip }) => {
    const home = makeHome()
    afterTest(() => home.remove())
    mkdirSync(home.ingest, { recursive: true })
    for (const path of ['', ...readdirSync(home.folder, { recursive: true, encoding: 'utf8' })]) {
      chownSync(join(home.folder, path), NOBODY, NOBODY)
    }
    const { executablePath, args } = command()
    const child = spawn(
      // A mask that takes nothing away: what is private is made so by the program.
      'sh',
      [
        '-c',
        'umask 000; exec "$@"',
        'sh',
        executablePath,
        ...args.filter((one) => one !== '--no-sandbox'),
      ],
      {
        uid: NOBODY,
        gid: NOBODY,
        env: { ...environment(home), XDG_RUNTIME_DIR: home.folder },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    )
    const pid = child.pid ?? 0
    let said = ''
    child.stderr?.on('data', (part: Buffer) => (said += part.toString()))
    afterTest(() => child.kill('SIGKILL'))
    const log = join(home.data, 'logs', 'downlink.log')
    const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null
    await until('its start', () => hasEnded() || readLog(log).includes('"state":"watching"'))
    const secret = join(home.ingest, 'secret.json')
    writeFileSync(secret, `${mk1Package(300)}{"bad":"secret words"}\n`)
    chownSync(secret, NOBODY, NOBODY)
    await until(
      'the import',
      () => hasEnded() || readLog(log).includes('"status":"complete"'),
      60_000,
    )
    const refusal = NO_SANDBOX.exec(said)
    skip(refusal !== null, `Chromium’s sandbox can’t be had here: ${refusal?.[0]}`)
    if (hasEnded()) throw new Error(`it ended at its start: ${said}`)
    await sandboxedPages(pid)
    // Wherever it is by then: beside the database too while it runs.
    const written = readdirSync(home.data, { recursive: true, encoding: 'utf8' })
      .filter((path) => !path.startsWith('window/'))
      .map((path) => [path, lstatSync(join(home.data, path)).mode & 0o077] as const)
    expect(written.map(([path]) => path)).toEqual(
      expect.arrayContaining([
        'downlink.db',
        'downlink.db-wal',
        'downlink.db.lock',
        'logs',
        'window',
      ]),
    )
    expect(written.filter(([, others]) => others !== 0)).toEqual([])
    // What is imported is in the database, and nowhere else.
    expect(readLog(log)).not.toMatch(/secret words|8000\.\d/)
    child.kill('SIGTERM')
    await once(child, 'exit')
  },
)

function readLog(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
