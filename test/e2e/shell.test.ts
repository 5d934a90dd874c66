import Database from 'better-sqlite3'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { ElectronApplication } from 'playwright-core'
import { command, findElectron } from '../../scripts/lib/electron.js'
import { projectNode, readJson, root } from '../../scripts/lib/project.js'
import { processTree } from '../faults/lib/processTree'
import { mk1Package } from '../helpers/packages'
import { sendSignal } from '../helpers/processes'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  environment,
  homeIn,
  launch,
  makeHome,
  whenWatching,
  type Home,
  type RunningApp,
} from './launch'
import { shareWindow } from './sharedWindow'

let home: Home
let running: RunningApp | null = null

beforeEach(() => {
  home = makeHome()
})

afterEach(async () => {
  await running?.app.close()
  running = null
  home.remove()
})

async function start(before?: (app: ElectronApplication) => Promise<void>): Promise<RunningApp> {
  running = await launch(home, before)
  return running
}

function startBare(at: Home): ChildProcess {
  const { executablePath, args } = command()
  return spawn(executablePath, args, {
    env: environment(at),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
}

/** Those of all packages; none while the database is being made. */
function statusesIn({ data }: Home): unknown[] {
  const db = new Database(join(data, 'downlink.db'), { readonly: true })
  try {
    const isMade = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'files'").get()
    if (isMade === undefined) return []
    return db.prepare('SELECT status FROM files').pluck().all()
  } finally {
    db.close()
  }
}

/** Nobody can read what a box of the system says: what it is told, and that it is shown, is noted. */
async function noteAboutBox(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ app: program }) => {
    const noted = { told: {}, shown: 0 }
    const { setAboutPanelOptions, showAboutPanel } = program
    program.setAboutPanelOptions = (options) => {
      noted.told = options
      setAboutPanelOptions.call(program, options)
    }
    program.showAboutPanel = () => {
      noted.shown += 1
      showAboutPanel.call(program)
    }
    Reflect.set(globalThis, 'aboutBox', noted)
  })
}

async function expectAboutBox(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items ?? []
    const about = items.flatMap(({ submenu }) => submenu?.items ?? [])
    about.find(({ role }) => role === 'about')?.click()
  })
  const { told, shown } = await app.evaluate(() => Reflect.get(globalThis, 'aboutBox'))
  const electron = await app.evaluate(() => process.versions.electron)
  const { version } = readJson(join(root, 'package.json'))
  const standsIn = findElectron()?.isFallback ?? false
  expect(shown).toBe(1)
  expect(told).toMatchObject({
    applicationName: 'Downlink',
    applicationVersion: version,
    copyright: standsIn
      ? `Electron ${electron} stands in: the current one could not be had.`
      : `Electron ${electron}`,
    // In the page, loaded beside the program, a typeface, and compiled into it.
    authors: expect.arrayContaining(
      [
        /^react 19\.\S+ \(MIT\)$/,
        /^d3-geo \S+ \(ISC\)$/,
        /^better-sqlite3 \S+ \(MIT\)$/,
        /^@fontsource-variable\/inter \S+ \(OFL-1\.1\)$/,
        /^assemblyscript \S+ \(Apache-2\.0\)$/,
      ].map((words) => expect.stringMatching(words)),
    ),
  })
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return child.exitCode
}

async function until(condition: () => boolean): Promise<void> {
  const started = performance.now()
  while (!condition()) {
    if (performance.now() - started > 20_000) throw new Error('It did not happen within 20 s.')
    await pause(50)
  }
}

describe('the page', () => {
  const open = shareWindow((window) => Promise.resolve(window))

  it('has no Node, a strict policy, and one object with four functions', async () => {
    const { page, complaints } = await open()
    expect(page.url()).toBe('app://downlink/index.html')
    const seen = await page.evaluate(() => ({
      node: [typeof Reflect.get(window, 'require'), typeof Reflect.get(window, 'process')],
      bridge: Object.keys(Reflect.get(window, 'downlink')),
    }))
    expect(seen).toEqual({
      node: ['undefined', 'undefined'],
      bridge: ['call', 'addDropped', 'replaceDropped', 'listen'],
    })
    expect(complaints).toEqual([])

    const refused = await page.evaluate(async () => {
      const violations: string[] = []
      document.addEventListener('securitypolicyviolation', (event) =>
        violations.push(event.effectiveDirective),
      )
      const script = document.createElement('script')
      script.textContent = 'window.injected = true'
      const image = new Image()
      image.src = 'https://example.com/x.png'
      const frame = document.createElement('iframe')
      frame.src = 'https://example.com/'
      document.body.append(script, image, frame)
      const fetched = await fetch('https://example.com/').then(
        () => 'answered',
        () => 'refused',
      )
      // Not in the call itself, where the debugger that makes it may evaluate.
      const evaluated = await new Promise<string>((resolve) => {
        setTimeout(() => {
          try {
            const evaluate: unknown = Reflect.get(window, 'eval')
            if (typeof evaluate === 'function') evaluate('1 + 1')
            resolve('ran')
          } catch {
            resolve('refused')
          }
        })
      })
      await new Promise((resolve) => setTimeout(resolve, 200))
      for (const added of [script, image, frame]) added.remove()
      return { violations, fetched, evaluated, injected: Reflect.has(window, 'injected') }
    })
    // Chromium says each of them to the page's console.
    expect(complaints.splice(0).length).toBeGreaterThan(0)
    expect(refused).toMatchObject({ fetched: 'refused', evaluated: 'refused', injected: false })
    expect([...new Set(refused.violations)].toSorted()).toEqual(
      ['connect-src', 'frame-src', 'img-src', 'script-src', 'script-src-elem'].toSorted(),
    )
  })

  it('never leaves, opens nothing, embeds nothing and is given no permission', async () => {
    const { app, page } = await open()
    const permissions = await page.evaluate(async () => {
      const states = ['geolocation', 'notifications', 'clipboard-read', 'midi', 'camera']
      return Promise.all(
        states.map(async (name) => {
          const { state } = await navigator.permissions.query(JSON.parse(JSON.stringify({ name })))
          return state
        }),
      )
    })
    expect(new Set(permissions)).toEqual(new Set(['denied']))
    expect(await page.evaluate(() => window.open('https://example.com/') === null)).toBe(true)
    await page.evaluate(() => {
      const link = document.createElement('a')
      link.href = 'https://example.com/'
      document.body.append(link)
      link.click()
      link.target = '_blank'
      link.click()
      const guest = document.createElement('webview')
      guest.setAttribute('src', 'https://example.com/')
      document.body.append(guest)
      location.href = 'app://downlink/other.html'
    })
    await pause(300)
    expect(page.url()).toBe('app://downlink/index.html')
    const contents = await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)
    expect(contents).toBe(1)
  })

  it('is served from its own folder alone', async () => {
    const { app } = await open()
    const statuses = await app.evaluate(async ({ net }) => {
      const addresses = [
        'app://downlink/index.html',
        'app://downlink/../main/index.js',
        'app://downlink/..%2fmain%2findex.js',
        'app://downlink/assets/../../package.json',
        'app://elsewhere/index.html',
      ]
      return Promise.all(addresses.map(async (address) => (await net.fetch(address)).status))
    })
    expect(statuses).toEqual([200, 404, 404, 404, 404])
  })

  it('says in the menu what it can do, and does it', async () => {
    const { app, page } = await open()
    await app.evaluate(({ Menu }) => {
      Menu.getApplicationMenu()?.getMenuItemById('show-settings')?.click()
    })
    const heading = page.getByRole('heading', { name: 'Watched folders' })
    await heading.waitFor()
    await expect.poll(() => heading.count()).toBe(1)
  })

  it('shows the first window instead of starting twice', async () => {
    const { app, folder } = await open()
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
    expect(await exitOf(startBare(homeIn(folder)))).toBe(0)
    const minimized = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => window.isMinimized()),
    )
    expect(minimized).toEqual([false])
  })

  it('comes back after a crash, and the station has not noticed', async () => {
    const { app } = await open()
    const [next] = await Promise.all([
      app.waitForEvent('window'),
      app.evaluate(({ BrowserWindow }) => {
        BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
      }),
    ])
    await next.waitForLoadState()
    await next.getByText('Station running').waitFor()
    const windows = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
    expect(windows).toBe(1)
  })
})

describe('the program', () => {
  it('says in its About box what it is and is made of; ends cleanly when its window is closed, and remembers where that was', async () => {
    const { app, page, printed } = await start(noteAboutBox)
    await expectAboutBox(app)
    const ended = once(app.process(), 'exit')
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 50, width: 1000, height: 700 })
    })
    await page.waitForFunction(() => outerWidth === 1000 && outerHeight === 700)
    await app.evaluate(({ BrowserWindow }) => {
      setTimeout(() => BrowserWindow.getAllWindows()[0]?.close())
    })
    expect(await ended).toEqual([0, null])
    running = null
    expect(printed).toEqual([])
    const kept: unknown = JSON.parse(readFileSync(join(home.data, 'window', 'window.json'), 'utf8'))
    expect(kept).toMatchObject({ bounds: { width: 1000, height: 700 }, maximized: false })

    const again = await start()
    const size = await again.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getSize(),
    )
    expect(size).toEqual([1000, 700])
  })

  it('ends cleanly when asked by a signal', async () => {
    const child = startBare(home)
    // It is just starting.
    await until(() => existsSync(join(home.data, 'downlink.db-wal')))
    child.kill('SIGTERM')
    expect(await exitOf(child)).toBe(0)
    expect(existsSync(join(home.data, 'downlink.db-wal'))).toBe(false)
  })

  it('imports on and ends when asked, though its page is killed again and again', async () => {
    mkdirSync(home.ingest, { recursive: true })
    const child = startBare(home)
    let said = ''
    child.stderr?.on('data', (part: Buffer) => {
      said += part.toString()
    })
    // As soon as there is one: the first while it loads.
    await until(() => {
      for (const { pid, kind } of processTree(child.pid ?? 0)) {
        if (kind === 'renderer') sendSignal(pid, 'SIGKILL')
      }
      return said.includes('The page ended again and again')
    })
    await whenWatching(home)
    writeFileSync(join(home.ingest, 'pass.json'), mk1Package(20))
    await until(() => statusesIn(home).includes('complete'))
    child.kill('SIGTERM')
    expect(await exitOf(child)).toBe(0)
  })

  it('names the engine that holds its database, and ends with code 1', async () => {
    const terminal = spawn(projectNode, [join(root, 'out/main/downlink.js'), 'watch'], {
      env: environment(home),
      stdio: 'ignore',
    })
    const lock = join(home.data, 'downlink.db-wal')
    await until(() => existsSync(lock))
    const child = startBare(home)
    let said = ''
    child.stderr?.on('data', (part: Buffer) => {
      said += part.toString()
    })
    await until(() => said.includes('could not start'))
    expect(said).toContain(`process ${terminal.pid}`)
    child.kill('SIGTERM')
    expect(await exitOf(child)).toBe(1)
    terminal.kill('SIGTERM')
    await exitOf(terminal)
  })
})
