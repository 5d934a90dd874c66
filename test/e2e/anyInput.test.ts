import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { invokes } from '../../src/shared/ipc'
import { payloads } from '../helpers/malice'
import { mk1Package } from '../helpers/packages'
import { afterTest } from '../helpers/station'
import { launch, makeHome } from './launch'

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

/** What a key of an input is worth when it is none that is tried. */
const usual: Readonly<Record<string, unknown>> = {
  fileId: 1,
  line: 2,
  mendId: 1,
  faultId: 1,
  faultIds: [1],
  job: 'job',
  preview: 'job',
  offset: 0,
  limit: 5,
  neighbours: 2,
  section: 'queue',
  action: 'retry',
  format: 'csv',
  note: 'note',
  text: '{}',
  order: 'lines',
  outcome: null,
  filter: { types: [], fileIds: [], codes: [], fields: [], statuses: [], faultIds: [] },
  scope: { kind: 'file', fileId: 1 },
  window: null,
  channels: ['velocity'],
  buckets: 10,
  gapUs: null,
  needle: new Uint8Array([1]),
  id: 'reader',
  purpose: 'ingest',
  fromMs: 0,
  toMs: 1,
  kinds: null,
  end: 'last',
}

/** Every call, with each text as the value of each of its keys in turn, also within what it holds. */
function calls(texts: readonly string[]): [string, unknown][] {
  return Object.entries(invokes).flatMap(([channel, { input }]) => {
    const shape: unknown = Reflect.get(input, 'shape')
    if (typeof shape !== 'object' || shape === null) {
      return texts.map((text): [string, unknown] => [channel, text])
    }
    const keys = Object.keys(shape)
    const plain = Object.fromEntries(keys.map((key) => [key, usual[key]]))
    return keys.flatMap((key) =>
      texts.flatMap((text) =>
        [
          text,
          [text],
          { kind: 'type', satelliteType: text },
          { filter: { ...Object(usual['filter']), types: [text], fields: [text] } },
          { faultId: 1, satelliteType: text, fileIds: [1] },
          { steps: [{ do: 'set', key: text, value: text }] },
        ].map((value): [string, unknown] => [channel, { ...plain, [key]: value }]),
      ),
    )
  })
}

it('no text that comes through the door makes the program touch what lies outside its folders', async () => {
  const home = makeHome()
  afterTest(() => home.remove())
  const outside = join(home.folder, 'outside')
  mkdirSync(outside)
  writeFileSync(join(outside, 'sentinel.json'), mk1Package(5))
  chmodSync(outside, 0o755)
  mkdirSync(home.ingest, { recursive: true })
  writeFileSync(join(home.ingest, 'pass.json'), `${mk1Package(20)}{"bad":1}\n`)
  const picture = (): unknown[] =>
    readdirSync(outside, { encoding: 'utf8' }).map((name) => {
      const { ino, mode, mtimeMs, ctimeMs } = lstatSync(join(outside, name))
      return [name, ino, mode, mtimeMs, ctimeMs, readFileSync(join(outside, name), 'utf8')]
    })
  const before = picture()
  const folders = (): string[] => readdirSync(home.folder).toSorted()

  const { app, page } = await launch(home)
  afterTest(() => app.close())
  // Most calls are about a package, and refused as long as there is none.
  await page.getByText('Complete', { exact: true }).first().waitFor({ timeout: 60_000 })
  const foldersBefore = folders()
  const asked = calls([...paths(outside), ...payloads])
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
  expect(answered).toBeGreaterThan(5_000)
  // Most are refused at the door, which wants a number or one of few words; not those with a note, a
  // name or a line in them.
  expect(accepted).toBeGreaterThan(100)
  expect(picture()).toEqual(before)
  expect(folders()).toEqual(foldersBefore)
  const own = [home.data, home.ingest]
  expect(opened.filter((path) => !own.some((folder) => path.startsWith(folder)))).toEqual([])
  await page.getByText('Station running').waitFor()
}, 300_000)
