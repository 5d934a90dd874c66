import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { until } from '../helpers/station'
import { findings } from './axe'
import { clock, flightLine } from './flight'
import { pressKeys } from './keys'
import { dropPackages, type Packages } from './packages'
import { shareStation } from './sharedWindow'
import type { StationWindow } from './window'

/** A gap of 200 s, one step back, one time twice, an unknown key, numbers as text, and a few words. */
const eventful = [
  ...Array.from({ length: 400 }, (_, n) => flightLine(n)),
  'broken',
  ...Array.from({ length: 400 }, (_, i) =>
    flightLine(600 + i, {
      ...(i === 100 ? { second: 690 } : {}),
      ...(i === 201 ? { second: 800 } : {}),
      word: i > 300 ? 'faulty' : i === 300 ? 'OK' : 'ok',
    })
      .replace('}', i < 7 ? ',"battery":3}' : '}')
      .replace(/"velocity":(\d+)/, i < 5 ? '"velocity":"$1"' : '"velocity":$1'),
  ),
]

/** Records of a flight from one second to before another. */
const flown = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, i) => flightLine(from + i))

interface Opened extends StationWindow {
  readonly press: (...keys: string[]) => Promise<void>
}

const open = shareStation()

async function openWith(packages: Packages): Promise<Opened> {
  const window = await open()
  await dropPackages(window, packages)
  const press = async (...keys: string[]): Promise<void> => {
    await pressKeys(window.page, ...keys)
  }
  return { ...window, press }
}

async function figures(page: Page): Promise<string[]> {
  const text = await page.getByTestId('health-figures').innerText()
  return text.split('\n').map((line) => line.trim())
}

const rowsOf = async (page: Page, table: string): Promise<string[]> => {
  const rows = await page.getByTestId(table).locator('tbody tr').allInnerTexts()
  return rows.map((row) => row.replaceAll(/\s+/g, ' ').trim())
}

describe('the coverage of a satellite', () => {
  it('says so when there is nothing', async () => {
    const { page, press } = await openWith({})
    await press('g', 'c')
    await page.getByTestId('no-coverage').waitFor()
  })

  it('shows which package has which time, and opens it by key and by click', async () => {
    const { page, press } = await openWith({
      'first.json': [...flown(0, 200), ...flown(300, 400)],
      'second.json': flown(900, 1_000),
      'third.json': flown(960, 1_100),
    })
    await press('g', 'c')
    const summary = page.getByTestId('coverage-summary')
    await summary.getByText('3 packages').waitFor()
    await summary.getByText('2 gaps, the longest 8 min 21 s').waitFor()
    await summary.getByText('1 overlap, 39 s together').waitFor()
    const list = page.getByTestId('coverage-list')
    const cells = async (): Promise<string[][]> => {
      const rows = await list.getByRole('row').all()
      const texts = await Promise.all(
        rows.slice(1).map((each) => each.getByRole('gridcell').allInnerTexts()),
      )
      return texts.map((each) => each.slice(0, 5).map((text) => text.replaceAll(/\s+/g, ' ')))
    }
    await expect
      .poll(() => cells())
      .toEqual([
        ['first.json', '300', `2026-01-02 ${clock(0)}.000000`, '6 min 39 s', '1 gap inside'],
        [
          'second.json',
          '100',
          `2026-01-02 ${clock(900)}.000000`,
          '1 min 39 s',
          'overlaps third.json',
        ],
        [
          'third.json',
          '140',
          `2026-01-02 ${clock(960)}.000000`,
          '2 min 19 s',
          'overlaps second.json',
        ],
      ])
    await press('j', 'Enter')
    await page.getByTestId('file-view').getByText('second.json').first().waitFor()
    await press('Escape')
    await list.waitFor()
    await press('h')
    await page.getByTestId('health-view').getByText('second.json').waitFor()
    await press('l')
    const box = await page.getByTestId('coverage-line').boundingBox()
    if (box === null) throw new Error('there is no line')
    await page.mouse.click(box.x + 0.1 * box.width, box.y + 16)
    await page.getByTestId('coverage-moment').getByText('first.json').waitFor()
    await press('Enter')
    await page.getByTestId('file-view').getByText('first.json').first().waitFor()
    await page.getByRole('button', { name: 'Health' }).waitFor()
    await press('h')
    await page.getByTestId('health-view').getByText('first.json').waitFor()
    await press('f')
    await page.getByTestId('flight-view').waitFor()
  })

  it('zooms, walks from gap to overlap, and names who is there', async () => {
    const { page, press } = await openWith({
      'early.json': flown(0, 100),
      'later.json': flown(900, 1_000),
      'last.json': flown(960, 1_100),
    })
    await press('g', 'c')
    const moment = page.getByTestId('coverage-moment')
    await page.getByTestId('coverage-summary').getByText('3 packages').waitFor()
    await press('n')
    await moment.getByText('a gap of 13 min 21 s').waitFor()
    await press('n')
    await moment.getByText('later.json and last.json, which overlap for 39 s').waitFor()
    const span = page.getByTestId('coverage-span')
    const all = await span.innerText()
    await press('+', '+', '+')
    await until('less of it', async () => (await span.innerText()) !== all)
    await press('0')
    await until('all of it again', async () => (await span.innerText()) === all)
    const box = await page.getByTestId('coverage-line').boundingBox()
    if (box === null) throw new Error('there is no line')
    await page.mouse.move(box.x + box.width / 2, box.y + 16)
    await page.mouse.wheel(0, -400)
    await until('less of it', async () => (await span.innerText()) !== all)
    await press('0', 'N')
    await moment.getByText('a gap of').waitFor()
    await press('Escape')
    await moment.getByText('a gap of').waitFor({ state: 'detached' })
  })

  it('has nothing that axe finds fault with, at 200 % too', async () => {
    const { page, app, row, press } = await openWith({
      'events.json': [...eventful, flightLine(1_000)],
    })
    await press('g', 'c')
    await page.getByTestId('coverage-list').waitFor()
    expect(await findings(page)).toEqual([])
    await press('g', 'q')
    await row('events.json').dblclick()
    await page.getByTestId('file-view').waitFor()
    await press('h')
    await page.getByTestId('health-view').waitFor()
    expect(await findings(page)).toEqual([])
    await press('g', 'q')
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2)
    })
    await press('g', 'c')
    for (const view of ['coverage-view', 'health-view']) {
      await page.getByTestId(view).waitFor()
      await until('nothing is cut off', () =>
        page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
      )
      expect(await findings(page)).toEqual([])
      await press('h')
    }
  })
})

describe('the health of a package', () => {
  it('says what its records are like, and leads from each extreme to its record', async () => {
    const { page, row, press } = await openWith({ 'pass.json': eventful })
    await row('pass.json').dblclick()
    await page.getByTestId('file-view').waitFor()
    await press('h')
    await page.getByTestId('health-view').waitFor()
    await expect
      .poll(() => figures(page))
      .toEqual([
        'Records',
        '800',
        'Span',
        '16 min 39 s',
        'Rate',
        '1records/s',
        'Gaps',
        '1',
        'Out of order',
        '1',
        'Repeated',
        '1',
      ])
    await expect
      .poll(() => rowsOf(page, 'gaps'))
      .toEqual([`3 min 21 s 2026-01-02 ${clock(399)}.000000 UTC See it`])
    await expect
      .poll(() => rowsOf(page, 'channels'))
      .toEqual([
        'Velocity m/s 7,000 line 2 7,499.5 7,999 line 802',
        'Altitude m 400,000 line 2 404,995 409,990 line 802',
        expect.stringMatching(/^Latitude ° -37.5114164 line 401 /),
        'Longitude ° -180 line 22 -48.25 179.5 line 21',
      ])
    await expect
      .poll(() => rowsOf(page, 'instruments'))
      .toEqual([
        'instrument1 2 changes ok 700 87.5 %',
        'faulty 99 12.4 %',
        'OK 1 0.1 %',
        'instrument2 never changed ok 800 100 %',
      ])
    await expect
      .poll(() => page.getByTestId('case-twins').innerText())
      .toBe('instrument1 says ok 700 and OK 1: they differ in upper and lower case alone.')
    await expect
      .poll(() => page.getByTestId('text-numbers').innerText())
      .toBe('Came as text and were read as numbers: velocity in 5 records, first in line 403.')
    await expect.poll(() => rowsOf(page, 'unknown-keys')).toEqual(['battery 7 403'])
    await page.getByRole('button', { name: 'Greatest velocity: line 802' }).click()
    await page.getByTestId('record-pane').getByText('7999 m/s').first().waitFor()
    await press('Escape')
    await press('Escape')
    await page.getByTestId('health-view').waitFor()
  })

  it('is not offered where there are no records', async () => {
    const { page, row, press } = await openWith({ 'bad.json': ['{}', 'broken'] })
    await row('bad.json').dblclick()
    await page.getByTestId('file-view').waitFor()
    await press('h')
    await expect.poll(() => page.getByTestId('health-view').count()).toBe(0)
    await expect.poll(() => page.getByRole('button', { name: 'Health' }).count()).toBe(0)
  })
})
