import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tempFolder, until } from '../helpers/station'
import { findings } from './axe'
import { flightLine, openFlight, shareFlight } from './flight'
import { saveTo } from './inbox'

const clean = Array.from({ length: 400 }, (_, n) => flightLine(n))

describe('the flight view', () => {
  const open = shareFlight({ 'pass.json': clean })

  it('axe finds nothing in the flight view, with a record chosen and without', async () => {
    const { page, press, pane } = await open()
    await page.getByTestId('track-legend').waitFor()
    expect(await findings(page), 'nothing chosen').toEqual([])
    await press('Shift+ArrowRight', 'Enter')
    await pane.getByRole('button', { name: 'Open package' }).waitFor()
    await press('x')
    await page.getByRole('menuitem', { name: 'PNG' }).waitFor()
    expect(await findings(page), 'chosen').toEqual([])
    await press('Escape')
  })

  it('can be used at 200 % zoom', async () => {
    const { app, page } = await open()
    await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      window?.setContentSize(1280, 800)
      window?.webContents.setZoomFactor(2)
    })
    await until('twice as large', () => page.evaluate(() => Math.abs(window.innerWidth - 640) < 2))
    // The plots take their new size with the next frame.
    await until('nothing lies beside the window', () =>
      page.evaluate(() =>
        [...document.querySelectorAll('button, canvas, h2, [role="grid"]')]
          .filter((element) => element.checkVisibility())
          .every((element) => element.getBoundingClientRect().right <= window.innerWidth + 1),
      ),
    )
    for (const id of ['plot-velocity', 'time-axis', 'record-table', 'ground-map', 'record-pane']) {
      const part = page.getByTestId(id)
      await part.scrollIntoViewIfNeeded()
      const seen = await part.evaluate((element) => {
        const { top, height } = element.getBoundingClientRect()
        return height > 15 && top >= 0 && top < window.innerHeight
      })
      expect({ id, seen }).toEqual({ id, seen: true })
    }
  })

  it('does not move anything by itself where motion is unwanted', async () => {
    const { page, press, pointAt, pane } = await open()
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.getByTestId('track-legend').waitFor()
    await pointAt(0.4)
    await pane.getByText('package', { exact: true }).waitFor()
    await press('+', 'ArrowRight')
    await expect.poll(() => page.evaluate(() => document.getAnimations().length)).toBe(0)
  })

  it('is used by keyboard alone, from a package to an exported stretch of it', async () => {
    const window = await open()
    const { page, press, pane } = window
    const extent = page.getByTestId('extent-velocity')
    await press('g', 'q')
    await window.row('pass.json').waitFor()
    await until('the package is chosen', async () => {
      await press('j')
      return (await page.locator('[aria-selected="true"]').count()) > 0
    })
    await press('Enter')
    await page.getByRole('heading', { level: 1, name: 'pass.json' }).waitFor()
    await press('f')
    await extent.getByText('7,000 to 7,399').waitFor()

    await press('End', '+', '+', '+', 'End')
    await extent.getByText(/^7,30\d to 7,399$/).waitFor()
    await press('Shift+ArrowRight', 'Shift+ArrowRight', 'Enter')
    await pane.getByText('Open package').waitFor()
    await press('j')
    await until('the records have the keys', () =>
      page.evaluate(() => document.activeElement?.getAttribute('role') === 'grid'),
    )
    await press('End')
    await pane.getByText('7399 m/s', { exact: true }).waitFor()
    await press('c')
    await page.getByText('Record copied').waitFor()

    const path = join(tempFolder(), 'end.csv')
    await saveTo(window, path)
    await press('x')
    await page.getByRole('menuitem', { name: 'CSV, as drawn' }).waitFor()
    await press('ArrowDown', 'Enter')
    await page.getByText('to end.csv').waitFor()
    const last = readFileSync(path, 'utf8').trim().split('\n').at(-1)
    expect(last).toContain('7399')
    await press('?')
    await page.getByRole('heading', { name: 'In the flight view' }).waitFor()
  })
})

it('has every digit of the records in its table, to be read at 1280 px too', async () => {
  const values = [7654.123456789012, -1.0049791692706785e-18, -Number.MAX_VALUE, 0.1 + 0.2]
  const { app, page, table } = await openFlight({
    'digits.json': clean.map((line, n) => {
      const [velocity = 0, altitude = 0] = [values[n % 4], values[(n + 1) % 4]]
      return JSON.stringify({
        ...JSON.parse(line),
        velocity,
        altitude,
        latitude: -9.664999999999999,
      })
    }),
  })
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800)
  })
  await until('the size', () => page.evaluate(() => window.innerWidth === 1280))
  await page.getByRole('button', { name: /Package/ }).click()
  await page.getByTestId('pick-list').getByText('digits.json', { exact: true }).click()
  for (const value of values)
    await table.getByText(String(value), { exact: true }).first().waitFor()
  const cut = await table
    .locator('[role="gridcell"]')
    .evaluateAll((cells) =>
      cells.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent),
    )
  expect(cut.filter((text) => /\d/.test(text))).toEqual([])
  const sizes = await table
    .locator('[role="gridcell"], [role="columnheader"]')
    .evaluateAll((cells) => cells.map((cell) => parseFloat(getComputedStyle(cell).fontSize)))
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(11)
})
