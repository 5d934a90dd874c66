import { AxeBuilder } from '@axe-core/playwright'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { mk1Package } from '../helpers/packages'
import { tempFolder, until } from '../helpers/station'
import { openWindow } from './window'

/** What axe finds fault with, grave or not. */
async function findings(page: Page): Promise<string[]> {
  // Electron has no way to open the blank page that axe otherwise uses for its results.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
}

describe('accessibility', () => {
  it('axe finds nothing in any view, light or dark', async () => {
    const folder = tempFolder()
    const { page, row, drop } = await openWindow(folder)
    expect(await findings(page), 'first start').toEqual([])
    const path = join(folder, 'some.json')
    writeFileSync(path, `${mk1Package(10)}{}\nbroken\n`)
    writeFileSync(join(folder, 'empty.json'), '')
    await drop(path, join(folder, 'empty.json'))
    await row('some.json').getByText('Complete').waitFor()
    await row('empty.json').getByText('Failed').waitFor()
    for (const theme of ['Light', 'Dark']) {
      await page.getByRole('button', { name: 'Settings' }).click()
      await page.getByText(theme, { exact: true }).click()
      await until(theme, () =>
        page.evaluate(
          (name) => document.documentElement.dataset['theme'] === name,
          theme.toLowerCase(),
        ),
      )
      expect(await findings(page), `settings, ${theme}`).toEqual([])
      await page.getByRole('button', { name: 'Pipeline' }).click()
      expect(await findings(page), `pipeline, ${theme}`).toEqual([])
      await page.getByRole('button', { name: 'Queue' }).click()
      expect(await findings(page), `queue, ${theme}`).toEqual([])
      await row('some.json').dblclick()
      await page.getByRole('region', { name: 'Ledger' }).waitFor()
      expect(await findings(page), `file, ${theme}`).toEqual([])
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Errors' }).click()
      await page.getByTestId('group-row').first().waitFor()
      expect(await findings(page), `errors, ${theme}`).toEqual([])
      await page.keyboard.press('Enter')
      await page.getByTestId('line-full').waitFor()
      expect(await findings(page), `group, ${theme}`).toEqual([])
      await page.keyboard.press('e')
      await page.getByTestId('verdict').getByText('left').waitFor()
      expect(await findings(page), `editor, ${theme}`).toEqual([])
      await page.keyboard.press('Escape')
      await page.keyboard.press('m')
      await page.getByTestId('preview-row').first().waitFor()
      expect(await findings(page), `rule, ${theme}`).toEqual([])
      await page.keyboard.press('Escape')
      await page.keyboard.press('d')
      await page.getByRole('dialog', { name: /Dismiss/ }).waitFor()
      expect(await findings(page), `dismissal, ${theme}`).toEqual([])
      await page.keyboard.press('Escape')
      await page.keyboard.press('h')
      await page.getByTestId('no-history').waitFor()
      expect(await findings(page), `history, ${theme}`).toEqual([])
      await page.keyboard.press('1')
      await page.keyboard.press('/')
      await page.keyboard.type('}')
      await page
        .getByTestId('search-strip')
        .getByText(/searched/)
        .waitFor()
      expect(await findings(page), `search, ${theme}`).toEqual([])
      await page.keyboard.press('Escape')
      await page.keyboard.press('?')
      await page.getByRole('dialog', { name: 'Keys' }).waitFor()
      expect(await findings(page), `keys, ${theme}`).toEqual([])
      await page.keyboard.press('Escape')
      await page.keyboard.press('x')
      await page.getByRole('menuitem').first().waitFor()
      expect(await findings(page), `export, ${theme}`).toEqual([])
      await page.keyboard.press('Escape')
    }
  })
})
