import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mk1Header, mk1Line } from '../helpers/packages'
import { tempFolder, until } from '../helpers/station'
import {
  mk2Line,
  renamed,
  saveTo,
  shareInbox,
  shareInboxStation,
  slowSteps,
  spoiled,
  writeMk2,
} from './inbox'

const north = (n: number) =>
  spoiled(n, (text) => text.replace(/"latitude":[\d.-]+/, '"latitude":"north"'))
const cut = (n: number) => spoiled(n, (text) => text.slice(0, 60))
const east = (n: number) =>
  spoiled(n, (text) => text.replace(/"longitude":[\d.-]+/, '"longitude":"east"'))
const high = (n: number) =>
  spoiled(n, (text) => text.replace(/"altitude":[\d.]+/, '"altitude":"high"'))

/** Two packages with six bad lines of three kinds, of records from the n-th on. */
const packagesFrom = (n: number) => ({
  [`first_${n}.json`]: [mk1Line(n), renamed(n + 1), renamed(n + 2), renamed(n + 3), north(n + 4)],
  [`second_${n}.json`]: [renamed(n), cut(n + 1), mk1Line(n + 2)],
})

describe('the error inbox', () => {
  const open = shareInboxStation()

  it('says so when there is nothing in it', async () => {
    const { page, press } = await open({ 'clean.json': [mk1Line(2)] })
    await press('g', 'e')
    await page.getByText('No bad lines', { exact: true }).waitFor()
  })

  it('has one row for all lines with the same fault, over all packages', async () => {
    const { page, press, groups, figure } = await open(packagesFrom(102))
    await press('g', 'e')
    await figure('Open lines', '6')
    await figure('Groups listed', '3')
    const first = groups.first()
    await expect
      .poll(() => first.innerText())
      .toMatch(/"velocity" is missing\s+New\s+4\s+2\s+jackal_mk1/)
    await expect.poll(() => first.innerText()).toContain('"vel":')
    await press('Enter')
    await page.getByRole('heading', { level: 1, name: '"velocity" is missing' }).waitFor()
    await until('its four lines', async () => (await page.getByTestId('inbox-line').count()) === 4)
  })

  it('marks groups as new until they were looked at', async () => {
    const { press, groups } = await open({ 'high.json': [mk1Line(202), high(203)] })
    await press('g', 'e')
    await groups.first().getByText('New').waitFor()
    await press('g', 'q')
    await press('g', 'e')
    await until('none is new', async () => (await groups.getByText('New').count()) === 0)
  })

  it('marks a group as gone when nothing of it is open any more', async () => {
    const { page, press, groups } = await open({ 'east.json': [mk1Line(302), east(303)] })
    await press('g', 'e')
    const longitude = groups.filter({ hasText: '"longitude" must be a number' })
    await longitude.getByText('New').waitFor()
    await press('g', 'q')
    await press('g', 'e')
    await until('it was seen', async () => (await groups.getByText('New').count()) === 0)
    await longitude.click()
    await press('e')
    const verdict = page.getByTestId('verdict')
    await verdict.getByText('1 fault left').waitFor()
    await page.keyboard.type('12.5')
    await verdict.getByText('Imports as').waitFor()
    await press('Control+Enter')
    await page.getByTestId('line-done').waitFor()
    await page.getByTestId('group-view').getByText('Gone', { exact: true }).waitFor()
    await press('Escape')
    await longitude.getByText('Gone').waitFor()
    await expect.poll(() => longitude.innerText()).toMatch(/1 mended\s+0\s/)
    await press('g', 'q')
    await press('g', 'e')
    await until('it is not listed', async () => (await longitude.count()) === 0)
  })

  it('narrows by satellite type, field and status, and says how many lines each has', async () => {
    const { page, press, groups, drop, row, folder, figure } = await open(packagesFrom(402))
    await drop(writeMk2(folder, 'other.json', [mk2Line(2), mk2Line(3)]))
    await row('other.json').getByText('Complete').waitFor()
    await press('g', 'e')
    await figure('Groups listed', '4')
    const facet = (name: string, value: RegExp) =>
      page.getByTestId(`facet-${name}`).getByRole('row', { name: value })

    await facet('types', /jackal_mk2, 2 lines/).click()
    await figure('Groups listed', '1')
    await expect.poll(() => groups.first().innerText()).toMatch(/"alt" must be a number/)
    await facet('types', /jackal_mk2/).click()
    await figure('Groups listed', '4')

    await facet('fields', /latitude, 1 line/).click()
    await figure('Groups listed', '1')
    await facet('fields', /^velocity, 4 lines/).click()
    await figure('Groups listed', '2')
    await page.getByTestId('group-list').focus()
    await press('0')
    await figure('Groups listed', '4')

    await groups.filter({ hasText: '"velocity" is missing' }).click()
    await press('d')
    await page.getByRole('dialog', { name: 'Dismiss 4 open lines' }).waitFor()
    await press('Enter')
    await figure('Dismissed', '4')
    await facet('statuses', /Open/).click()
    await facet('statuses', /Dismissed, 4 lines/).click()
    await figure('Groups listed', '1')
    await groups.filter({ hasText: '4 dismissed' }).waitFor()
    // The list that comes and goes leaves the keys to the facets.
    await facet('statuses', /Dismissed/).click()
    await facet('statuses', /Mended/).click()
    await page.getByTestId('no-groups').waitFor()
    await press('Space')
    await figure('Groups listed', '4')
    await press('Escape')
    await press('0')
    await figure('Groups listed', '3')
  })

  it('opens a group on its lines: number, offset, issues, and the lines around each', async () => {
    const { page, press, groups } = await open({
      'pass.json': [mk1Line(2), mk1Line(3), north(4), mk1Line(5), cut(6)],
    })
    await press('g', 'e')
    await groups.filter({ hasText: '"latitude"' }).click()
    await press('Enter')
    const detail = page.getByTestId('line-full')
    await detail.getByText('Line 4', { exact: true }).waitFor()
    const offset = `${mk1Header}\n${mk1Line(2)}\n${mk1Line(3)}\n`.length
    await detail.getByText(`at byte ${offset}, ${north(4).length} bytes`).waitFor()
    await expect.poll(() => detail.locator('mark').first().innerText()).toBe('"north"')
    await detail.getByText('"latitude" must be a number, not other text').first().waitFor()
    const around = detail.getByRole('table').getByRole('row')
    await expect
      .poll(() => around.allInnerTexts())
      .toEqual([
        expect.stringMatching(/^Line/),
        expect.stringMatching(/^2\s+03:04:07\.000001\s+8000\.2/),
        expect.stringMatching(/^3\s+03:04:08\.000001\s+8000\.3/),
        expect.stringMatching(/^4\s+"latitude" must be a number/),
        expect.stringMatching(/^5\s+03:04:10\.000001\s+8000\.5/),
        expect.stringMatching(/^6\s+Open: Not valid JSON/),
      ])
  })

  it('dismisses a line or a group with a note, which can be taken back', async () => {
    const { page, press, groups, figure } = await open(packagesFrom(502))
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

    await page.getByRole('tab', { name: 'Open 4' }).waitFor()
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

  it('exports a long line byte for byte from its source, and says so where it can not', async () => {
    const long = `{"filler":"${'ü'.repeat(60_000)}"}`
    const window = await open({ 'long.json': [mk1Line(2), long] })
    const { page, press, groups, folder } = window
    await press('g', 'e')
    await groups.first().waitFor()
    const exported = async (name: string) => {
      await saveTo(window, join(folder, name))
      await press('x')
      await page.getByRole('menuitem', { name: /NDJSON/ }).waitFor()
      await press('Enter')
      const notice = page.getByTestId('notice').filter({ hasText: `to ${name}` })
      await notice.waitFor()
      const row: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'))
      const raw = Buffer.from(String(Reflect.get(Object(row), 'raw')), 'base64')
      return { row, raw, words: await notice.innerText() }
    }
    const whole = await exported('whole.ndjson')
    expect(whole.row).toMatchObject({ line: 3, truncated: false })
    expect(whole.raw.toString()).toBe(long)

    rmSync(join(folder, 'long.json'))
    const part = await exported('part.ndjson')
    expect(part.row).toMatchObject({ truncated: true, raw_bytes: Buffer.byteLength(long) })
    expect(part.raw).toEqual(whole.raw.subarray(0, 64 * 1024))
    expect(part.words).toContain('1 line is marked as truncated')
  })
})

describe('what is in the error inbox', () => {
  const open = shareInbox(packagesFrom(2))

  it('is narrowed by its facets, by keyboard', async () => {
    const { page, press, groups } = await open()
    await press('g', 'e')
    await groups.nth(2).waitFor()
    await page.getByTestId('facet-codes').waitFor()
    await press('Shift+F', 'Tab', 'ArrowDown', 'Space')
    await until('one group', async () => (await groups.count()) === 1)
    await press('Escape', '0')
    await until('all groups', async () => (await groups.count()) === 3)
    const file = page.getByTestId('facet-fileIds').getByRole('row', { name: /second/ })
    await file.click()
    await until('two groups', async () => (await groups.count()) === 2)
    await expect.poll(() => groups.first().innerText()).toMatch(/\s1\s+1\s+jackal_mk1/)
  })

  it('finds text in raw lines, and leaves the search by Escape', async () => {
    const { page, press, groups, lines } = await open()
    await press('g', 'e')
    await groups.first().waitFor()
    await press('/')
    await page.keyboard.type('"north"')
    const strip = page.getByTestId('search-strip')
    await strip.getByText('1 line', { exact: true }).waitFor()
    await lines.first().waitFor()
    await expect.poll(() => lines.first().locator('mark').innerText()).toBe('"north"')
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

  it('exports what is listed as NDJSON and as CSV', async () => {
    const window = await open()
    const { page, press, groups } = window
    const folder = tempFolder()
    await press('g', 'e')
    await groups.first().waitFor()
    const ndjson = join(folder, 'errors.ndjson')
    await saveTo(window, ndjson)
    await press('x')
    await page.getByRole('menuitem', { name: /NDJSON/ }).waitFor()
    await press('Enter')
    await page.getByText('Wrote 6 bad lines to errors.ndjson').waitFor()
    expect(readFileSync(ndjson, 'utf8').trim().split('\n')).toHaveLength(6)

    const csv = join(folder, 'group.csv')
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
    const window = await open()
    const { page, press, row } = window
    await row('first_2.json').dblclick()
    const books = page.getByTestId('books')
    await books.getByText('Balanced').waitFor()
    await books.getByRole('button', { name: 'Check again' }).click()
    await page
      .getByTestId('source-check')
      .getByText('5 lines, every one is stored as it reads')
      .waitFor()
    const path = join(tempFolder(), 'corrected.json')
    await saveTo(window, path)
    await books.getByRole('button', { name: 'Export corrected…' }).click()
    await page.getByText('Wrote 1 record to corrected.json').waitFor()
    expect(readFileSync(path, 'utf8').trim().split('\n')).toHaveLength(2)
    await press('Escape')
  })
})

describe('a group with very many lines', () => {
  const COUNT = 100_000
  const filler = 'x'.repeat(70)
  const open = shareInbox({
    'bad.json': Array.from({ length: COUNT }, (_, i) => `{"n":${i + 2},"filler":"${filler}"}`),
  })

  it('is one row, scrolls to its last line, and holds only what is in sight', async () => {
    const { page, press, groups, figure, lines } = await open()
    await press('g', 'e')
    await figure('Open lines', '100,000')
    await expect.poll(() => groups.count()).toBe(1)
    await press('Enter')
    await page.getByText('{"n":2,').first().waitFor()
    await press('End')
    await lines.getByText(`{"n":${COUNT + 1},`).waitFor()
    await expect.poll(() => lines.count()).toBeLessThan(200)
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
    await lines.getByText('{"n":2,').waitFor()
  })

  it('shows hits of a search while it runs, and stops it at once', async () => {
    const window = await open()
    const { page, press, figure, lines } = window
    await press('g', 'e')
    await figure('Open lines', '100,000')
    await slowSteps(window, 'step')
    const strip = page.getByTestId('search-strip')
    const running = page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const observer = new MutationObserver(() => {
            const shown = document.querySelector('[data-testid="search-strip"]')
            if (shown?.querySelector('[role="progressbar"]') === null) return
            if (!/[1-9]/.test(shown?.querySelector('b')?.textContent ?? '')) return
            observer.disconnect()
            resolve()
          })
          const everything = { subtree: true, childList: true, characterData: true }
          observer.observe(document.body, everything)
        }),
    )
    await press('/')
    await page.keyboard.type('filler')
    await running
    await press('Escape')
    await strip.getByText('Stopped before the end').waitFor()
    await lines.first().locator('mark').waitFor()
    await expect.poll(() => strip.locator('b').innerText()).not.toBe('100,000 lines')
    await press('Escape')
    await page.getByTestId('group-row').waitFor()
  })
})
