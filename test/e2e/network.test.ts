import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { command } from '../../scripts/lib/electron.js'
import { needs } from '../helpers/needs'
import { mk1Package } from '../helpers/packages'
import { childrenOf, sendSignal } from '../helpers/processes'
import { afterTest } from '../helpers/afterTest'
import { openDatabase, until } from '../helpers/station'
import { environment, makeHome, whenWatching } from './launch'

const isolated = ['unshare', '--net', '--']

it(
  'the window asks for no network and misses none',
  needs('strace', 'a network of its own'),
  async () => {
    const home = makeHome()
    afterTest(() => home.remove())
    mkdirSync(home.ingest, { recursive: true })
    const { executablePath, args } = command()
    const trace = join(home.folder, 'trace')
    const watched = [
      '-f',
      '--seccomp-bpf',
      '-qq',
      '-e',
      'trace=connect,sendto,sendmsg',
      '-o',
      trace,
    ]
    const child = spawn('strace', [...watched, ...isolated, executablePath, ...args], {
      env: environment(home),
      stdio: 'ignore',
      detached: true,
    })
    const group = child.pid ?? 0
    afterTest(() => sendSignal(-group, 'SIGKILL'))

    await whenWatching(home)
    writeFileSync(join(home.ingest, 'pass.json'), mk1Package(500))
    const log = join(home.data, 'logs', 'downlink.log')
    await until(
      'the import',
      () => existsSync(log) && readFileSync(log, 'utf8').includes('"status":"complete"'),
      60_000,
    )
    const stored = openDatabase(home.folder).prepare('SELECT count(*) FROM telemetry').pluck().get()
    expect(stored).toBe(500)
    const ended = once(child, 'exit')
    for (const program of childrenOf(group)) sendSignal(program, 'SIGTERM')
    expect(await ended).toEqual([0, null])

    const calls = readFileSync(trace, 'utf8').split('\n')
    // It does talk: to the display, to the session's bus, between its own processes.
    expect(calls.filter((call) => call.includes('AF_UNIX'))).not.toEqual([])
    expect(calls.filter((call) => /AF_INET/.test(call))).toEqual([])
  },
)
