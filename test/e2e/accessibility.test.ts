import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mk1Line, mk1Package } from '../helpers/packages'
import { until } from '../helpers/station'
import { findings } from './axe'
import { renamed, shareInboxStation, spoiled } from './inbox'
import { pressKeys } from './keys'

describe('accessibility', () => {
  const open = shareInboxStation()

  it('axe finds nothing at the first start', async () => {
    const { page } = await open({})
    await page.getByText('Drop telemetry packages here').waitFor()
    expect(await findings(page)).toEqual([])
  })

  it.each(['Light', 'Dark'])('axe finds nothing in any view, %s', async (theme) => {
    const { page, row, drop, folder } = await open({})
    const [some, empty] = [`some ${theme}.json`, `empty ${theme}.json`]
    writeFileSync(join(folder, some), `${mk1Package(theme.length)}{}\nbroken\n`)
    writeFileSync(join(folder, empty), '')
    await drop(join(folder, some), join(folder, empty))
    await row(some).getByText('Complete').waitFor()
    await row(empty).getByText('Failed').waitFor()
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
    await row(some).dblclick()
    await page.getByRole('region', { name: 'Ledger' }).waitFor()
    expect(await findings(page), `file, ${theme}`).toEqual([])
    await pressKeys(page, 'Escape')
    await page.getByRole('button', { name: 'Errors' }).click()
    await page.getByTestId('group-row').first().waitFor()
    expect(await findings(page), `errors, ${theme}`).toEqual([])
    await pressKeys(page, 'Enter')
    await page.getByTestId('line-full').waitFor()
    expect(await findings(page), `group, ${theme}`).toEqual([])
    await pressKeys(page, 'e')
    await page.getByTestId('verdict').getByText('left').waitFor()
    expect(await findings(page), `editor, ${theme}`).toEqual([])
    await pressKeys(page, 'Escape')
    await pressKeys(page, 'm')
    await page.getByTestId('preview-row').first().waitFor()
    expect(await findings(page), `rule, ${theme}`).toEqual([])
    await pressKeys(page, 'Escape')
    await pressKeys(page, 'd')
    await page.getByRole('dialog', { name: /Dismiss/ }).waitFor()
    expect(await findings(page), `dismissal, ${theme}`).toEqual([])
    await pressKeys(page, 'Escape')
    await pressKeys(page, '5')
    await page.getByTestId('no-history').waitFor()
    expect(await findings(page), `history, ${theme}`).toEqual([])
    await pressKeys(page, '1')
    await pressKeys(page, '/')
    await page.keyboard.type('}')
    await page
      .getByTestId('search-strip')
      .getByText(/searched/)
      .waitFor()
    expect(await findings(page), `search, ${theme}`).toEqual([])
    await pressKeys(page, 'Escape')
    await pressKeys(page, '?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    expect(await findings(page), `keys, ${theme}`).toEqual([])
    await pressKeys(page, 'Escape')
    await pressKeys(page, 'x')
    await page.getByRole('menuitem').first().waitFor()
    expect(await findings(page), `export, ${theme}`).toEqual([])
    await pressKeys(page, 'Escape')
    await pressKeys(page, 'Control+k')
    await page.getByRole('dialog').waitFor()
    expect(await findings(page), `palette, ${theme}`).toEqual([])
    await pressKeys(page, 'Escape')
  })

  it('axe finds nothing in what was mended, dismissed, searched in vain, checked and held, light or dark', async () => {
    const { page, press, groups, row, folder, drop } = await open({
      'pass.json': [mk1Line(2), renamed(3), renamed(4), spoiled(5, (text) => text.slice(0, 50))],
    })
    writeFileSync(join(folder, 'other.json'), '{"satellite_type":"hubble"}\n')
    await drop(join(folder, 'other.json'))
    await row('other.json').getByText('Failed').waitFor()
    await press('g', 'e')
    await groups.filter({ hasText: 'not valid JSON' }).click()
    await press('m')
    await page.getByTestId('rule-unfinished').waitFor()
    expect(await findings(page), 'unfinished rule').toEqual([])
    await press('Escape', 'd')
    await page.getByRole('dialog', { name: /Dismiss/ }).waitFor()
    await press('Enter')
    await page.getByTestId('notice').filter({ hasText: 'Dismissed 1 line' }).waitFor()
    expect(await findings(page), 'notice').toEqual([])
    await groups.filter({ hasText: '"velocity"' }).click()
    await press('e')
    await page.getByTestId('verdict').getByText('Imports as').waitFor()
    expect(await findings(page), 'good verdict').toEqual([])
    await press('Control+Enter')
    await page.getByTestId('line-done').waitFor()
    for (const key of ['l', 'd']) {
      await press('t', key)
      expect(await findings(page), `mended line, ${key}`).toEqual([])
      await press('5')
      await page.getByTestId('mended-lines').locator('mark').first().waitFor()
      expect(await findings(page), `history of a group, ${key}`).toEqual([])
      await press('3')
      expect(await findings(page), `none dismissed, ${key}`).toEqual([])
      await press('/')
      await page.keyboard.type('in vain')
      await page.getByTestId('no-hits').waitFor()
      expect(await findings(page), `search in vain, ${key}`).toEqual([])
      await press('Escape', '2')
      await page.getByTestId('line-full').waitFor()
    }
    await press('o')
    await page.getByTestId('books').getByText('Balanced').waitFor()
    await press('v')
    await page.getByTestId('source-check').waitFor()
    expect(await findings(page), 'checked').toEqual([])
    await press('g', 'q')
    await row('other.json').dblclick()
    await page.getByTestId('file-failure').waitFor()
    expect(await findings(page), 'held file').toEqual([])
  })
})
