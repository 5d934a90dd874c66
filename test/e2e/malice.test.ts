import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { ACTS, maliciousPackage, NAME } from '../helpers/malice'
import { steady, until } from '../helpers/station'
import { pressKeys } from './keys'
import { shareStation } from './sharedWindow'

const open = shareStation()

/** Every text that the page shows or speaks. */
const allText = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const texts: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ALL)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (!(node instanceof Element)) texts.push(node.textContent ?? '')
      else
        for (const { name, value } of node.attributes)
          if (!name.startsWith('data-')) texts.push(value)
    }
    return texts
  })

async function expectInert(page: Page): Promise<void> {
  expect((await allText(page)).filter((text) => ACTS.test(text))).toEqual([])
  const foreign = page.locator('body :is(script, img, iframe, object, embed, style, link, a[href])')
  await expect.poll(() => foreign.count()).toBe(0)
}

it('malicious names, types, keys and lines are only text in the window and on the clipboard', async () => {
  const { app, page, drop, folder } = await open()
  const dialogs: string[] = []
  page.on('dialog', (dialog) => dialogs.push(dialog.message()))
  const inbox = join(folder, 'in')
  mkdirSync(inbox)
  const { text: malicious, badType, badLines } = maliciousPackage()
  writeFileSync(join(inbox, NAME), malicious)
  writeFileSync(join(inbox, `${NAME} 2`), badType)
  writeFileSync(join(inbox, `.${NAME}`), malicious)

  await drop(inbox)
  const rows = page.getByRole('row')
  await rows.getByText('Complete').waitFor()
  await rows.getByText('Failed').waitFor()
  await page
    .getByText(/not taken/)
    .first()
    .waitFor()
  await expectInert(page)

  await rows.filter({ hasText: 'Failed' }).getByRole('button').first().press('Enter')
  await page.getByTestId('file-failure').waitFor()
  await expectInert(page)
  await pressKeys(page, 'Escape')

  await rows.filter({ hasText: 'Complete' }).getByRole('button').first().press('Enter')
  await page.getByTestId('unknown-keys').waitFor()
  const lines = page.getByRole('grid', { name: 'Bad lines' }).getByRole('row')
  await until('bad lines', async () => (await lines.count()) > 10)
  await expectInert(page)

  const copied = new Set<string>()
  for (let i = 0; i < badLines.length; i += 1) {
    await (i === 0 ? lines.nth(1).click() : pressKeys(page, 'j'))
    await expect.poll(() => page.getByTestId('line-detail').innerText()).not.toMatch(ACTS)
    await pressKeys(page, 'c')
    const text = await app.evaluate(async ({ clipboard }) => clipboard.readText())
    expect(text).not.toMatch(ACTS)
    copied.add(text)
  }
  expect(copied).toContain('<script>alert(1)</script>')
  expect(copied).toContain('\\x1B[31mred\\x1B[2J')
  expect(copied.size).toBe(badLines.length)

  await pressKeys(page, 'Escape')
  await page.getByRole('button', { name: 'Pipeline' }).click()
  await expectInert(page)
  expect(dialogs).toEqual([])
  const polluted = [
    await page.evaluate(() => 'polluted' in {}),
    await app.evaluate(() => 'polluted' in {}),
  ]
  expect(polluted).toEqual([false, false])
})

it('they are only text in the inbox, the flight view, the history and the window’s title too', async () => {
  const { app, page, drop, folder } = await open()
  const dialogs: string[] = []
  page.on('dialog', (dialog) => dialogs.push(dialog.message()))
  const inbox = join(folder, 'again')
  mkdirSync(inbox)
  const { text, badLines } = maliciousPackage()
  writeFileSync(join(inbox, NAME), text)
  await drop(inbox)
  await page.getByRole('row').getByText('Complete').waitFor()
  const go = (...keys: string[]): Promise<void> => pressKeys(page, ...keys)
  /** Once what the view asks for has come. */
  const inert = async (): Promise<void> => {
    const lengthOf = (): Promise<number> => page.evaluate(() => document.body.innerHTML.length)
    await steady('the page', lengthOf, 150)
    await expectInert(page)
    const titles = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => window.getTitle()),
    )
    for (const title of [...titles, await page.title()]) expect(title).not.toMatch(ACTS)
  }

  await go('g', 'e')
  await page
    .getByRole('grid', { name: 'Groups of bad lines' })
    .getByTestId('group-row')
    .first()
    .click()
  await inert()
  await go('Enter')
  await page.getByRole('grid', { name: 'Bad lines' }).getByTestId('inbox-line').first().waitFor()
  await inert()
  for (let i = 0; i < badLines.length; i += 1) {
    await go('j')
    await expectInert(page)
  }
  await go('Escape', 'g', 't')
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await inert()
  await page.getByRole('button', { name: 'Package' }).click()
  await inert()
  await go('Escape')
  for (const view of ['h', 'c', 'p', 'q']) {
    await go('g', view)
    await inert()
  }
  await page.getByRole('row').filter({ hasText: 'Complete' }).first().click()
  await go('h')
  await inert()
  expect(dialogs).toEqual([])
})

it('keys of a megabyte do not hold the window up', async () => {
  const { page, row, drop, folder } = await open()
  const { text } = maliciousPackage()
  const [header = '', line = ''] = text.split('\n')
  const members = Array.from({ length: 3 }, (_, i) => `"${i}${'k '.repeat(500_000)}":1`)
  const path = join(folder, 'keys.json')
  writeFileSync(path, `${header}\n${line.slice(0, -1)},${members.join(',')}}\n{}\n`)
  await drop(path)
  await row('keys.json').getByText('Complete').waitFor()
  const startedAt = performance.now()
  await row('keys.json').getByRole('button').first().press('Enter')
  await page.getByTestId('unknown-keys').waitFor()
  await page.getByRole('grid', { name: 'Bad lines' }).getByRole('row').nth(1).click()
  await page.getByTestId('raw-line').waitFor()
  expect(performance.now() - startedAt).toBeLessThan(3_000)
  const length = await page.getByTestId('unknown-keys').evaluate((shown) => shown.outerHTML.length)
  expect(length).toBeLessThan(10_000)
})
