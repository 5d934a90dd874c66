import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { mk1Line } from '../helpers/packages'
import { openDatabase, until } from '../helpers/station'
import { ledgerIs, renamed, saveTo, shareInboxStation, spoiled } from './inbox'
import { writeMk1 } from './packages'
import { pressKeys } from './keys'

const centidegrees = (n: number) =>
  spoiled(n, (text) => text.replace(/"latitude":([\d.-]+)/, '"latitude":4250'))
const high = (n: number) =>
  spoiled(n, (text) => text.replace(/"altitude":[\d.]+/, '"altitude":"high"'))

/**
 * Goes down the list of groups until one with these words is chosen, and from its end to its top:
 * what is read may be a key behind what is shown.
 */
async function moveTo(page: Page, words: string): Promise<void> {
  const list = page.getByTestId('group-list')
  const rows = list.getByTestId('group-row')
  await rows.first().waitFor()
  const count = await rows.count()
  let presses = 0
  await until(`the group with ${words} is chosen`, async () => {
    await pressKeys(page, presses % count === 0 ? 'Home' : 'j')
    presses += 1
    return (await list.locator('[aria-selected="true"]').innerText()).includes(words)
  })
}

const open = shareInboxStation()

it('? shows the keys of the inbox', async () => {
  const { page, press } = await open({ 'keys.json': [renamed(2)] })
  await press('g', 'e')
  await page.getByTestId('group-row').first().waitFor()
  await press('?')
  const sheet = page.getByRole('dialog', { name: 'Keys' })
  const section = (name: string) =>
    sheet.locator('section').filter({ has: page.getByRole('heading', { name }) })
  await section('Among the errors').getByText('Find text in raw lines').waitFor()
  await section('On a group of errors').getByText('Mend all like it by a rule').waitFor()
  await press('Escape')
  await sheet.waitFor({ state: 'detached' })
})

it('goes on by keys after a click on a button', async () => {
  const { page, press, groups } = await open({
    'buttons.json': [mk1Line(2), renamed(3), renamed(4), high(5)],
  })
  const errors = page.getByTestId('go-inbox')
  await errors.click()
  await groups.nth(1).waitFor()
  await errors.click()
  await press('j', 'Enter')
  await page.getByRole('heading', { level: 1, name: /altitude/ }).waitFor()
  await press('Escape')

  // A button has the keys now, and uses none but Enter and Space.
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem').first().waitFor()
  await press('Escape')
  await page.getByRole('menuitem').first().waitFor({ state: 'detached' })
  await until('the button has the focus', () =>
    page.evaluate(() => document.activeElement?.textContent === 'Export'),
  )
  await press('m')
  await page.getByRole('dialog', { name: 'Mend all like it' }).waitFor()
  await press('Escape')
})

it('a shift in the inbox by keyboard alone', async () => {
  const window = await open({})
  const { page, press, groups, figure, ingestFolder, folder, row } = window
  const badge = page.getByTestId('go-inbox')
  mkdirSync(join(folder, 'out'))

  // A package comes to the watched folder, and its bad lines to the badge.
  writeMk1(ingestFolder, 'pass.json', [
    mk1Line(2),
    ...Array.from({ length: 40 }, (_, i) => renamed(i + 3)),
    ...Array.from({ length: 3 }, (_, i) => centidegrees(i + 43)),
    high(46),
    spoiled(47, (text) => text.slice(0, 50)),
    mk1Line(48),
  ])
  await until('the badge', async () => (await badge.innerText()).includes('45'))
  await press('g', 'e')
  await figure('Groups listed', '4')

  // Narrowed to one kind and back.
  await press('Shift+F', 'Tab', 'Space')
  await figure('Groups listed', '1')
  await press('Escape', '0')
  await figure('Groups listed', '4')

  // Found by a text of its raw line, mended by hand.
  await press('/')
  await page.keyboard.type('"high"')
  await page.getByTestId('search-strip').getByText('1 line', { exact: true }).waitFor()
  await press('Enter')
  await page.getByTestId('line-full').getByText('Line 46', { exact: true }).waitFor()
  await press('e')
  const verdict = page.getByTestId('verdict')
  await verdict.getByText('1 fault left').waitFor()
  await page.keyboard.type('300013.8')
  await verdict.getByText('Imports as').waitFor()
  await press('Control+Enter')
  await page.getByTestId('line-done').getByText('Mended').waitFor()
  await press('Escape')
  await figure('Open lines', '44')

  // The largest group by the rule that is offered, all lines at once.
  await moveTo(page, '"velocity" is missing')
  await press('m')
  await page.getByTestId('apply-rule').getByText('Mend 40 lines').waitFor()
  await press('Control+Enter')
  await figure('Open lines', '4')

  // The next one by a rule that wants a factor.
  await moveTo(page, '"latitude" must')
  await press('m')
  await page.locator('input[placeholder="0.001"]:focus').waitFor()
  await page.keyboard.type('0.01')
  await page.getByTestId('apply-rule').getByText('Mend 3 lines').waitFor()
  await press('Control+Enter')
  await figure('Open lines', '1')
  const stored = openDatabase(folder).prepare('SELECT latitude FROM telemetry WHERE line = 43')
  expect(stored.pluck().get()).toBe(42.5)

  // The last one is dismissed with a note.
  await moveTo(page, 'Not valid JSON')
  await press('d')
  await page.getByRole('dialog', { name: 'Dismiss 1 open line' }).waitFor()
  await page.keyboard.type('antenna was turned')
  await press('Enter')
  await figure('Open lines', '0')
  await until('the badge is empty', async () => !/\d/.test(await badge.innerText()))

  // What was done to a group, taken back from its history and done again.
  await press('Shift+F', 'ArrowDown', 'Space')
  await figure('Groups listed', '3')
  await press('Escape')
  await moveTo(page, '"velocity" is missing')
  await press('Enter')
  await page.getByTestId('group-view').waitFor()
  await press('5')
  await page.getByTestId('mend-row').first().waitFor()
  await press('u')
  await page.getByText('Taken back: 40 lines are as before.').waitFor()
  await page.getByRole('tab', { name: 'Open 40' }).waitFor()
  await press('1', 'm')
  await page.getByTestId('apply-rule').getByText('Mend 40 lines').waitFor()
  await press('Control+Enter')
  await page.getByText('Mended 40 lines').waitFor()

  // Its package: the books balance, the source is read again, the corrected one is written.
  await press('2')
  await page.getByTestId('inbox-line').first().waitFor()
  await press('o')
  await ledgerIs(page, '47 lines = 46 imported + 1 bad + 0 skipped')
  const books = page.getByTestId('books')
  await books.getByText('Balanced').waitFor()
  await press('v')
  await page
    .getByTestId('source-check')
    .getByText(/47 lines|not there any more/)
    .waitFor()
  const corrected = join(folder, 'out', 'corrected.json')
  await saveTo(window, corrected)
  await press('x')
  await page.getByText('Wrote 46 records to corrected.json').waitFor()
  expect(readFileSync(corrected, 'utf8').trim().split('\n')).toHaveLength(47)

  // The dismissed line goes to a file as well.
  await press('g', 'e')
  const errors = join(folder, 'out', 'errors.csv')
  await saveTo(window, errors)
  await press('Shift+F', 'Space', 'ArrowDown', 'Space', 'ArrowDown', 'Space')
  await groups.filter({ hasText: '1 dismissed' }).waitFor()
  await press('Escape', 'x')
  await page.getByRole('menuitem', { name: /CSV/ }).waitFor()
  await press('ArrowDown', 'Enter')
  await page.getByText('Wrote 1 bad line to errors.csv').waitFor()
  await press('g', 'q')
  await row('pass.json').waitFor()
})
