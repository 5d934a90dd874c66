// Electron's security checklist, as far as other tests don't go through it (docs/reliability.md).
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { command } from '../../scripts/lib/electron.js'
import { readJson, root } from '../../scripts/lib/project.js'
import { findElectron } from '../../scripts/lib/electron.js'
import { mk1Package } from '../helpers/packages'
import { ask } from './bridge'
import { dragFiles, dropAddress } from './drag'
import { environment, launch, makeHome, type Home, type RunningApp } from './launch'

let home: Home
let running: RunningApp

beforeAll(async () => {
  home = makeHome()
  running = await launch(home)
  await running.page.getByText('Station running').waitFor()
})

afterAll(async () => {
  await running.app.close()
  home.remove()
})

const PAGE = 'app://downlink/index.html'

const built = (...folder: string[]): string[] =>
  readdirSync(join(root, 'out', ...folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.c?js$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))

/** In the page, as after a click: Playwright waits for navigations that were prevented. */
const inPage = (script: string): Promise<unknown> =>
  running.app.evaluate(
    ({ BrowserWindow }, text) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(text, true),
    script,
  )

const windows = (): Promise<number> =>
  running.app.evaluate(({ webContents }) => webContents.getAllWebContents().length)

describe('the page (checklist 2, 5)', () => {
  it('has nothing of Node, in itself, in a frame and in a worker', async () => {
    const names = ['require', 'process', 'module', 'Buffer', 'global', 'setImmediate', 'electron']
    const found = await running.page.evaluate(async (asked) => {
      const typesIn = (scope: object): string[] =>
        asked.map((name) => typeof Reflect.get(scope, name))
      const frame = document.createElement('iframe')
      document.body.append(frame)
      const inFrame = frame.contentWindow === null ? [] : typesIn(frame.contentWindow)
      const bridge =
        frame.contentWindow === null ? '' : typeof Reflect.get(frame.contentWindow, 'downlink')
      frame.remove()
      const script = new Blob(['postMessage(typeof require + typeof process)'])
      const worker = await new Promise((resolve) => {
        try {
          const made = new Worker(URL.createObjectURL(script))
          made.addEventListener('message', ({ data }) => resolve(data))
          made.addEventListener('error', () => resolve('refused'))
        } catch {
          resolve('refused')
        }
      })
      return { page: typesIn(window), inFrame, bridge, worker }
    }, names)
    const none = names.map(() => 'undefined')
    expect(found).toEqual({ page: none, inFrame: none, bridge: 'undefined', worker: 'refused' })
  })

  it('is given no device, no capture and no permission, whatever it asks for', async () => {
    const asked = {
      notifications: `Notification.requestPermission()`,
      media: `navigator.mediaDevices.getUserMedia({ audio: true, video: true })`,
      display: `navigator.mediaDevices.getDisplayMedia({ video: true })`,
      place: `new Promise((yes, no) => navigator.geolocation.getCurrentPosition(yes, no))`,
      clipboard: `navigator.clipboard.readText()`,
      hid: `navigator.hid.requestDevice({ filters: [] }).then((found) => found.length || 'denied')`,
      serial: `navigator.serial.requestPort()`,
      usb: `navigator.usb.requestDevice({ filters: [] })`,
      bluetooth: `navigator.bluetooth.requestDevice({ acceptAllDevices: true })`,
      midi: `navigator.requestMIDIAccess({ sysex: true })`,
      files: `showOpenFilePicker()`,
      lock: `navigator.keyboard.lock().then(() => document.pointerLockElement ?? 'denied')`,
    }
    const answers = await running.app.evaluate(async ({ BrowserWindow }, calls) => {
      const [window] = BrowserWindow.getAllWindows()
      const found: Record<string, unknown> = {}
      for (const [name, call] of Object.entries(calls)) {
        // As the page calls after a click, which several of them ask for.
        const script = `Promise.resolve().then(() => ${call}).then(String, () => 'denied')`
        const late = new Promise((resolve) => setTimeout(() => resolve('unanswered'), 5_000))
        const answer = window?.webContents.executeJavaScript(script, true)
        found[name] = await Promise.race([answer, late])
      }
      return found
    }, asked)
    expect(answers).toEqual(Object.fromEntries(Object.keys(asked).map((name) => [name, 'denied'])))
  })
})

describe('the window (checklist 6, 8 to 12)', () => {
  it('was made with everything dangerous off', async () => {
    const preferences = await running.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      const getPreferences: unknown = contents && Reflect.get(contents, 'getLastWebPreferences')
      return typeof getPreferences === 'function' ? Object(getPreferences.call(contents)) : {}
    })
    // What is not set is off; Electron leaves some of them out then.
    const off = { nodeIntegrationInWorker: false, navigateOnDragDrop: false }
    expect({ ...off, ...preferences }).toMatchObject({
      ...off,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      enableBlinkFeatures: '',
      webviewTag: false,
    })
  })

  it('is made by a program that never names what would turn that on, or opens an address', () => {
    const dangerous =
      /webSecurity|allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures|openExternal|enableRemoteModule|bypassCSP|nodeIntegrationIn/
    for (const text of [...built('main'), ...built('preload')]) expect(text).not.toMatch(dangerous)
  })
})

describe('the policy of the page (checklist 7)', () => {
  it('comes with every answer, whatever was asked for', async () => {
    const policies = await running.app.evaluate(async ({ net }) => {
      const addresses = ['index.html', 'none.html', '../main/index.js', 'assets/']
      const answers = addresses.map((path) => net.fetch(`app://downlink/${path}`))
      return (await Promise.all(answers)).map(({ headers }) =>
        headers.get('content-security-policy'),
      )
    })
    for (const policy of policies) {
      expect(policy).toMatch(/^default-src 'none'; script-src 'self'; /)
      expect(policy).not.toMatch(/unsafe|\*|https?:|data:|blob:/)
    }
  })
})

describe('the page stays where it is (checklist 13, 14)', () => {
  const attempts: Readonly<Record<string, string>> = {
    location: `location.assign('https://example.com/')`,
    'another page of its own': `location.href = 'app://downlink/other.html'`,
    'a local file': `location.href = 'file:///etc/passwd'`,
    script: `location.href = 'javascript:document.body.replaceChildren()'`,
    refresh: `document.head.insertAdjacentHTML('beforeend', '<meta http-equiv="refresh" content="0;url=https://example.com/">')`,
    form: `(() => { const f = document.createElement('form'); f.action = 'https://example.com/'; document.body.append(f); f.submit(); f.remove() })()`,
    base: `document.head.insertAdjacentHTML('beforeend', '<base href="https://example.com/">')`,
    history: `history.back(); history.forward(); history.go(-1)`,
    open: `window.open('https://example.com/'); window.open('app://downlink/index.html')`,
    frame: `(() => { const f = document.createElement('iframe'); f.src = 'app://downlink/index.html'; document.body.append(f) })()`,
    ...Object.fromEntries(
      ['_self', '_blank', '_top', 'other'].flatMap((target) =>
        [{}, { ctrlKey: true }, { shiftKey: true }, { button: 1 }].map((how) => [
          `a link to ${target} ${JSON.stringify(how)}`,
          `(() => { const a = document.createElement('a'); a.href = 'https://example.com/'; a.target = '${target}'; document.body.append(a); a.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...${JSON.stringify(how)} })); a.click(); a.remove() })()`,
        ]),
      ),
    ),
  }

  it.each(Object.entries(attempts))('%s', async (_name, script) => {
    await inPage(script)
    await pause(100)
    expect(running.page.url()).toBe(PAGE)
    await expect.poll(() => windows()).toBe(1)
    const left = await inPage(`(() => {
      const framed = [...document.querySelectorAll('iframe')]
      const inside = framed.map((frame) => frame.contentDocument?.body?.textContent ?? '').join('')
      for (const added of [...framed, ...document.querySelectorAll('meta[http-equiv=refresh], base')]) added.remove()
      return [inside, document.body.innerText.includes('Station running')]
    })()`)
    expect(left).toEqual(['', true])
  })

  it('when something is dropped on it', async () => {
    const page = join(home.folder, 'page.html')
    writeFileSync(page, '<title>other</title>')
    await dragFiles(running.page, [page], ['dragEnter', 'dragOver', 'drop'])
    await dropAddress(running.page, 'https://example.com/')
    await dropAddress(running.page, 'file:///etc/passwd')
    await pause(300)
    expect(running.page.url()).toBe(PAGE)
    await expect.poll(() => windows()).toBe(1)
  })
})

describe('the program (checklist 16, 24, 26)', () => {
  it('runs on the Electron that it names, or says that another one stands in', async () => {
    const info = await running.page.evaluate(() =>
      Reflect.get(Reflect.get(window, 'downlink'), 'call')('app:info', undefined),
    )
    const { devDependencies } = readJson(join(root, 'package.json'))
    const isFallback = findElectron()?.isFallback ?? false
    expect(info).toMatchObject({ value: { fallbackElectron: isFallback } })
    if (isFallback) return
    expect(info).toMatchObject({ value: { electron: devDependencies.electron } })
  })

  it('is not changed by what a second one is started with, but for files that it opens', async () => {
    const path = join(home.folder, 'argument.json')
    writeFileSync(path, mk1Package(3))
    const { executablePath, args } = command()
    const hostile = [
      path,
      '--load-extension=/tmp',
      '--remote-debugging-port=0',
      '--js-flags=--expose-gc',
      '--user-data-dir=/',
      '--app-path=/',
      'downlink://files/delete?all',
      'file:///etc/passwd',
    ]
    for (const argument of hostile) {
      const second = spawn(executablePath, [...args, argument], {
        env: environment(home),
        stdio: 'ignore',
      })
      await once(second, 'exit')
    }
    expect(running.page.url()).toBe(PAGE)
    await expect.poll(() => windows()).toBe(1)
    const names = async (): Promise<string[]> => {
      const page = { section: 'history', offset: 0, limit: 50 } as const
      return (await ask(running.page, 'files:page', page)).rows.map(({ name }) => name)
    }
    await expect.poll(names).toEqual(['argument.json'])
  })

  it('has only packages with a checksum, and a script of an installation in native ones alone', () => {
    const { packages } = readJson(join(root, 'package-lock.json'))
    const all = Object.entries<Record<string, unknown>>(packages).filter(([name]) => name !== '')
    const unchecked = all.filter(
      ([, one]) => one['link'] !== true && one['integrity'] === undefined,
    )
    expect(unchecked.map(([name]) => name)).toEqual([])
    const shipped = all.filter(([, one]) => one['dev'] !== true && one['hasInstallScript'] === true)
    expect(shipped.map(([name]) => name)).toEqual([])
  })
})
