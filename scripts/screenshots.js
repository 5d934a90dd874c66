import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { buildIfStale } from './lib/build.js'
import { startDisplay } from './lib/display.js'
import { environmentAt } from './lib/electron.js'
import { housekeeping } from './lib/housekeeping.js'
import { launch } from './lib/launch.js'
import { orbitPackage } from './lib/orbit.js'
import { hasDisplay, projectNode, root } from './lib/project.js'
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

/**
 * `renamed`: every so many lines, the velocity goes by the name that another type gives it.
 * @typedef {{ name: string, lines: number, bad?: number, renamed?: number }} Wanted
 */

/** @type {Wanted[]} */
const earlier = [
  { name: 'jackal_mk1_2026-11-23T0604Z.json', lines: 48_000, bad: 0 },
  { name: 'jackal_mk2_2026-11-23T0612Z.json', lines: 61_000, bad: 0.0008 },
  { name: 'jackal_mk1_2026-11-23T0738Z.json', lines: 52_500, bad: 0.0009, renamed: 42 },
  { name: 'jackal_mk2_2026-11-23T0745Z.json', lines: 64_200, bad: 0.0011 },
  { name: 'jackal_mk1_2026-11-23T0914Z.json', lines: 50_100, bad: 0.0003 },
]
const running = [
  { name: 'jackal_mk2_2026-11-23T0921Z.json', lines: 1_400_000, bad: 0.0006 },
  { name: 'jackal_mk1_2026-11-23T1047Z.json', lines: 1_250_000, bad: 0.0002 },
]
const waiting = [{ name: 'jackal_mk2_2026-11-23T1054Z.json', lines: 90_000, bad: 0 }]

const paced = [
  { name: 'jackal_mk2_2026-11-23T1310Z.json', lines: 1_500_000, bad: 0.002 },
  { name: 'jackal_mk1_2026-11-23T1317Z.json', lines: 1_300_000, bad: 0.0004 },
]

/** @param {Wanted} wanted */
async function makePackage({ name, lines, bad = 0, renamed = 0 }) {
  const path = join(passes, name)
  const type = name.slice(0, 'jackal_mk1'.length)
  const options = { type, lines, bad, seed: lines }
  const flags = Object.entries(options).flatMap(([key, value]) => [`--${key}`, String(value)])
  await runQuietly(projectNode, [
    join(root, 'test', 'fixtures', 'generator', 'generate.mjs'),
    path,
    ...flags,
  ])
  if (renamed > 0) renameVelocity(path, renamed)
  return path
}

/** @param {string} path @param {number} every */
function renameVelocity(path, every) {
  // Byte for byte, because bad lines are not all UTF-8.
  const lines = readFileSync(path, 'latin1').split('\n')
  const spoilt = lines.map((line, i) =>
    i % every === every - 1 ? line.replace('"velocity":', '"vel":') : line,
  )
  writeFileSync(path, spoilt.join('\n'), 'latin1')
}

/** Starts Downlink in the home folder, as the end-to-end tests do. */
async function openWindow() {
  const app = await launch(environmentAt(home, join(home, '.local', 'share', 'downlink')))
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
    // A picture is of its view: what came in meanwhile lies over it.
    const notices = page.getByTestId('notice')
    await notices.evaluateAll((cards) => {
      for (const card of cards) [...card.querySelectorAll('button')].at(-1)?.click()
    })
    await notices.first().waitFor({ state: 'detached' })
    await page.mouse.move(SIZE.width / 2, SIZE.height - 4)
    await pause(300)
    await page.screenshot({ path: join(PICTURES, `${name}.png`) })
    say(`docs/images/${name}.png`)
  }
  /** @param {string} name */
  const row = (name) => page.getByRole('row').filter({ hasText: name })
  /** @param {'queue' | 'inbox' | 'pipeline' | 'types' | 'settings'} view */
  const go = (view) => page.getByTestId(`go-${view}`).click()
  /** @param {string} name */
  const inBoth = async (name) => {
    await picture(`${name}-light`, 'light')
    await picture(`${name}-dark`, 'dark')
  }
  return { drop, set, picture, inBoth, row, go }
}

/**
 * The error inbox, from the groups to a group mended by a rule.
 * @param {import('playwright-core').Page} page
 * @param {ReturnType<typeof handsOn>} hands
 */
async function takeInboxPictures(page, { inBoth, go }) {
  const { keyboard } = page
  await go('inbox')
  await page.getByTestId('group-row').first().waitFor()
  await inBoth('errors')
  await keyboard.press('/')
  await keyboard.type('"vel":')
  await page
    .getByTestId('search-strip')
    .getByText(/searched/)
    .waitFor()
  await inBoth('search')
  await keyboard.press('Escape')
  await page.getByTestId('group-row').first().waitFor()
  await keyboard.press('Enter')
  await page.getByTestId('line-full').waitFor()
  await keyboard.press('e')
  await page.getByTestId('verdict').getByText('Imports as').waitFor()
  await inBoth('mend')
  await keyboard.press('Control+Enter')
  await page.getByTestId('line-done').waitFor()
  await keyboard.press('m')
  await page
    .getByTestId('apply-rule')
    .getByText(/Mend [1-9]/)
    .waitFor()
  await page.getByTestId('preview-row').first().waitFor()
  await inBoth('rule')
  await keyboard.press('Control+Enter')
  await page.getByTestId('apply-rule').waitFor({ state: 'detached' })
  await keyboard.press('5')
  await page.getByTestId('mended-lines').locator('mark').first().waitFor()
  await inBoth('mends')
  await keyboard.press('Escape')
  await page.getByTestId('group-row').first().waitFor()
}

/**
 * The live tree with a reader chosen, while two packages go through.
 * @param {import('playwright-core').Page} page
 * @param {ReturnType<typeof handsOn>} hands
 */
async function takePipelinePictures(page, { inBoth, go }) {
  await go('pipeline')
  await page.locator('[data-component="FileReader"]').first().click()
  await page.getByTestId('act-restart').waitFor()
  await pause(1_500)
  await inBoth('pipeline')
}

/**
 * The health of the package whose page is open, and the coverage of its satellite.
 * @param {import('playwright-core').Page} page
 * @param {ReturnType<typeof handsOn>} hands
 */
async function takeHealthPictures(page, { inBoth }) {
  const { keyboard } = page
  await keyboard.press('h')
  await page.getByTestId('health-view').waitFor()
  await inBoth('health')
  await keyboard.press('l')
  await page.getByTestId('coverage-list').waitFor()
  await inBoth('coverage')
}

/**
 * A package with bad lines: what replacing it would do, the same package once its corrected copy has
 * its place, and the list of files with both.
 * @param {import('playwright-core').Page} page
 * @param {ReturnType<typeof handsOn>} hands
 * @param {import('playwright-core').ElectronApplication} app
 */
async function takeRemovalPictures(page, { inBoth, row, go }, app) {
  const { keyboard } = page
  await go('queue')
  await row('0738Z').getByRole('button').first().click()
  await page.getByTestId('file-view').waitFor()
  await keyboard.press('Shift+R')
  await page.getByTestId('removal-numbers').waitFor()
  await inBoth('replace')
  await app.evaluate(
    ({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    },
    join(passes, 'jackal_mk1_2026-11-23T0738Z.corrected.json'),
  )
  await page.getByRole('button', { name: 'Make the corrected copy' }).click()
  await page
    .getByTestId('file-removed')
    .getByText(/Replaced by/)
    .waitFor({ timeout: 180_000 })
  await pause(700)
  await inBoth('removed')
}

/**
 * The flight view: three orbits, and a stretch of them.
 * @param {import('playwright-core').Page} page
 * @param {ReturnType<typeof handsOn>} hands
 */
async function takeFlightPictures(page, { drop, inBoth, row, go }) {
  const name = 'jackal_mk1_2026-11-23T1200Z.json'
  const path = join(passes, name)
  writeFileSync(path, orbitPackage({ start: '2026-11-23T12:00:00Z', seconds: 17_000 }))
  await go('queue')
  await drop([path])
  await row(name).getByText('Complete').waitFor({ timeout: 180_000 })
  await row(name).getByRole('button').first().click()
  await page.keyboard.press('f')
  await page.getByTestId('track-legend').waitFor()
  const axis = page.getByTestId('time-surface')
  const box = await axis.boundingBox()
  if (box === null) throw new Error('there is no time axis')
  /** @param {number} share */
  const at = (share) => ({ x: box.width * share, y: box.height / 2 })
  await axis.click({ position: at(0.7) })
  await inBoth('flight')
  for (let press = 0; press < 12; press += 1) await page.keyboard.press('+')
  await pause(1000)
  await inBoth('flight-records')
}

/**
 * Satellite types of an operator's own, without a position: every view with a package of 20 channels,
 * light, and with one of 82, dark.
 * @param {import('playwright-core').Page} page
 * @param {ReturnType<typeof handsOn>} hands
 * @param {readonly [OwnType, OwnType]} ownTypes
 */
async function takeOwnTypePictures(page, hands, [few, many]) {
  const { drop, picture, row, go } = hands
  await go('queue')
  await drop([few.path, many.path])
  for (const { path } of [few, many]) {
    await row(basename(path)).getByText('Complete').waitFor({ timeout: 180_000 })
  }
  await openFlightOf(page, row, few.path)
  await page.getByRole('button', { name: /channels$/ }).click()
  const list = page.getByTestId('channel-list')
  for (const group of ['Power', 'Attitude']) {
    await list.getByRole('button', { name: `${group}: one lane for each unit` }).click()
  }
  await page.getByRole('button', { name: 'Done' }).click()
  const surface = page.getByTestId('time-surface')
  const box = await surface.boundingBox()
  if (box === null) throw new Error('there is no time axis')
  await surface.click({ position: { x: box.width * 0.68, y: box.height / 2 } })
  await picture('channels-light', 'light')

  await go('queue')
  await openFlightOf(page, row, many.path)
  await page.getByRole('button', { name: /channels$/ }).click()
  await page.getByLabel('Find in: Channels').fill('cell °C')
  await list.getByRole('button', { name: 'Cells: one lane for each unit' }).click()
  await pause(700)
  await picture('channels-dark', 'dark')
  await page.getByRole('button', { name: 'Done' }).click()

  await takeViewsOf(page, hands, few, 'light')
  await takeViewsOf(page, hands, many, 'dark')
}

/**
 * @param {import('playwright-core').Page} page
 * @param {ReturnType<typeof handsOn>} hands
 * @param {OwnType} own
 * @param {'light' | 'dark'} theme
 */
async function takeViewsOf(page, { picture, row, go }, { path, type }, theme) {
  const { keyboard } = page
  /** @param {string} view */
  const of = (view) => picture(`${type}-${view}-${theme}`, theme)
  await go('queue')
  await row(basename(path)).getByRole('button').first().click()
  await page.getByRole('grid', { name: 'Bad lines' }).getByRole('row').nth(1).click()
  await of('file')
  await keyboard.press('h')
  await page.getByTestId('health-view').waitFor()
  await of('health')
  await keyboard.press('l')
  await page.getByTestId('coverage-list').waitFor()
  await of('coverage')
  await go('types')
  await page.getByTestId('types-view').getByRole('row').filter({ hasText: type }).first().click()
  await of('types')
  await go('inbox')
  const group = page.getByTestId('group-row').filter({ hasText: type }).first()
  await group.waitFor()
  await of('errors')
  await group.dblclick()
  await page.getByTestId('line-full').waitFor()
  await keyboard.press('e')
  await page.getByTestId('verdict').waitFor()
  await of('mend')
  await keyboard.press('Escape')
  await keyboard.press('Escape')
}

/**
 * @param {import('playwright-core').Page} page
 * @param {ReturnType<typeof handsOn>['row']} row
 * @param {string} path
 */
async function openFlightOf(page, row, path) {
  await row(basename(path)).getByRole('button').first().click()
  await page.getByTestId('file-view').waitFor()
  await page.keyboard.press('f')
  await page.getByTestId('scatter-note').getByText('record').waitFor()
}

/** @typedef {{ path: string, type: string }} OwnType a satellite type of an operator's own, and a package of it */

/** Lays the definitions in their folder and the packages among the passes. */
function layOwnTypes() {
  const satellites = join(home, '.local', 'share', 'downlink', 'satellites')
  mkdirSync(satellites, { recursive: true })
  /** @param {20 | 82} channels @returns {OwnType} */
  const lay = (channels) => {
    const start = '2026-11-23T08:00:00Z'
    const { definition, table } = housekeeping({ channels, start, seconds: 20_000 })
    const { type } = definition
    writeFileSync(join(satellites, `${type}.json`), JSON.stringify(definition))
    const path = join(passes, `${type}_2026-11-23T0800Z.csv`)
    writeFileSync(path, table)
    return { path, type }
  }
  return /** @type {const} */ ([lay(20), lay(82)])
}

/**
 * Ends the readers' threads from within, as a fault of the program would: which of them is at work
 * can't be told.
 * @param {import('playwright-core').ElectronApplication} app
 */
function killReaders(app) {
  return app.evaluate(
    () =>
      new Promise((resolve) => {
        const { Session } = process.getBuiltinModule('node:inspector')
        const session = new Session()
        session.connect()
        session.on('NodeWorker.attachedToWorker', ({ params: { sessionId, workerInfo } }) => {
          if (!workerInfo.url.includes('reader.worker')) return
          const params = { expression: 'process.exit(1)' }
          const message = JSON.stringify({ id: 1, method: 'Runtime.evaluate', params })
          session.post('NodeWorker.sendMessageToWorker', { sessionId, message })
        })
        session.post('NodeWorker.enable', { waitForDebuggerOnStart: false }, () => {
          // Those that are started in their place live.
          session.removeAllListeners('NodeWorker.attachedToWorker')
          resolve(null)
        })
      }),
  )
}

/**
 * The history of the pipeline: two packages at a pace, a pause, a reader that falls, and the rest at
 * full speed.
 * @param {import('playwright-core').ElectronApplication} app
 * @param {import('playwright-core').Page} page
 * @param {ReturnType<typeof handsOn>} hands
 */
async function takeHistoryPictures(app, page, { drop, set, inBoth, row, go }) {
  const { keyboard } = page
  const paths = await Promise.all(paced.map(makePackage))
  await go('queue')
  await set({ linesPerSecond: 90_000, filesAtOnce: 1 })
  await drop(paths)
  await pause(9_000)
  await set({ paused: true })
  await pause(5_000)
  await set({ paused: false })
  await pause(3_000)
  await killReaders(app)
  await pause(3_000)
  await set({ linesPerSecond: null })
  for (const { name } of paced) {
    await row(name).getByText('Complete').waitFor({ timeout: 180_000 })
  }
  await pause(4_000)
  await keyboard.press('g')
  await keyboard.press('h')
  await page.getByTestId('events').waitFor()
  for (let press = 0; press < 4; press += 1) await keyboard.press('+')
  const fall = page.getByTestId('chosen-event').getByText(/^Fell after line/)
  for (let press = 0; press < 8 && !(await fall.isVisible()); press += 1) {
    await keyboard.press('Shift+N')
    await pause(500)
  }
  await fall.waitFor()
  await pause(700)
  await inBoth('history')
}

async function takePictures() {
  const { app, page } = await openWindow()
  const hands = handsOn(page)
  const { drop, set, picture, inBoth, row, go } = hands
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
  const arriving = join(ingest, 'jackal_mk1_2026-11-23T1102Z.json')
  writeFileSync(arriving, '{"satellite_type":"jackal_mk1"}\n')
  const growing = setInterval(() => appendFileSync(arriving, '\n'.repeat(400_000)), 200)
  await pause(7_000)
  await inBoth('queue')
  await takePipelinePictures(page, hands)
  clearInterval(growing)

  await go('settings')
  await picture('settings-dark', 'dark')
  await go('queue')
  await row('0745Z').getByRole('button').first().click()
  await page.getByRole('grid', { name: 'Bad lines' }).getByRole('row').nth(6).click()
  await inBoth('file')
  await takeHealthPictures(page, hands)
  await takeInboxPictures(page, hands)
  await takeRemovalPictures(page, hands, app)
  await takeFlightPictures(page, hands)
  await takeHistoryPictures(app, page, hands)
  await app.close()
}

/** Types of an operator's own, in a station that has no others' packages. */
async function takePicturesOfOwnTypes() {
  rmSync(join(home, '.local'), { recursive: true })
  const ownTypes = layOwnTypes()
  const { app, page } = await openWindow()
  await takeOwnTypePictures(page, handsOn(page), ownTypes)
  await app.close()
}

await asProgram(async () => {
  if (existsSync(home)) {
    say(`${home} is there already. Name a home folder that may be made and removed.`)
    return 1
  }
  await buildIfStale()
  const display = hasDisplay ? null : await startDisplay()
  if (display !== null) process.env['DISPLAY'] = display.name
  mkdirSync(passes, { recursive: true })
  mkdirSync(PICTURES, { recursive: true })
  try {
    await takePictures()
    await takePicturesOfOwnTypes()
  } finally {
    rmSync(home, { recursive: true, force: true })
    display?.stop()
  }
  return 0
})
