// What a developer may do to an Electron program from outside, and nobody to this one once it is
// installed (the security checklist of docs/reliability.md, 19). Each is also done to the same
// program on an open Electron, where it must work: else it would prove nothing.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { FuseV1Options, FuseVersion, FuseState, getCurrentFuseWire } from '@electron/fuses'
import { describe, expect, inject, it } from 'vitest'
import { afterTest } from '../helpers/afterTest'
import { needs } from '../helpers/needs'
import { until } from '../helpers/station'
import { start, whenWatching, type Started } from './start'

const packaged = inject('packaged')

const { executable, open } = packaged

/** On the same disk, so that links can be made. */
const beside = dirname(open.program)

function folder(): string {
  const path = mkdtempSync(join(beside, 'closed-'))
  afterTest(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** A copy of a program with a folder where its archive was. Other tests start the tree meanwhile. */
function withFolder(program: string): string {
  const copy = join(folder(), 'program')
  execFileSync('cp', ['--archive', '--link', program, copy])
  const resources = join(copy, 'resources')
  rmSync(join(resources, 'app.asar'))
  mkdirSync(join(resources, 'app'))
  writeFileSync(join(resources, 'app', 'package.json'), '{"name":"other","main":"index.js"}')
  writeFileSync(join(resources, 'app', 'index.js'), `console.log('another program')`)
  return copy
}

/** Waits until the program has done what it is not to do, or has ended. */
const untilOpen = (one: Started, happened: () => boolean): Promise<void> =>
  until('what an open Electron does', () => happened() || one.code() !== null)

describe('the installed program', needs('Linux'), () => {
  it('has the fuses of a release', async () => {
    const { version, ...wire } = await getCurrentFuseWire(executable)
    expect(version).toBe(FuseVersion.V1)
    const named = Object.entries(wire).map(([index, state]) => [
      FuseV1Options[Number(index)],
      state,
    ])
    expect(Object.fromEntries(named)).toMatchObject({
      RunAsNode: FuseState.DISABLE,
      EnableNodeOptionsEnvironmentVariable: FuseState.DISABLE,
      EnableNodeCliInspectArguments: FuseState.DISABLE,
      EnableEmbeddedAsarIntegrityValidation: FuseState.ENABLE,
      OnlyLoadAppFromAsar: FuseState.ENABLE,
      EnableCookieEncryption: FuseState.DISABLE,
      LoadBrowserProcessSpecificV8Snapshot: FuseState.DISABLE,
      GrantFileProtocolExtraPrivileges: FuseState.DISABLE,
    })
  })

  it('is no Node by ELECTRON_RUN_AS_NODE', async () => {
    const env = { ELECTRON_RUN_AS_NODE: '1' }
    const script = join(folder(), 'script.js')
    writeFileSync(script, `console.log('a Node')`)
    const asNode = start(open.executable, [script], env)
    await untilOpen(asNode, () => asNode.said().includes('a Node'))
    expect(asNode.said()).toContain('a Node')
    const closed = start(executable, [script], env)
    await whenWatching(closed)
    expect(closed.said()).not.toContain('a Node')
  })

  it('loads nothing by NODE_OPTIONS', async () => {
    const marks = folder()
    const script = join(marks, 'script.cjs')
    writeFileSync(script, `require('node:fs').writeFileSync(process.env.MARK, '')`)
    const env = (mark: string): Record<string, string> => ({
      NODE_OPTIONS: `--require=${script}`,
      MARK: join(marks, mark),
    })
    const opened = start(open.executable, [], env('open'))
    await untilOpen(opened, () => existsSync(join(marks, 'open')))
    expect(existsSync(join(marks, 'open'))).toBe(true)
    const closed = start(executable, [], env('closed'))
    await whenWatching(closed)
    expect(existsSync(join(marks, 'closed'))).toBe(false)
  })

  it('has no debugger by --inspect', async () => {
    const listening = 'Debugger listening'
    const opened = start(open.executable, ['--inspect=0'])
    await untilOpen(opened, () => opened.said().includes(listening))
    expect(opened.said()).toContain(listening)
    const closed = start(executable, ['--inspect=0'])
    await whenWatching(closed)
    expect(closed.said()).not.toContain(listening)
  })

  it('does not start with a door for others to drive its page by', async () => {
    const listening = 'DevTools listening'
    const opened = start(open.executable, ['--remote-debugging-port=0'])
    await untilOpen(opened, () => opened.said().includes(listening))
    expect(opened.said()).toContain(listening)
    for (const one of ['--remote-debugging-port=0', '--remote-debugging-pipe']) {
      const closed = start(executable, [one])
      await until('its end', () => closed.code() !== null)
      expect(closed.code()).toBe(1)
      expect(closed.said()).toContain('Downlink is not started with --remote-debugging-port')
      expect(closed.said()).not.toContain(listening)
    }
  })

  it('runs no folder in the place of its archive', async () => {
    const opened = start(join(withFolder(open.program), basename(open.executable)))
    await untilOpen(opened, () => opened.said().includes('another program'))
    expect(opened.said()).toContain('another program')
    const closed = start(join(withFolder(packaged.program), basename(executable)))
    await until('its end', () => closed.code() !== null)
    expect(closed.code()).toBe(1)
    expect(closed.said()).not.toContain('another program')
  })
})
