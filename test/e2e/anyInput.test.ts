import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { invokes } from '../../src/shared/ipc'
import { inputsWith } from '../helpers/inputs'
import { payloads } from '../helpers/malice'
import { mk1Package } from '../helpers/packages'
import { afterTest } from '../helpers/afterTest'
import { launch, makeHome, whenWatching } from './launch'

/** Texts that lead out of a folder, or would elsewhere. */
const paths = (outside: string): string[] => [
  outside,
  `${outside}/sentinel.json`,
  '/etc/passwd',
  '../outside/sentinel.json',
  '../../outside/sentinel.json',
  'x/../../outside/sentinel.json',
  '..%2foutside%2fsentinel.json',
  '..\\outside\\sentinel.json',
  `${outside}/sentinel.json\0.json`,
  `file://${outside}/sentinel.json`,
  '~/outside/sentinel.json',
  '$HOME/outside/sentinel.json',
  '',
  '.',
  '..',
  '/',
]

/** The bad line of the package, and lists from their beginning. */
const numbers = {
  line: 22,
  offset: 0,
  limit: 10,
  fromUs: 0,
  toUs: 2 ** 52,
  fromMs: 0,
  toMs: 2 ** 42,
}

/** Of the inputs of a text that is no path one in so many is tried, of each such text others. */
const OTHER_STRIDE = 3

/** Every call with every kind of input that it takes, with each path wherever there may be a text. */
function calls(pathTexts: readonly string[], others: readonly string[]): [string, unknown][] {
  return [
    ...pathTexts.flatMap(callsWith),
    ...others.flatMap((text, i) => callsWith(text).filter((_, k) => (i + k) % OTHER_STRIDE === 0)),
  ]
}

function callsWith(text: string): [string, unknown][] {
  return Object.entries(invokes).flatMap(([channel, { input }]) =>
    inputsWith({ text, numbers }, input).map((value): [string, unknown] => [channel, value]),
  )
}

it('no text that comes through the door makes the program touch what lies outside its folders', async () => {
  const home = makeHome()
  afterTest(() => home.remove())
  const outside = join(home.folder, 'outside')
  mkdirSync(outside)
  writeFileSync(join(outside, 'sentinel.json'), mk1Package(5))
  chmodSync(outside, 0o755)
  mkdirSync(home.ingest, { recursive: true })
  const picture = (): unknown[] =>
    readdirSync(outside, { encoding: 'utf8' }).map((name) => {
      const { ino, mode, mtimeMs, ctimeMs } = lstatSync(join(outside, name))
      return [name, ino, mode, mtimeMs, ctimeMs, readFileSync(join(outside, name), 'utf8')]
    })
  const before = picture()
  const folders = (): string[] => readdirSync(home.folder).toSorted()

  const { app, page } = await launch(home)
  afterTest(() => app.close())
  await whenWatching(home)
  writeFileSync(join(home.ingest, 'pass.json'), `${mk1Package(20)}{"bad":1}\n`)
  // Most calls are about a package, and refused as long as there is none.
  await page.getByText('Complete', { exact: true }).first().waitFor({ timeout: 60_000 })
  const foldersBefore = folders()
  const asked = calls(paths(outside), payloads)
  const { answered, accepted, opened } = await app.evaluate(
    async ({ ipcMain, BrowserWindow, dialog, shell }, all) => {
      const shown: string[] = []
      // Nobody is there who would choose something.
      Reflect.set(dialog, 'showOpenDialog', () =>
        Promise.resolve({ canceled: true, filePaths: [] }),
      )
      Reflect.set(dialog, 'showSaveDialog', () => Promise.resolve({ canceled: true, filePath: '' }))
      Reflect.set(shell, 'showItemInFolder', (path: string) => shown.push(path))
      Reflect.set(shell, 'openPath', async (path: string) => {
        shown.push(path)
        return ''
      })
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      const handlers: Map<string, (event: object, input: unknown) => Promise<unknown>> =
        Reflect.get(ipcMain, '_invokeHandlers')
      const event = { sender: contents, senderFrame: contents?.mainFrame }
      let [count, taken] = [0, 0]
      for (const [channel, input] of all) {
        const reply = await handlers.get(channel)?.(event, input)
        count += 1
        if (Reflect.get(Object(reply), 'ok') === true) taken += 1
      }
      return { answered: count, accepted: taken, opened: shown }
    },
    asked,
  )
  expect(answered).toBe(asked.length)
  // Else it would have tried the door alone, and not what lies behind it.
  expect(accepted).toBeGreaterThan(5_000)
  expect(picture()).toEqual(before)
  // A start at login is an entry in the user's configuration, and the one thing there.
  expect(folders().filter((name) => name !== '.config')).toEqual(foldersBefore)
  const configuration = join(home.folder, '.config')
  const entries = readdirSync(configuration, { encoding: 'utf8', recursive: true })
  expect(['autostart', 'autostart/downlink.desktop']).toEqual(expect.arrayContaining(entries))
  const own = [home.data, home.ingest]
  expect(opened.filter((path) => !own.some((folder) => path.startsWith(folder)))).toEqual([])
  await page.getByText('Station running').waitFor()
}, 300_000)
