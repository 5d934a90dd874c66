// The program as a desktop sees it: tray, notifications, sleep, files that are opened with it, login.
import Database from 'better-sqlite3'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { command } from '../../scripts/lib/electron.js'
import { launch as launchProgram } from '../../scripts/lib/launch.js'
import { afterTest } from '../helpers/afterTest'
import { needs } from '../helpers/needs'
import { mk1Package } from '../helpers/packages'
import { until } from '../helpers/station'
import { ask } from './bridge'
import { startDesktop, type Desktop } from './desktop/desktop'
import { dragFiles } from './drag'
import { environment, launch, makeHome, whenWatching, type Home, type RunningApp } from './launch'

/** What the program tells the system of itself, which nobody could read there. */
interface Noted {
  readonly boxes: string[]
  readonly badges: number[]
  readonly progress: number[]
}

/** Notes what it tells; whoever is asked something by a box says the first thing. */
async function noteTelling(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ app: program, BrowserWindow, dialog }) => {
    const noted: Noted = { boxes: [], badges: [], progress: [] }
    Reflect.set(globalThis, 'noted', noted)
    dialog.showMessageBox = (...given: unknown[]) => {
      noted.boxes.push(String(Reflect.get(Object(given.at(-1)), 'message')))
      return Promise.resolve({ response: 0, checkboxChecked: false })
    }
    program.setBadgeCount = (count) => noted.badges.push(count ?? 0) > 0
    BrowserWindow.prototype.setProgressBar = (progress) => void noted.progress.push(progress)
  })
}

describe('at home on a desktop', needs('Linux', 'a session bus'), () => {
  let home: Home
  let desktop: Desktop
  let running: RunningApp
  let isRunning = false

  const noted = (): Promise<Noted> => running.app.evaluate(() => Reflect.get(globalThis, 'noted'))
  const isVisible = (app = running.app): Promise<boolean> =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((w) => w.isVisible()))
  const closeWindow = (app = running.app): Promise<void> =>
    app.evaluate(({ BrowserWindow }) => {
      setTimeout(() => BrowserWindow.getAllWindows()[0]?.close())
    })
  const hide = async (): Promise<void> => {
    await closeWindow()
    await until('the window to go', async () => !(await isVisible()))
  }
  const write = (name: string, text: string): string => {
    const path = join(home.folder, name)
    writeFileSync(path, text)
    return path
  }
  /** A file that is no package comes to the watched folder. */
  const hold = (name: string): void => writeFileSync(join(home.ingest, name), 'no package\n')
  const badge = async (): Promise<number | undefined> => (await noted()).badges.at(-1)
  const startAgain = async (cwd: string, ...given: string[]): Promise<void> => {
    const { executablePath, args } = command()
    const second = spawn(executablePath, [...args, ...given], {
      cwd,
      env: { ...environment(home), ...desktop.env },
      stdio: 'ignore',
    })
    await once(second, 'exit')
  }
  const sourceOf = (name: string): unknown => {
    const db = new Database(join(home.data, 'downlink.db'), { readonly: true })
    try {
      const asked = "SELECT source FROM files WHERE name = ? AND status = 'complete'"
      return db.prepare(asked).pluck().get(name)
    } finally {
      db.close()
    }
  }

  beforeAll(async () => {
    home = makeHome()
    desktop = await startDesktop(home.folder)
    running = await launch(home, noteTelling, desktop.env)
    isRunning = true
    running.app.on('close', () => {
      isRunning = false
    })
    await whenWatching(home)
    await until(
      'the icon in the tray',
      () => desktop.calls('RegisterStatusNotifierItem').length > 0,
    )
  })

  afterAll(async () => {
    if (isRunning) await running.app.close()
    await desktop?.stop()
    home?.remove()
  })

  it('goes on in the tray when its window is closed, says so once, and comes back by its menu', async () => {
    await hide()
    expect((await noted()).boxes).toEqual(['Downlink goes on in the tray.'])
    await expect.poll(() => desktop.tooltip()).toBe('Downlink: watching')
    expect(await desktop.menu()).toEqual(['watching', 'Show Downlink', 'Pause Everything', 'Quit'])
    await desktop.choose('Pause Everything')
    await expect.poll(() => desktop.menu()).toContain('paused')
    await desktop.choose('Resume Everything')
    await desktop.choose('Show Downlink')
    await until('the window', () => isVisible())
    await hide()
    expect((await noted()).boxes).toHaveLength(1)
  })

  it('tells of a held package once, and never while the window is in front', async () => {
    const icon = await desktop.icon()
    hold('one.json')
    await expect.poll(badge).toBe(1)
    await until('a notification', () => desktop.notifications().length > 0)
    const [shown] = desktop.notifications()
    expect(shown).toMatchObject({ program: 'Downlink', title: 'one.json is held', icon: true })
    expect(shown?.body).toMatch(/type/)
    await expect.poll(() => desktop.menu()).toContain('1 held')
    expect(await desktop.icon()).not.toEqual(icon)

    await desktop.clickNotification(shown?.id ?? 0)
    await until('the window', () => isVisible())
    await running.page.getByRole('heading', { level: 1, name: 'one.json' }).waitFor()

    await until('the window in front', () =>
      running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow() !== null),
    )
    hold('two.json')
    // The badge is told after what is told of the package.
    await expect.poll(badge).toBe(2)
    expect(desktop.notifications()).toHaveLength(1)
  })

  it('keeps the computer awake while a package is imported, and shows how far it is', async () => {
    const inhibited = (): number => desktop.calls('Inhibit').length
    const released = (): number => desktop.calls('Uninhibit').length
    await until('rest', () => released() === inhibited())
    const before = inhibited()
    await ask(running.page, 'settings:update', { linesPerSecond: 4_000, linesPerWrite: 500 })
    const path = write('awake.json', mk1Package(6_000))
    await dragFiles(running.page, [path], ['dragEnter', 'dragOver', 'drop'])
    await until('no sleep', () => inhibited() > before)
    await until('the import', () => sourceOf('awake.json') === 'drop')
    const endedAt = performance.now()
    await until('sleep', () => released() > before)
    expect((desktop.calls('Uninhibit').at(-1) ?? Infinity) - endedAt).toBeLessThan(5_000)
    expect(inhibited()).toBe(before + 1)
    const { progress } = await noted()
    expect(progress.some((part) => part > 0 && part < 1)).toBe(true)
    expect(progress.at(-1)).toBe(-1)
    await ask(running.page, 'settings:update', { linesPerSecond: null })
  })

  it('imports what is opened with it while it runs, from the folder that it is said in', async () => {
    await hide()
    write('opened.json', mk1Package(3))
    await startAgain(home.folder, 'opened.json')
    await until('the import', () => sourceOf('opened.json') === 'open')
    await until('the window', () => isVisible())
    await running.page.getByText('1 added').waitFor()
  })

  it('lists recent packages, and leads to the one that is chosen', async () => {
    const chosen = (): Promise<boolean> =>
      running.app.evaluate(({ Menu }) => {
        const files = Menu.getApplicationMenu()?.items[0]?.submenu?.items ?? []
        const recent = files.find(({ label }) => label === '&Recent Packages')
        const item = recent?.submenu?.items.find(({ label }) => label === 'opened.json')
        item?.click()
        return item !== undefined
      })
    await until('it is listed', chosen)
    await running.page.getByRole('heading', { level: 1, name: 'opened.json' }).waitFor()
  })

  it('starts at login when that is set, and says what the desktop has', async () => {
    const entry = join(home.folder, '.config', 'autostart', 'downlink.desktop')
    const { page } = running
    await page.keyboard.press('g')
    await page.keyboard.press('s')
    const setting = page.getByTestId('setting-startAtLogin')
    await setting.click()
    await until('the entry', () => existsSync(entry))
    expect(readFileSync(entry, 'utf8')).toMatch(/^Exec=".+" "--hidden"$/m)
    await setting.click()
    await until('no entry', () => !existsSync(entry))
  })

  it('ends by its tray, and comes back where it was: at login without its window, until a file is opened', async () => {
    const bounds = { x: 60, y: 70, width: 1010, height: 710 }
    await running.app.evaluate(({ BrowserWindow }, place) => {
      BrowserWindow.getAllWindows()[0]?.setBounds(place)
    }, bounds)
    await until('the new place', () => running.page.evaluate(() => outerWidth === 1010))
    const registered = desktop.calls('RegisterStatusNotifierItem').length
    const ended = once(running.app.process(), 'exit')
    await desktop.choose('Quit')
    expect(await ended).toEqual([0, null])

    const path = write('cold.json', mk1Package(4))
    const env = { ...environment(home), ...desktop.env }
    const atLogin = await launchProgram(env, noteTelling, ['--hidden'])
    await until('its icon', () => desktop.calls('RegisterStatusNotifierItem').length > registered)
    expect(atLogin.windows()).toEqual([])
    const [page] = await Promise.all([
      atLogin.waitForEvent('window'),
      startAgain(home.folder, path),
    ])
    await page.getByText('1 added').waitFor()
    await until('the window', () => isVisible(atLogin))
    const place = await atLogin.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getBounds(),
    )
    expect(place).toEqual(bounds)

    // Where nothing could bring it back, its window's closing is its end.
    await desktop.takeTrayAway()
    const end = once(atLogin.process(), 'exit')
    await closeWindow(atLogin)
    expect(await end).toEqual([0, null])
  })

  it('imports the file that it is started with', async () => {
    const path = write('first.json', mk1Package(5))
    const { executablePath, args } = command()
    const child = spawn(executablePath, [...args, path], {
      env: { ...environment(home), ...desktop.env },
      stdio: 'ignore',
    })
    afterTest(() => child.kill('SIGKILL'))
    await until('the import', () => sourceOf('first.json') === 'open')
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })
})
