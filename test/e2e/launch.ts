import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { findElectron, switchesFor } from '../../scripts/lib/electron.js'

const project = resolve(import.meta.dirname, '../..')

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
  const folder = mkdtempSync(join(tmpdir(), 'downlink-e2e-'))
  const data = join(folder, 'data')
  mkdirSync(data)
  return {
    folder,
    data,
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

/** The command that starts the real program, for tests that don't need its page. */
export function command(): { executablePath: string; args: string[] } {
  const electron = findElectron()
  if (electron === null) throw new Error('There is no Electron here yet. Run npm test.')
  return { executablePath: electron.executable, args: [...switchesFor(electron), project] }
}

export function environment(home: Home): Record<string, string> {
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || name === 'ELECTRON_RUN_AS_NODE' ? [] : [[name, value] as const],
  )
  return {
    ...Object.fromEntries(inherited),
    HOME: home.folder,
    XDG_CONFIG_HOME: join(home.folder, '.config'),
    DOWNLINK_DATA: home.data,
  }
}

/** Starts the program in the given home and waits for its page. */
export async function launch(home: Home): Promise<RunningApp> {
  const complaints: string[] = []
  const printed: string[] = []
  const app = await _electron.launch({ ...command(), env: environment(home) })
  app.process().stderr?.on('data', (part: Buffer) => {
    printed.push(...part.toString().split('\n').filter(isOurs))
  })
  const page = await app.firstWindow()
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.waitForLoadState()
  return { app, page, complaints, printed }
}

function isOurs(line: string): boolean {
  return line !== '' && !/^\[\d+:|debugger|nodejs\.org/i.test(line)
}
