import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mk1Line } from '../helpers/packages'
import { until } from '../helpers/station'
import { openInbox, renamed, spoiled, type InboxWindow } from './inbox'

const north = (n: number) =>
  spoiled(n, (text) => text.replace(/"latitude":[\d.-]+/, '"latitude":"north"'))
const cut = (n: number) => spoiled(n, (text) => text.slice(0, 60))

const packages = {
  'first.json': [mk1Line(2), renamed(3), renamed(4), renamed(5), north(6)],
  'second.json': [renamed(2), cut(3), mk1Line(4)],
}

/** Answers the save dialog with a path instead of a person. */
async function saveTo({ app }: InboxWindow, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
}

describe('the error inbox', () => {
  it('says so when there is nothing in it', async () => {
    const { page, press } = await openInbox({ 'clean.json': [mk1Line(2)] })
    await press('g', 'e')
    await page.getByText('No bad lines', { exact: true }).waitFor()
  })

  it('has one row for all lines with the same fault, over all packages', async () => {
    const { page, press, groups, figure } = await openInbox(packages)
    await press('g', 'e')
    await figure('Open lines', '6')
    await figure('Groups listed', '3')
    const first = groups.first()
    expect(await first.innerText()).toMatch(/"velocity" is missing\s+New\s+4\s+2\s+jackal_mk1/)
    expect(await first.innerText()).toContain('"vel":')
    await press('Enter')
    await page.getByRole('heading', { level: 1, name: '"velocity" is missing' }).waitFor()
    await until('its four lines', async () => (await page.getByTestId('inbox-line').count()) === 4)
  })

  it('marks groups as new until they were looked at', async () => {
    const { press, groups } = await openInbox(packages)
    await press('g', 'e')
    await groups.first().getByText('New').waitFor()
    await press('g', 'q')
    await press('g', 'e')
    await until('none is new', async () => (await groups.getByText('New').count()) === 0)
  })

  it('is narrowed by its facets, by keyboard', async () => {
    const { page, press, groups } = await openInbox(packages)
    await press('g', 'e')
    await groups.nth(2).waitFor()
    await press('f')
    await until('the first facet has the keys', () =>
      page.evaluate(() => document.activeElement?.textContent?.includes('Open') ?? false),
    )
    await press('Tab', 'ArrowDown', 'Space')
    await until('one group', async () => (await groups.count()) === 1)
    await press('Escape', '0')
    await until('all groups', async () => (await groups.count()) === 3)
    const file = page.getByTestId('facet-fileIds').getByRole('row', { name: /second/ })
    await file.click()
    await until('two groups', async () => (await groups.count()) === 2)
    expect(await groups.first().innerText()).toMatch(/\s1\s+1\s+jackal_mk1/)
  })

  it('finds text in raw lines, and leaves the search by Escape', async () => {
    const { page, press, groups, lines } = await openInbox(packages)
    await press('g', 'e')
    await groups.first().waitFor()
    await press('/')
    await page.keyboard.type('"north"')
    const strip = page.getByTestId('search-strip')
    await strip.getByText('1 line', { exact: true }).waitFor()
    await lines.first().waitFor()
    expect(await lines.first().locator('mark').innerText()).toBe('"north"')
    await press('Enter')
    await page.getByTestId('line-full').getByText('Line 6', { exact: true }).waitFor()
    await press('Escape')
    await groups.nth(2).waitFor()

    await press('/')
    await page.keyboard.type('no such text')
    await page.getByTestId('no-hits').waitFor()
    await press('Escape')
    await groups.nth(2).waitFor()
  })

  it('dismisses a line or a group with a note, which can be taken back', async () => {
    const { page, press, groups, figure } = await openInbox(packages)
    await press('g', 'e')
    await groups.first().waitFor()
    await press('Enter')
    await page.getByTestId('line-full').waitFor()
    await press('d')
    await page.getByRole('dialog', { name: /Dismiss line/ }).waitFor()
    await page.keyboard.type('old antenna')
    await press('Enter')
    const done = page.getByTestId('line-done')
    await done.getByText('“old antenna”').waitFor()
    await press('u')
    await done.waitFor({ state: 'detached' })

    await press('Shift+D')
    await page.getByRole('dialog', { name: 'Dismiss 4 open lines' }).waitFor()
    await press('Enter')
    await page.getByText('Dismissed 4 lines').waitFor()
    await press('Escape')
    await figure('Dismissed', '4')
    await figure('Open lines', '2')
    await press('u')
    await figure('Open lines', '6')
  })

  it('exports what is listed as NDJSON and as CSV', async () => {
    const window = await openInbox(packages)
    const { page, press, groups, folder } = window
    mkdirSync(join(folder, 'out'))
    await press('g', 'e')
    await groups.first().waitFor()
    const ndjson = join(folder, 'out', 'errors.ndjson')
    await saveTo(window, ndjson)
    await press('x')
    await page.getByRole('menuitem', { name: /NDJSON/ }).waitFor()
    await press('Enter')
    await page.getByText('Wrote 6 bad lines to errors.ndjson').waitFor()
    expect(readFileSync(ndjson, 'utf8').trim().split('\n')).toHaveLength(6)

    const csv = join(folder, 'out', 'group.csv')
    await saveTo(window, csv)
    await press('Enter')
    await page.getByTestId('line-full').waitFor()
    await press('x')
    await page.getByRole('menuitem', { name: /CSV/ }).waitFor()
    await press('ArrowDown', 'Enter')
    await page.getByText('Wrote 4 bad lines to group.csv').waitFor()
    expect(readFileSync(csv, 'utf8').trim().split('\n')).toHaveLength(5)
  })

  it('says that the books of a package balance, checks its source again, and exports it corrected', async () => {
    const window = await openInbox(packages)
    const { page, press, row, folder } = window
    await row('first.json').dblclick()
    const books = page.getByTestId('books')
    await books.getByText('Balanced').waitFor()
    await books.getByRole('button', { name: 'Check again' }).click()
    await page
      .getByTestId('source-check')
      .getByText('5 lines, every one is stored as it reads')
      .waitFor()
    const path = join(folder, 'corrected.json')
    await saveTo(window, path)
    await books.getByRole('button', { name: 'Export corrected…' }).click()
    await page.getByText('Wrote 1 record to corrected.json').waitFor()
    expect(readFileSync(path, 'utf8').trim().split('\n')).toHaveLength(2)
    await press('Escape')
  })
})

describe('a group with very many lines', () => {
  const COUNT = 100_000

  it('is one row, scrolls to its last line, and holds only what is in sight', async () => {
    const { page, press, groups, figure, lines } = await openInbox({
      'bad.json': Array.from({ length: COUNT }, (_, i) => `{"n":${i + 2}}`),
    })
    await press('g', 'e')
    await figure('Open lines', '100,000')
    expect(await groups.count()).toBe(1)
    await press('Enter')
    await page.getByText('{"n":2}').first().waitFor()
    await press('End')
    await lines.getByText(`{"n":${COUNT + 1}}`).waitFor()
    expect(await lines.count()).toBeLessThan(200)
    await page.getByTestId('line-full').getByText('Line 100,001', { exact: true }).waitFor()

    const frames = await page.getByTestId('line-list').evaluate(async (list) => {
      const gaps: number[] = []
      let last = performance.now()
      for (let frame = 0; frame < 120; frame += 1) {
        list.scrollTop -= 400
        await new Promise(requestAnimationFrame)
        const now = performance.now()
        gaps.push(now - last)
        last = now
      }
      return gaps
    })
    const mean = frames.reduce((sum, gap) => sum + gap, 0) / frames.length
    console.log(`100,000 lines scroll at ${(1000 / mean).toFixed(0)} frames a second`)
    await press('Home')
    await lines.getByText('{"n":2}').waitFor()
  })
})
