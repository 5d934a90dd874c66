import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Locator, Page } from 'playwright-core'
import { TestRunner } from 'vitest'
import { afterTest } from '../helpers/afterTest'
import { dragFiles } from './drag'
import { homeIn, launch } from './launch'

/** The real program in its real window, with what tests do to it. */
export interface StationWindow {
  readonly app: ElectronApplication
  readonly page: Page
  /** The home of its user. */
  readonly folder: string
  readonly ingestFolder: string
  readonly row: (name: string) => Locator
  /** A real drop: the paths reach the preload as a person's would. */
  readonly drop: (...paths: string[]) => Promise<void>
  /** What its page has complained of; a good test leaves it empty. */
  readonly complaints: string[]
  readonly close: () => Promise<void>
}

/** Starts Downlink at home in the folder, as often as wanted. Whoever starts it closes it. */
export async function startWindow(folder: string): Promise<StationWindow> {
  const home = homeIn(folder)
  mkdirSync(home.data, { recursive: true })
  const { app, page, complaints } = await launch(home)
  let closed = false
  app.on('close', () => {
    closed = true
  })
  return {
    app,
    page,
    folder,
    ingestFolder: home.ingest,
    row: (name) => page.getByRole('row').filter({ hasText: name }),
    drop: (...paths) => dragFiles(page, paths, ['dragEnter', 'dragOver', 'drop']),
    complaints,
    close: async () => {
      if (!closed) await app.close()
    },
  }
}

/** Waits until the window shows a station that is open: what comes to its folder from now on came later. */
export async function whenOpen({ page }: StationWindow): Promise<void> {
  await page.getByText(/^Station (running|paused)$/).waitFor()
  await page.getByRole('banner').getByText('Starting to watch').waitFor({ state: 'detached' })
}

/** Starts Downlink at home in the folder, as often as wanted. Closed after the test. */
export async function openWindow(folder: string): Promise<StationWindow> {
  const window = await startWindow(folder)
  const test = TestRunner.getCurrentTest()
  afterTest(async () => {
    if (test?.result?.state === 'fail') await keepPicture(window, test.fullTestName)
    await window.close()
    expectNoComplaint(window)
  })
  await whenOpen(window)
  return window
}

/** @throws {Error} when the page complained; what it did is not said twice */
export function expectNoComplaint({ complaints }: StationWindow): void {
  const said = complaints.splice(0)
  if (said.length > 0) throw new Error(`the page complained: ${said.join('; ')}`)
}

/** What the window showed when a test failed, if it is still there. */
export async function keepPicture({ page }: StationWindow, test: string): Promise<void> {
  const name = `${test.replaceAll(/[^a-z0-9]+/gi, '-').slice(0, 100)}.png`
  const path = join(tmpdir(), 'downlink-failed', name)
  await page.screenshot({ path, timeout: 5_000 }).then(
    () => process.stderr.write(`What the window showed: ${path}\n`),
    () => undefined,
  )
}
