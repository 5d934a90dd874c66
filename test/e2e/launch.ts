import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import { environmentAt } from '../../scripts/lib/electron.js'
import { launch as launchProgram } from '../../scripts/lib/launch.js'
import { until } from '../helpers/station'

/** A user's home of a test's own, with everything that Downlink keeps in it. */
export interface Home {
  readonly folder: string
  /** What DOWNLINK_DATA names. */
  readonly data: string
  /** The default ingest folder. */
  readonly ingest: string
  remove(): void
}

export function makeHome(): Home {
  const home = homeIn(mkdtempSync(join(tmpdir(), 'downlink-e2e-')))
  mkdirSync(home.data)
  return home
}

/** What a home in the folder is made of. */
export function homeIn(folder: string): Home {
  return {
    folder,
    data: join(folder, 'data'),
    ingest: join(folder, 'Downlink', 'ingest'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export interface RunningApp {
  readonly app: ElectronApplication
  readonly page: Page
  /** What the page logged as an error or its policy refused; a good run leaves it empty. */
  readonly complaints: string[]
  /** What the main process printed on its error stream, without Chromium's own lines. */
  readonly printed: string[]
}

/** A busy machine may hold a window up; whatever is waited for is named when it is over. */
const WAIT_LIMIT_MS = 60_000

export function environment(home: Home): Record<string, string> {
  return environmentAt(home.folder, home.data)
}

/**
 * Starts the program in the given home and waits for its page; `before` is done before it begins,
 * `env` is added to what it has in that home.
 */
export async function launch(
  home: Home,
  before?: (app: ElectronApplication) => Promise<void>,
  env: Readonly<Record<string, string>> = {},
): Promise<RunningApp> {
  const complaints: string[] = []
  const printed: string[] = []
  const app = await launchProgram({ ...environment(home), ...env }, before)
  app.process().stderr?.on('data', (part: Buffer) => {
    printed.push(...part.toString().split('\n').filter(isOurs))
  })
  const page = await app.firstWindow()
  page.setDefaultTimeout(WAIT_LIMIT_MS)
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.waitForLoadState()
  return { app, page, complaints, printed }
}

/** Waits until the window's station watches its folder: what comes from then on is imported. */
export async function whenWatching({ data }: Home): Promise<void> {
  const log = join(data, 'logs', 'downlink.log')
  await until(
    'the watched folder',
    () => existsSync(log) && readFileSync(log, 'utf8').includes('"state":"watching"'),
  )
}

function isOurs(line: string): boolean {
  return line !== '' && !/^\[\d+:|debugger|nodejs\.org/i.test(line)
}
