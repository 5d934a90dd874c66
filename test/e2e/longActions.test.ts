import Database from 'better-sqlite3'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { expect, it } from 'vitest'
import { mk1Line } from '../helpers/packages'
import { openDatabase, until } from '../helpers/station'
import {
  ledgerIs,
  idOf,
  renamed,
  saveTo,
  shareInboxStation,
  slowSteps,
  type InboxWindow,
} from './inbox'
import { writeMk1 } from './packages'

/** Enough for every action to take a while; the promise is a second, and a busy machine gets more. */
const LINES = 100_000
const BAD_WORDS = (LINES / 2).toLocaleString('en')
const SOON_MS = 4_000

const open = shareInboxStation()

/** A package of many lines, every second one bad, and its group chosen in the inbox. */
async function openMany(name: string, lines = LINES): Promise<InboxWindow> {
  const first = name.length
  const window = await open({
    [name]: Array.from({ length: lines }, (_, n) =>
      n % 2 === 0 ? mk1Line(n + first) : renamed(n + first),
    ),
  })
  await window.press('g', 'e')
  await window.figure('Open lines', (lines / 2).toLocaleString('en'))
  await window.groups.first().waitFor()
  return window
}

/** Keeps the database from being written, as another program may: there is time to stop. */
function lockDatabase({ folder }: InboxWindow): () => void {
  const db = new Database(join(folder, 'data', 'downlink.db'))
  db.exec('BEGIN IMMEDIATE')
  return () => {
    db.exec('ROLLBACK')
    db.close()
  }
}

/** Waits until an action shows how far it is, stops it by key, and waits for the word of its end. */
async function stopBy(
  { press }: InboxWindow,
  key: string,
  progress: Locator,
  end: Locator,
  letGo: () => void = () => undefined,
): Promise<void> {
  await progress.waitFor()
  const asked = performance.now()
  await press(key)
  letGo()
  await end.waitFor()
  const tookMs = performance.now() - asked
  console.log(`stopped by ${key} after ${Math.round(tookMs)} ms`)
  expect(tookMs).toBeLessThan(SOON_MS)
}

function cardOf({ page }: InboxWindow, label: string): Locator {
  return page
    .getByTestId('job')
    .filter({ hasText: label })
    .getByRole('progressbar', { name: label })
}

function noticeOf({ page }: InboxWindow, words: string): Locator {
  return page.getByTestId('notice').filter({ hasText: words })
}

/** Opens a package's page. */
async function openPackage({ page, press, row }: InboxWindow, name: string): Promise<void> {
  await press('g', 'q')
  // By a key: a list that packages come and go in may move a row between two clicks.
  await row(name).getByRole('button').first().press('Enter')
  await page.getByRole('heading', { level: 1, name }).waitFor()
}

it('mending, taking back and dismissing show how far they are, and stopped change nothing', async () => {
  // It is the database's lock that they wait for, however many lines there are.
  const bad = 10_000
  const badWords = bad.toLocaleString('en')
  const window = await openMany('mended.json', 2 * bad)
  const { page, press, figure } = window
  const stopped = noticeOf(window, 'Stopped. Nothing was changed.')

  await press('m')
  const apply = page.getByTestId('apply-rule').getByText(`Mend ${badWords} lines`)
  await apply.waitFor()
  await until('it was tried', async () => apply.isEnabled())
  const mending = page.getByRole('progressbar', { name: 'Mending' })
  const letGoOfMend = lockDatabase(window)
  await press('Control+Enter')
  await stopBy(window, 'Escape', mending, stopped, letGoOfMend)
  await figure('Open lines', badWords)
  await press('Control+Enter')
  await noticeOf(window, `Mended ${badWords} lines`).waitFor({ timeout: 60_000 })
  await figure('Mended', badWords)

  const letGoOfUndo = lockDatabase(window)
  await press('u')
  await stopBy(window, 'Control+.', cardOf(window, 'Taking back'), stopped, letGoOfUndo)
  await figure('Mended', badWords)
  await press('u')
  await noticeOf(window, 'Taken back').waitFor({ timeout: 60_000 })
  await figure('Open lines', badWords)
  await window.groups.first().waitFor()

  const letGoOfDismissal = lockDatabase(window)
  await press('d')
  await page.getByRole('dialog', { name: /Dismiss/ }).waitFor()
  await press('Enter')
  await stopBy(window, 'Control+.', cardOf(window, 'Dismissing'), stopped, letGoOfDismissal)
  await figure('Dismissed', '0')
  const db = openDatabase(window.folder)
  const stillOpen = db.prepare("SELECT count(*) FROM line_errors WHERE status = 'open'").pluck()
  expect(stillOpen.get()).toBe(bad)
})

it('exporting and checking show how far they are, and stopped leave nothing', async () => {
  const window = await openMany('exported.json')
  const { page, press, folder } = window
  await slowSteps(window, 'step')
  const noFile = noticeOf(window, 'Export stopped. No file was left.')
  for (const [name, keys] of [
    ['lines.ndjson', ['x', 'Enter']],
    ['lines.csv', ['x', 'ArrowDown', 'Enter']],
  ] as const) {
    await saveTo(window, join(folder, name))
    for (const key of keys) {
      await press(key)
      if (key === 'x') await page.getByRole('menuitem').first().waitFor()
    }
    await stopBy(window, 'Control+.', cardOf(window, 'Exporting bad lines'), noFile)
    expect(existsSync(join(folder, name))).toBe(false)
    await noFile.getByLabel('Dismiss').click()
  }

  await openPackage(window, 'exported.json')
  await press('v')
  const again = page.getByRole('button', { name: 'Check again' })
  const checking = page.getByRole('progressbar', { name: 'Reading the source again' })
  await stopBy(window, 'v', checking, again)
  await expect.poll(() => page.getByTestId('source-check').count()).toBe(0)

  const copy = join(folder, 'copy.json')
  await saveTo(window, copy)
  await press('x')
  await stopBy(window, 'Control+.', cardOf(window, 'Exporting the corrected package'), noFile)
  expect(existsSync(copy)).toBe(false)
  await ledgerIs(
    page,
    `${LINES.toLocaleString('en')} lines = ${BAD_WORDS} imported + ${BAD_WORDS} bad + 0 skipped`,
  )
})

it('giving space back shows how far it is, and stopped goes on when asked again', async () => {
  const window = await openMany('given_back.json')
  const { page, press, folder } = window
  await openPackage(window, 'given_back.json')
  await press('Delete')
  await page
    .getByRole('dialog', { name: /^Remove/ })
    .getByTestId('removal-numbers')
    .waitFor()
  await press('Enter')
  await page.getByTestId('file-removed').waitFor()
  const id = idOf(folder, 'given_back.json')
  const records = openDatabase(folder)
    .prepare<[], number>(`SELECT count(*) FROM records WHERE id >> 32 = ${id}`)
    .pluck()
  await slowSteps(window, 'freeStep')
  const free = async (): Promise<void> => {
    await press('Shift+Delete')
    const dialog = page.getByRole('dialog', { name: /^Free the space/ })
    await dialog.getByRole('button', { name: 'Delete for good' }).click()
  }
  await free()
  await stopBy(
    window,
    'Control+.',
    cardOf(window, `Freeing the space of #${id}`),
    noticeOf(window, 'Stopped.'),
  )
  await page.getByTestId('file-removed').getByRole('button', { name: 'Free' }).waitFor()
  await free()
  await noticeOf(window, 'is free for the next packages').waitFor({ timeout: 60_000 })
  expect(records.get()).toBe(0)
})

/** Imports at a pace that leaves time to stop it. */
async function atPace({ page }: InboxWindow, linesPerSecond: number): Promise<void> {
  await page.evaluate(
    (patch) => Reflect.get(globalThis, 'downlink').call('settings:update', patch),
    { linesPerSecond, linesPerWrite: 1_000 },
  )
}

const manyGood = Array.from({ length: LINES }, (_, n) => mk1Line(n + 2))

/** A part of what the progress bar is of is done. */
async function begun(progress: Locator): Promise<void> {
  await progress.waitFor()
  await until('a part is done', async () =>
    /[1-9]/.test((await progress.getAttribute('aria-valuenow')) ?? ''),
  )
}

it('an import shows how far it is, and is cancelled by key', async () => {
  const window = await open({})
  const { page, press, folder, drop, row } = window
  await atPace(window, 10_000)
  await drop(writeMk1(folder, 'imported_slowly.json', manyGood))
  const progress = row('imported_slowly.json').getByRole('progressbar')
  await begun(progress)
  await until('it is chosen', async () => {
    await press('j')
    return (await page.locator('[aria-selected="true"]').count()) > 0
  })
  await stopBy(window, 'Delete', progress, row('imported_slowly.json').getByText('Cancelled'))
})

it('a copy that is to replace a package shows how far it is, and cancelled replaces nothing', async () => {
  const window = await open({ 'replaced.json': [mk1Line(12), renamed(13)] })
  const { page, press, folder, drop } = window
  await atPace(window, 10_000)
  await openPackage(window, 'replaced.json')
  await press('Shift+R')
  await page
    .getByRole('dialog', { name: /^Put a corrected copy/ })
    .getByTestId('removal-numbers')
    .waitFor()
  await drop(writeMk1(folder, 'copy.json', [...manyGood, mk1Line(1)]))
  await noticeOf(window, 'is read out of sight').getByRole('button', { name: 'Show' }).click()
  await page.getByRole('heading', { level: 1, name: 'copy.json' }).waitFor()
  const progress = page.getByRole('progressbar', { name: 'Progress of copy.json' })
  await begun(progress)
  const state = page.getByTestId('file-state').getByText('Cancelled')
  await stopBy(window, 'Delete', progress, state)
  const telemetry = openDatabase(folder).prepare('SELECT count(*) FROM telemetry').pluck()
  expect(telemetry.get()).toBe(1)
  await openPackage(window, 'replaced.json')
  await ledgerIs(page, '2 lines = 1 imported + 1 bad + 0 skipped')
})
