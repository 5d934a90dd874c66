import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, afterAll, describe, expect, it } from 'vitest'
import { invokes } from '../../src/shared/ipc'
import { mk1Package } from '../helpers/packages'
import { launch, makeHome, type Home, type RunningApp } from './launch'
import { watchedFolder } from '#shared/usualSettings'

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

const refused = { ok: false, failure: { code: 'refused', message: expect.any(String) } }

/** Calls as the page makes them, through the bridge, with whatever a script in it might pass. */
const fromPage = (channel: unknown, input: unknown): Promise<unknown> =>
  running.page.evaluate(
    ([name, value]) => Reflect.get(Reflect.get(window, 'downlink'), 'call')(name, value),
    [channel, input] as const,
  )

/** What main answers when a call comes from this frame, past the checks of the preload. */
function fromFrame(
  which: 'page' | 'subframe' | 'gone',
  channel: string,
  payload: string,
): Promise<unknown> {
  return running.app.evaluate(
    async ({ ipcMain, BrowserWindow }, asked) => {
      const [window] = BrowserWindow.getAllWindows()
      if (window === undefined) throw new Error('there is no window')
      const { mainFrame } = window.webContents
      const addFrame = `document.body.append(Object.assign(document.createElement('iframe'), { id: 'f' }))`
      if (asked.which !== 'page') await window.webContents.executeJavaScript(`${addFrame}; 0`)
      const senderFrame = asked.which === 'page' ? mainFrame : mainFrame.frames.at(-1)
      if (senderFrame === undefined) throw new Error('there is no such frame')
      const removeFrame = `document.getElementById('f').remove()`
      if (asked.which === 'gone') {
        await window.webContents.executeJavaScript(`${removeFrame}; 0`)
        await new Promise((resolve) => setTimeout(resolve, 200))
      }
      const handlers: Map<string, (event: object, input: unknown) => Promise<unknown>> =
        Reflect.get(ipcMain, '_invokeHandlers')
      const input: unknown = process
        .getBuiltinModule('node:vm')
        .runInThisContext(`(${asked.payload})`)
      const event = { sender: window.webContents, senderFrame }
      try {
        return await handlers.get(asked.channel)?.(event, input)
      } finally {
        if (asked.which === 'subframe')
          await window.webContents.executeJavaScript(`${removeFrame}; 0`)
      }
    },
    { which, channel, payload },
  )
}

describe('the bridge', () => {
  it.each<[unknown, unknown]>([
    ['files:delete', { fileId: 1 }],
    ['__proto__', undefined],
    ['constructor', undefined],
    ['toString', undefined],
    [null, undefined],
    [{}, undefined],
    ['files:get', { fileId: '1; DROP TABLE files' }],
    ['files:get', { fileId: 2 ** 60 }],
    ['files:page', { section: 'queue', offset: 0, limit: 1e9 }],
    ['settings:update', { quietMs: -1 }],
    ['settings:update', { folders: ['/'] }],
    ['settings:update', { folders: [{ ...watchedFolder('/'), after: 'x' }] }],
    ['files:act', { fileId: 1, action: 'delete' }],
  ])('refuses %j with %j', async (channel, input) => {
    expect(await fromPage(channel, input)).toEqual(refused)
  })

  it('brings in no file that was not dropped or opened by a person', async () => {
    const path = join(home.folder, 'secret.json')
    writeFileSync(path, mk1Package(3))
    for (const paths of [[path], ['/etc/passwd'], ['../../etc/passwd'], [`${path}\0`]]) {
      expect(await fromPage('files:add', { paths })).toEqual(refused)
    }
    const replaced = await fromPage('removals:replace-dropped', { fileId: 1, path })
    expect(replaced).toEqual(refused)
    const made = await running.page.evaluate(async (name) => {
      const add: (files: unknown) => Promise<unknown> = Reflect.get(
        Reflect.get(window, 'downlink'),
        'addDropped',
      )
      const forged = Object.defineProperty(new File(['{}'], 'forged.json'), 'path', { value: name })
      return [await add([forged]), await add([{ path: name }]), await add(name), await add([name])]
    }, path)
    expect(made).toEqual([
      { ok: true, value: { added: 0, known: 0, refused: [expect.anything()], fileIds: [] } },
      refused,
      refused,
      refused,
    ])
    expect(await fromPage('files:page', { section: 'history', offset: 0, limit: 9 })).toEqual({
      ok: true,
      value: { total: 0, rows: [] },
    })
  })

  it('takes no folder that nobody chose', async () => {
    for (const folder of [home.folder, '/', '..', `${home.ingest}/../..`]) {
      const asked = { folders: [watchedFolder(folder)], archiveFolder: folder }
      expect(await fromPage('settings:update', asked)).toMatchObject({ ok: false })
    }
    expect(await fromPage('settings:get', undefined)).toMatchObject({
      value: { folders: [watchedFolder(home.ingest)], archiveFolder: null },
    })
    const folders = [{ ...watchedFolder(home.ingest), site: 'svalbard' }]
    expect(await fromPage('settings:update', { folders })).toMatchObject({ ok: true })
    expect(await fromPage('folder:open', { folder: '/etc' })).toEqual({ ok: true, value: false })
  })

  it('is out of reach of what the page does to the prototypes', async () => {
    const answers = await running.page.evaluate(async () => {
      const bridge = Reflect.get(window, 'downlink')
      const patched: [object, string, unknown][] = [
        [Array, 'isArray', () => true],
        [Array.prototype, 'every', () => true],
        [Object, 'hasOwn', () => true],
        [Object.prototype, 'success', true],
      ]
      const before = patched.map(([on, name]) => Object.getOwnPropertyDescriptor(on, name))
      for (const [on, name, value] of patched) {
        Reflect.defineProperty(on, name, { value, configurable: true, writable: true })
      }
      const found = [
        await bridge.call('no:such', 1),
        await bridge.addDropped('x'),
        await bridge.replaceDropped(1, 'x'),
      ]
      patched.forEach(([on, name], i) => {
        const old = before[i]
        if (old === undefined) Reflect.deleteProperty(on, name)
        else Reflect.defineProperty(on, name, old)
      })
      return [...found, Object.keys(bridge)]
    })
    const functions = ['call', 'addDropped', 'replaceDropped', 'listen']
    expect(answers).toEqual([refused, refused, refused, functions])
  })

  it('hands a listener the message alone, and only what the contract names', async () => {
    const heard = await running.page.evaluate(
      () =>
        new Promise<unknown>((resolve) => {
          const bridge = Reflect.get(window, 'downlink')
          bridge.listen('push:settings', (...said: unknown[]) => resolve(said))
          bridge.listen('no:such', () => resolve('what nobody may hear'))
          void bridge.call('settings:update', { theme: 'dark' })
        }),
    )
    expect(heard).toEqual([expect.objectContaining({ theme: 'dark' })])
  })
})

describe('the door in the main process', () => {
  it('has the calls of the contract and no others', async () => {
    const channels = await running.app.evaluate(({ ipcMain }) => [
      ...Reflect.get(ipcMain, '_invokeHandlers').keys(),
    ])
    expect(new Set(channels)).toEqual(new Set(Object.keys(invokes)))
    const listeners = await running.app.evaluate(({ ipcMain }) => ipcMain.eventNames())
    expect(listeners.filter((name) => name !== 'error')).toEqual([])
  })

  it('answers the page', async () => {
    expect(await fromFrame('page', 'settings:get', 'undefined')).toMatchObject({ ok: true })
  })

  it.each(['subframe', 'gone'] as const)(
    'answers no frame but the page’s own: %s',
    async (which) => {
      for (const channel of ['settings:get', 'files:get', 'station:pause-all', 'folder:choose']) {
        expect(await fromFrame(which, channel, 'undefined')).toEqual(refused)
      }
    },
  )

  it.each([
    ['files:get', `{ fileId: 1, extra: 1 }`],
    ['files:get', `JSON.parse('{"fileId":1,"__proto__":{"admin":true}}')`],
    ['files:get', `new Map([['fileId', 1]])`],
    ['files:add', `{ paths: ['x'.repeat(5000)] }`],
    ['files:add', `{ paths: Array(10001).fill('/x') }`],
    ['files:add', `{ paths: ['x'.repeat(9e6)] }`],
    ['files:add', `{ paths: [new Uint8Array(9e6)] }`],
    ['settings:update', `{ theme: 'x'.repeat(5e7) }`],
    [
      'inbox:search',
      `{ job: 'a', needle: new Uint8Array(1e6), filter: { types: [], fileIds: [], codes: [], fields: [], statuses: [], faultIds: [] } }`,
    ],
    ['inbox:lines', `{ offset: 0, limit: 5, filter: { types: ['x'.repeat(1e6)] } }`],
    ['mend:judge', `{ fileId: 1, text: 'x'.repeat(2e6) }`],
    ['removals:remove', `{ fileId: 1, note: 'x'.repeat(1e6) }`],
    [
      'settings:update',
      `(() => { let deep = 1; for (let i = 0; i < 2e5; i += 1) deep = [deep]; return { theme: deep } })()`,
    ],
    ['station:pause-all', `null`],
    ['app:info', `0`],
  ])('refuses %s with %s', async (channel, payload) => {
    const startedAt = performance.now()
    expect(await fromFrame('page', channel, payload)).toEqual(refused)
    expect(performance.now() - startedAt).toBeLessThan(5_000)
  })

  it('answers no other window, with the same preload or with none', async () => {
    const preload = join(import.meta.dirname, '../../out/preload/index.cjs')
    const answers = await running.app.evaluate(
      async ({ BrowserWindow }, [script, ...channels]) => {
        const open = async (url: string, webPreferences: Electron.WebPreferences) => {
          const window = new BrowserWindow({ show: false, webPreferences })
          await window.loadURL(url)
          return window
        }
        const found: unknown[] = []
        const page = 'app://downlink/index.html'
        for (const url of [page, 'app://downlink/none.html']) {
          const twin = await open(url, { preload: script ?? '', sandbox: true })
          for (const channel of ['settings:get', 'station:pause-all']) {
            found.push(await twin.webContents.executeJavaScript(`downlink.call('${channel}')`))
          }
          twin.destroy()
          const bare = await open(url, {
            nodeIntegration: true,
            contextIsolation: false,
            sandbox: false,
          })
          for (const channel of channels) {
            const call = `require('electron').ipcRenderer.invoke('${channel}', undefined)`
            found.push(await bare.webContents.executeJavaScript(call))
          }
          const unknown = `require('electron').ipcRenderer.invoke('no:such').catch(() => 'nobody')`
          found.push(await bare.webContents.executeJavaScript(unknown))
          bare.destroy()
        }
        return found
      },
      [preload, ...Object.keys(invokes)],
    )
    const each = [refused, refused, ...Object.keys(invokes).map(() => refused), 'nobody']
    expect(answers).toEqual([...each, ...each])
    expect(await fromPage('settings:get', undefined)).toMatchObject({ value: { paused: false } })
  })
})

describe('the page’s own scheme', () => {
  it('serves nothing but the page’s files', async () => {
    const statuses = await running.app.evaluate(
      async ({ net }, addresses) =>
        Promise.all(
          addresses.map((address) =>
            net.fetch(address).then(
              ({ status }) => status,
              () => 'blocked',
            ),
          ),
        ),
      [
        'app://downlink/index.html',
        'app://downlink/',
        'app://downlink/assets',
        'app://downlink/%2e%2e/main/index.js',
        'app://downlink/%2e%2e%2fmain%2findex.js',
        'app://downlink/..%5cmain%5cindex.js',
        'app://downlink/....//main/index.js',
        'app://downlink//etc/passwd',
        'app://downlink/%2fetc%2fpasswd',
        'app://downlink/index.html%00.css',
        'app://downlink/%00',
        'app://downlink/index.html/../../../package.json',
        'app://downlink/.git/config',
        'app://downlink/%ff%fe',
        'app://downlink/assets/%2e%2e/%2e%2e/preload/index.cjs',
        'app://elsewhere/index.html',
        'app://user@downlink/index.html',
      ],
    )
    expect(statuses).toEqual([200, ...Array(16).fill(expect.toBeOneOf([404, 'blocked']))])
  })

  it('is the only one that the page gets anything from', async () => {
    const addresses = [
      'file:///etc/passwd',
      'https://example.com/',
      'data:text/html,x',
      'blob:x',
      'devtools://devtools/x',
    ]
    const got = await running.page.evaluate(
      (urls) =>
        Promise.all(
          urls.map((url) =>
            fetch(url).then(
              () => url,
              () => 'refused',
            ),
          ),
        ),
      addresses,
    )
    expect(got).toEqual(addresses.map(() => 'refused'))
    for (const url of addresses) {
      await running.page.evaluate((address) => {
        location.href = address
      }, url)
    }
    expect(running.page.url()).toBe('app://downlink/index.html')
  })
})
