import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { mk1Line } from '../helpers/packages'
import { openDatabase, until } from '../helpers/station'
import { findings } from './axe'
import {
  idOf,
  renamed,
  saveTo,
  writeMk2,
  mk2Line,
  shareInboxStation,
  type InboxWindow,
} from './inbox'
import { writeMk1 } from './packages'

const text = async (page: Page, testId: string): Promise<string> =>
  (await page.getByTestId(testId).innerText()).replaceAll(/\s+/g, ' ')

async function openFile({ page, row }: InboxWindow, name: string): Promise<void> {
  await page.getByTestId('go-queue').click()
  // By a key: a list that packages come and go in may move a row between two clicks.
  await row(name).getByRole('button').first().press('Enter')
  await page.getByRole('heading', { level: 1, name }).waitFor()
}

/** Answers the open dialog with a path instead of a person. */
async function chooseFile({ app }: InboxWindow, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
  }, path)
}

const shownRecords = (folder: string): unknown =>
  openDatabase(folder).prepare('SELECT count(*) FROM telemetry').pluck().get()

/** Shown or not. */
const storedRecords = (folder: string, name: string): unknown =>
  openDatabase(folder)
    .prepare('SELECT count(*) FROM records WHERE id >> 32 = ?')
    .pluck()
    .get(idOf(folder, name))

const open = shareInboxStation()

describe('removing a package', () => {
  it('by key takes it out of the inbox, the flight and the counts, and Undo brings it back', async () => {
    const window = await open({
      'one1.json': [mk1Line(2), renamed(3), mk1Line(4)],
      'two1.json': [mk1Line(50), mk1Line(51)],
    })
    const { page, press, figure, folder, row } = window
    await openFile(window, 'one1.json')
    await press('Delete')
    const dialog = page.getByRole('dialog', { name: /^Remove/ })
    await dialog.getByTestId('removal-numbers').waitFor()
    await expect.poll(() => text(page, 'removal-numbers')).toContain('Records 2')
    await expect.poll(() => text(page, 'removal-numbers')).toContain('Bad lines 1')
    expect(await findings(page), 'dialog').toEqual([])
    await page.keyboard.type('of the wrong pass')
    await press('Enter')
    const banner = page.getByTestId('file-removed')
    await banner.getByText(/2 records, 1 bad line/).waitFor()
    await banner.getByText(/of the wrong pass/).waitFor()
    expect(await findings(page), 'removed page').toEqual([])
    expect(shownRecords(folder)).toBe(2)

    await press('g', 'e')
    await page.getByTestId('inbox-figures').waitFor()
    await figure('Open lines', '0')
    await press('g', 'c')
    await page.getByTestId('coverage-list').getByText('two1.json').waitFor()
    await expect
      .poll(() => page.getByTestId('coverage-list').getByText('one1.json').count())
      .toBe(0)
    await press('g', 'q')
    await row('one1.json').getByText('Removed').waitFor()
    expect(await findings(page), 'queue').toEqual([])
    await openFile(window, 'one1.json')
    await press('u')
    await banner.waitFor({ state: 'detached' })
    await page.getByTestId('file-state').getByText('Complete').waitFor()
    expect(shownRecords(folder)).toBe(4)
    await press('g', 'e')
    await figure('Open lines', '1')
  })

  it('is undone from its notice', async () => {
    const window = await open({ 'one2.json': [mk1Line(202), renamed(203)] })
    const { page, press, folder } = window
    await openFile(window, 'one2.json')
    await press('Delete')
    await page
      .getByRole('dialog', { name: /^Remove/ })
      .getByTestId('removal-numbers')
      .waitFor()
    await press('Enter')
    await page.getByTestId('notice').getByRole('button', { name: 'Undo' }).click()
    await page.getByTestId('notice').getByText('is back as it was').waitFor()
    expect(shownRecords(folder)).toBe(1)
  })

  it('frees its space on request, and says that it can not be undone then', async () => {
    const window = await open({ 'one3.json': [mk1Line(302), renamed(303)] })
    const { page, press, folder } = window
    await openFile(window, 'one3.json')
    await press('Delete')
    await page
      .getByRole('dialog', { name: /^Remove/ })
      .getByTestId('removal-numbers')
      .waitFor()
    await press('Enter')
    const banner = page.getByTestId('file-removed')
    await banner.waitFor()
    await press('Shift+Delete')
    const dialog = page.getByRole('dialog', { name: /^Free the space/ })
    await dialog.getByText("can't be undone").waitFor()
    expect(await findings(page), 'dialog').toEqual([])
    await dialog.getByRole('button', { name: 'Delete for good' }).click()
    await banner.getByText('Its rows are deleted').waitFor()
    await expect.poll(() => banner.getByRole('button', { name: 'Undo' }).count()).toBe(0)
    expect(storedRecords(folder, 'one3.json')).toBe(0)
  })
})

describe('a corrected copy', () => {
  it("made by the window's own export takes the place of a package with bad lines", async () => {
    const window = await open({ 'one4.json': [mk1Line(402), renamed(403), renamed(404)] })
    const { page, press, figure, folder, row } = window
    // One of the two is mended: the copy has it, and not the other.
    await press('e')
    await page.getByTestId('verdict').getByText('Imports as').waitFor()
    await press('Control+Enter')
    await page.getByTestId('line-done').getByText('Mended').waitFor()
    const id = idOf(folder, 'one4.json')
    await openFile(window, 'one4.json')
    const copy = join(folder, 'one4.corrected.json')
    await saveTo(window, copy)
    await press('x')
    await page.getByTestId('notice').getByText('Wrote 2 records').waitFor()

    await press('Shift+R')
    const dialog = page.getByRole('dialog', { name: /^Put a corrected copy/ })
    await dialog.getByTestId('removal-numbers').waitFor()
    await expect.poll(() => text(page, 'removal-numbers')).toContain('of these mended 1')
    expect(await findings(page), 'dialog').toEqual([])
    await chooseFile(window, copy)
    await press('Enter')
    const banner = page.getByTestId('file-removed')
    await banner.getByText(`Replaced by #${id + 1}`).waitFor()
    expect(shownRecords(folder)).toBe(2)
    await press('g', 'q')
    await row('one4.corrected.json').getByText('Complete').waitFor()
    await row('one4.json')
      .filter({ hasText: 'Replaced' })
      .getByText(`By #${id + 1}`)
      .waitFor()
    await press('g', 'e')
    await figure('Open lines', '0')

    await openFile(window, 'one4.corrected.json')
    await page.getByTestId('file-replaces').getByText(`#${id}`).first().waitFor()
    expect(await findings(page), 'the copy').toEqual([])
    await page.getByRole('button', { name: `Open #${id}` }).click()
    await banner.waitFor()
    await press('u')
    await page
      .getByTestId('notice')
      .getByText(`#${id + 1}, which had its place`)
      .waitFor()
    await page.getByTestId('file-state').getByText('Complete').waitFor()
    await press('g', 'e')
    await figure('Open lines', '1')
  })

  it('is not asked for any more after one Escape, whatever tooltip is shown', async () => {
    const window = await open({ 'one5.json': [mk1Line(502)] })
    const { page, press } = window
    await openFile(window, 'one5.json')
    await press('Shift+R')
    const dialog = page.getByRole('dialog', { name: /^Put a corrected copy/ })
    await dialog.getByRole('button', { name: 'Choose file' }).waitFor()
    await page.getByRole('tooltip').waitFor()
    await press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })

  it('is made and put in its place in one go', async () => {
    const window = await open({ 'one6.json': [mk1Line(602), renamed(603)] })
    const { page, press, folder } = window
    const id = idOf(folder, 'one6.json')
    await openFile(window, 'one6.json')
    await press('Shift+R')
    const dialog = page.getByRole('dialog', { name: /^Put a corrected copy/ })
    await dialog.getByTestId('removal-numbers').waitFor()
    await saveTo(window, join(folder, 'copy.json'))
    await dialog.getByRole('button', { name: 'Make the corrected copy' }).click()
    await page
      .getByTestId('file-removed')
      .getByText(`Replaced by #${id + 1}`)
      .waitFor()
    expect(shownRecords(folder)).toBe(1)
  })

  it('can be dropped while its dialog is open; of another type it changes nothing', async () => {
    const window = await open({ 'one7.json': [mk1Line(702), renamed(703)] })
    const { page, press, folder, drop } = window
    const id = idOf(folder, 'one7.json')
    await openFile(window, 'one7.json')
    const ask = async (): Promise<void> => {
      await press('Shift+R')
      await page
        .getByRole('dialog', { name: /^Put a corrected copy/ })
        .getByTestId('removal-numbers')
        .waitFor()
    }
    await ask()
    await drop(writeMk2(folder, 'other.json', [mk2Line(2).replace('"300 km"', '300')]))
    const notice = page
      .getByTestId('notice')
      .filter({ hasText: `did not take the place of #${id}` })
    await notice.getByRole('button', { name: 'Show' }).click()
    await page.getByTestId('file-failure').getByText('This copy is of jackal_mk2').waitFor()
    expect(await findings(page), 'failed copy').toEqual([])
    await page.getByRole('button', { name: `Open #${id}` }).click()
    await page.getByTestId('file-state').getByText('Complete').waitFor()
    expect(shownRecords(folder)).toBe(1)

    await ask()
    await drop(writeMk1(folder, 'right.json', [mk1Line(702), mk1Line(703)]))
    await page
      .getByTestId('file-removed')
      .getByText(`Replaced by #${id + 2}`)
      .waitFor()
    await until('both records', () => shownRecords(folder) === 2)
  })
})
