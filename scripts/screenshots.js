import { appendFileSync, copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { _electron } from 'playwright-core'
import { buildIfStale } from './lib/build.js'
import { findElectron, switchesFor } from './lib/electron.js'
import { projectNode, root } from './lib/project.js'
import { runQuietly } from './lib/run.js'
import { asProgram, say } from './lib/steps.js'

const PICTURES = join(root, 'docs', 'images')
const SIZE = { width: 1280, height: 800 }
/** Slow enough for a picture of a running import, quick enough to look like one. */
const LINES_PER_SECOND = 220_000

/** The home folder that the pictures show. It is made for them, and removed again. */
const home = process.argv[2] ?? '/home/operator'
const passes = join(home, 'passes')
const ingest = join(home, 'Downlink', 'ingest')

/** @type {Array<{ name: string, lines: number, bad?: number }>} */
const earlier = [
  { name: 'jackal_mk1_2026-11-23T0604Z.json', lines: 48_000, bad: 0 },
  { name: 'jackal_mk2_2026-11-23T0612Z.json', lines: 61_000, bad: 0.0008 },
  { name: 'jackal_mk1_2026-11-23T0738Z.json', lines: 52_500, bad: 0 },
  { name: 'jackal_mk2_2026-11-23T0745Z.json', lines: 64_200, bad: 0.0011 },
  { name: 'jackal_mk1_2026-11-23T0914Z.json', lines: 50_100, bad: 0.0003 },
]
const running = [
  { name: 'jackal_mk2_2026-11-23T0921Z.json', lines: 1_400_000, bad: 0.0006 },
  { name: 'jackal_mk1_2026-11-23T1047Z.json', lines: 1_250_000, bad: 0.0002 },
]
const waiting = [{ name: 'jackal_mk2_2026-11-23T1054Z.json', lines: 90_000, bad: 0 }]

/** @param {{ name: string, lines: number, bad?: number }} wanted */
async function makePackage({ name, lines, bad = 0 }) {
  const path = join(passes, name)
  const type = name.slice(0, 'jackal_mk1'.length)
  const options = { type, lines, bad, seed: lines }
  const flags = Object.entries(options).flatMap(([key, value]) => [`--${key}`, String(value)])
  await runQuietly(projectNode, [
    join(root, 'test', 'fixtures', 'generator', 'generate.mjs'),
    path,
    ...flags,
  ])
  return path
}

/** Starts Downlink in the home folder, as the end-to-end tests do. */
async function openWindow() {
  const electron = findElectron()
  if (electron === null) throw new Error('There is no Electron here yet. Run npm test first.')
  const app = await _electron.launch({
    executablePath: electron.executable,
    args: [...switchesFor(electron), root],
    env: {
      ...process.env,
      HOME: home,
      XDG_CONFIG_HOME: join(home, '.config'),
      DOWNLINK_DATA: join(home, '.local', 'share', 'downlink'),
    },
  })
  const page = await app.firstWindow()
  await page.getByText('Station running').waitFor()
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height)
  }, SIZE)
  return { app, page }
}

/** @param {import('playwright-core').Page} page */
function handsOn(page) {
  /** @param {string[]} paths */
  const drop = async (paths) => {
    const cdp = await page.context().newCDPSession(page)
    const data = { items: [], files: paths, dragOperationsMask: 1 }
    for (const type of /** @type {const} */ (['dragEnter', 'dragOver', 'drop'])) {
      await cdp.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data })
    }
    await cdp.detach()
  }
  /** @param {Record<string, unknown>} patch */
  const set = (patch) =>
    page.evaluate((settings) => Reflect.get(window, 'downlink').call('settings:update', settings), {
      ...patch,
    })
  /** @param {string} name @param {'light' | 'dark'} theme */
  const picture = async (name, theme) => {
    await set({ theme })
    await page.mouse.move(SIZE.width / 2, SIZE.height - 4)
    await pause(300)
    await page.screenshot({ path: join(PICTURES, `${name}.png`) })
    say(`docs/images/${name}.png`)
  }
  /** @param {string} name */
  const row = (name) => page.getByRole('row').filter({ hasText: name })
  /** @param {'queue' | 'pipeline' | 'settings'} view */
  const go = (view) => page.getByTestId(`go-${view}`).click()
  return { drop, set, picture, row, go }
}

async function takePictures() {
  const { app, page } = await openWindow()
  const { drop, set, picture, row, go } = handsOn(page)
  await picture('first-start', 'light')

  const [watched, ...dropped] = await Promise.all(earlier.map(makePackage))
  await drop(dropped)
  if (watched) copyFileSync(watched, join(ingest, basename(watched)))
  writeFileSync(join(passes, 'hubble_2026-11-23T0802Z.json'), '{"satellite_type":"hubble"}\n')
  const twice = join(passes, 'jackal_mk1_2026-11-23T0914Z (2).json')
  copyFileSync(join(passes, 'jackal_mk1_2026-11-23T0914Z.json'), twice)
  await row('0604Z').getByText('Complete').waitFor()
  await drop([twice, join(passes, 'hubble_2026-11-23T0802Z.json')])
  const big = await Promise.all([...running, ...waiting].map(makePackage))
  await set({ linesPerSecond: LINES_PER_SECOND })
  await drop(big)
  const growing = setInterval(
    () => appendFileSync(join(ingest, 'jackal_mk1_2026-11-23T1102Z.json'), '\n'.repeat(400_000)),
    200,
  )
  await pause(7_000)
  await picture('queue-light', 'light')
  await picture('queue-dark', 'dark')
  await go('pipeline')
  await pause(700)
  await picture('pipeline-light', 'light')
  clearInterval(growing)

  await go('settings')
  await picture('settings-dark', 'dark')
  await go('queue')
  await row('0745Z').getByRole('button').first().click()
  await page.getByRole('grid', { name: 'Bad lines' }).getByRole('row').nth(6).click()
  await picture('file-light', 'light')
  await picture('file-dark', 'dark')
  await app.close()
}

await asProgram(async () => {
  if (existsSync(home)) {
    say(`${home} is there already. Name a home folder that may be made and removed.`)
    return 1
  }
  await buildIfStale()
  mkdirSync(passes, { recursive: true })
  mkdirSync(PICTURES, { recursive: true })
  try {
    await takePictures()
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
  return 0
})
