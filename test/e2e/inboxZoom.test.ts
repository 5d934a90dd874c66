import type { ElectronApplication, Locator, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { until } from '../helpers/station'
import { mk1Line } from '../helpers/packages'
import { renamed, shareInboxStation } from './inbox'

const open = shareInboxStation()

const linesFrom = (n: number) => [mk1Line(n), renamed(n + 1), renamed(n + 2), mk1Line(n + 3)]

/** As an operator zooms: everything twice as large in a window of 1280 by 800. */
async function zoom(app: ElectronApplication, page: Page, factor: number): Promise<void> {
  await app.evaluate(({ BrowserWindow }, to) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.setContentSize(1280, 800)
    window?.webContents.setZoomFactor(to)
  }, factor)
  await until(`zoom ${factor}`, async () =>
    page.evaluate((to) => Math.abs(window.innerWidth - 1280 / to) < 2, factor),
  )
}

/** Nothing of the page lies beyond the window's right edge, where no scrolling leads. */
async function expectNoneBeside(page: Page, where: string): Promise<void> {
  const beside = await page.evaluate(() =>
    [...document.querySelectorAll('button, input, textarea, [role="tab"], h1')]
      .filter((element) => element.checkVisibility())
      .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
      .map((element) => element.outerHTML.slice(0, 120)),
  )
  expect({ where, beside }).toEqual({ where, beside: [] })
}

/** A part that can be scrolled to and then lies within the window. */
async function expectReachable(part: Locator): Promise<void> {
  await part.scrollIntoViewIfNeeded()
  const { top, height } = await part.evaluate((element) => ({
    top: element.getBoundingClientRect().top,
    height: window.innerHeight,
  }))
  const inWindow = top >= 0 && top < height
  expect({ part: String(part), inWindow }).toEqual({ part: String(part), inWindow: true })
}

it('can be used at 200 % zoom', async () => {
  const { app, page, press, groups } = await open({ 'zoomed.json': linesFrom(2) })
  await zoom(app, page, 2)
  await press('g', 'e')
  await groups.first().waitFor()
  await expectNoneBeside(page, 'groups')
  await expectReachable(groups.first())
  await press('Shift+F')
  await expectReachable(page.getByTestId('facet-codes'))
  await expectNoneBeside(page, 'facets')
  await press('Escape', 'Enter')

  const detail = page.getByTestId('line-full')
  await detail.waitFor()
  await expectNoneBeside(page, 'group')
  await expectReachable(page.getByTestId('inbox-line').first())
  await press('e')
  await page.getByTestId('verdict').getByText('Imports as').waitFor()
  await expectNoneBeside(page, 'editor')
  await expectReachable(page.getByRole('textbox', { name: 'Corrected line' }))
  await expectReachable(detail.getByRole('button', { name: 'Save' }))
  await press('Control+Enter')
  await page.getByTestId('line-done').waitFor()

  await press('m')
  await page.getByTestId('apply-rule').getByText('Mend 1 line').waitFor()
  await expectNoneBeside(page, 'rule')
  await expectReachable(page.getByRole('combobox', { name: 'Key as it is' }))
  await expectReachable(page.getByTestId('preview-row').first())
  await expectReachable(page.getByTestId('apply-rule'))
})

it('does not move anything where motion is unwanted', async () => {
  const { page, press, groups } = await open({ 'still.json': linesFrom(102) })
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const moving = () => page.evaluate(() => document.getAnimations().length)
  await press('g', 'e')
  await groups.first().waitFor()
  await expect.poll(() => moving()).toBe(0)
  await groups.first().hover()
  await expect.poll(() => moving()).toBe(0)
  await press('m')
  await page.getByTestId('apply-rule').waitFor()
  await expect.poll(() => moving()).toBe(0)
  await press('Escape', 'Enter', 'e')
  await page.getByTestId('verdict').getByText('Imports as').waitFor()
  await expect.poll(() => moving()).toBe(0)
  await press('Control+Enter')
  await page.getByTestId('line-done').waitFor()
  await expect.poll(() => moving()).toBe(0)
})
