import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { mk1Line } from '../helpers/packages'
import { openDatabase, tempFolder, until } from '../helpers/station'
import { pressKeys } from './keys'
import { dropPackages, type Packages } from './packages'
import { shareStation, shareWindow } from './sharedWindow'
import { openWindow, type StationWindow } from './window'

/** A window with one package in it, and the words that its inbox is asked about. */
export interface InboxWindow extends StationWindow {
  readonly groups: Locator
  readonly lines: Locator
  /** The large figures of the inbox: 'Open lines' and so on. */
  readonly figure: (label: string, value: string) => Promise<void>
  /** Presses keys one after the other. */
  readonly press: (...keys: string[]) => Promise<void>
}

/** A record as line `n` of a jackal_mk1 package, its text changed. */
export function spoiled(n: number, change: (text: string) => string): string {
  return change(mk1Line(n))
}

/** A line whose velocity goes by the name that another type gives it. */
export function renamed(n: number): string {
  return spoiled(n, (text) => text.replace('"velocity"', '"vel"'))
}

/** A record as a line of a jackal_mk2 package; its altitude has a unit and so is no number. */
export function mk2Line(n: number): string {
  const ts = new Date(Date.UTC(2026, 0, 2) + n * 1000).toISOString()
  return `{"ts":"${ts}","vel":${7000 + n},"alt":"300 km","lat":1.5,"long":-3.25,"instrument1":"ok","instrument3":"ok","instrument4":"ok"}`
}

/** Writes a jackal_mk2 package; line 2 is the first of the lines. */
export function writeMk2(folder: string, name: string, lines: readonly string[]): string {
  const path = join(folder, name)
  writeFileSync(path, `${['{"satellite_type":"jackal_mk2"}', ...lines].join('\n')}\n`)
  return path
}

/** Answers the save dialog with a path instead of a person. */
export async function saveTo({ app }: StationWindow, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
}

/** Opens a window of a test's own and imports the packages. */
export async function openInbox(packages: Packages): Promise<InboxWindow> {
  const window = await openWindow(tempFolder())
  await dropPackages(window, packages)
  return inboxOf(window)
}

/** The same for tests that share a window and its packages, and change neither. */
export function shareInbox(packages: Packages): () => Promise<InboxWindow> {
  return shareWindow(async (window) => {
    await dropPackages(window, packages)
    return inboxOf(window)
  })
}

/** The same for tests that share a window, where each finds its own packages alone. */
export function shareInboxStation(): (packages: Packages) => Promise<InboxWindow> {
  const open = shareStation()
  return async (packages) => {
    const window = await open()
    await dropPackages(window, packages)
    return inboxOf(window)
  }
}

function inboxOf(window: StationWindow): InboxWindow {
  const { page } = window
  return {
    ...window,
    groups: page.getByRole('grid', { name: 'Groups of bad lines' }).getByTestId('group-row'),
    lines: page.getByRole('grid', { name: 'Bad lines' }).getByTestId('inbox-line'),
    figure: (label, value) => figureIs(page, label, value),
    press: async (...keys) => {
      await pressKeys(page, ...keys)
    },
  }
}

/** The number that a package has, as in '#1'. */
export function idOf(folder: string, name: string): number {
  const query = openDatabase(folder).prepare('SELECT id FROM files WHERE name = ?')
  return Number(query.pluck().get(name))
}

async function figureIs(page: Page, label: string, value: string): Promise<void> {
  const figures = page.getByTestId('inbox-figures')
  await until(`${label}: ${value}`, async () =>
    (await figures.innerText()).replaceAll(/\s+/g, ' ').includes(`${label} ${value}`),
  )
}

const STEP_DELAY_MS = 400

/** Has a thread begin each of its steps late, as on a slow disk: there is time to stop it. */
export async function slowSteps(
  { app }: StationWindow,
  method: 'step' | 'freeStep',
): Promise<void> {
  await app.evaluate(
    (_, { slow, ms }) => {
      const { Worker } = process.getBuiltinModule('node:worker_threads')
      const post = Worker.prototype.postMessage
      Worker.prototype.postMessage = function (message: unknown, transfer) {
        const isSlow = Reflect.get(Object(message), 'method') === slow
        if (isSlow) setTimeout(() => Reflect.apply(post, this, [message, transfer]), ms)
        else Reflect.apply(post, this, [message, transfer])
      }
    },
    { slow: method, ms: STEP_DELAY_MS },
  )
}

/** The ledger of the file whose page is open: '5 lines = 4 imported + 1 bad + 0 skipped'. */
export async function ledgerIs(page: Page, words: string): Promise<void> {
  const ledger = page.getByRole('region', { name: 'Ledger' })
  await until(words, async () => (await ledger.innerText()).replaceAll(/\s+/g, ' ').includes(words))
}
