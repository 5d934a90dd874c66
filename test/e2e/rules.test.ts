import { describe, expect, it } from 'vitest'
import { mk1Line } from '../helpers/packages'
import { openDatabase, until } from '../helpers/station'
import { ledgerIs, openInbox, renamed, spoiled, writeMk1 } from './inbox'

const MANY = 1_200

const many = Array.from({ length: MANY }, (_, i) => renamed(i + 2))

describe('mending all lines like one', () => {
  it('shows every line before and after, mends them at once, and takes that back at once', async () => {
    const { page, press, groups, figure, folder } = await openInbox({
      'pass.json': [...many, mk1Line(MANY + 2)],
    })
    await press('g', 'e')
    await groups.first().waitFor()
    await press('m')
    const form = page.getByRole('dialog', { name: 'Mend all like it' })
    await form.getByRole('button', { name: 'Mend 1,200 lines' }).waitFor()
    const row = form.getByTestId('preview-row').first()
    expect(await row.locator('mark').allInnerTexts()).toEqual(['vel', 'velocity'])
    expect(await form.getByTestId('preview-row').count()).toBeLessThan(100)

    await press('Control+Enter')
    await page.getByText('Mended 1,200 lines: Rename "vel" to "velocity".').waitFor()
    await figure('Open lines', '0')
    await figure('Mended', '1,200')
    const telemetry = openDatabase(folder).prepare('SELECT count(*) FROM telemetry').pluck()
    expect(telemetry.get()).toBe(MANY + 1)

    await press('u')
    await page.getByText('Taken back: 1,200 lines are as before.').waitFor()
    await figure('Open lines', '1,200')
    expect(telemetry.get()).toBe(1)
  })

  it('is followed by ledger and history, and offered when the group comes back', async () => {
    const { page, press, groups, drop, folder, figure, row } = await openInbox({
      'pass.json': many,
    })
    await press('g', 'e')
    await groups.first().waitFor()
    await press('m')
    const apply = page.getByTestId('apply-rule')
    await apply.getByText('Mend 1,200 lines').waitFor()
    await page.getByRole('textbox', { name: 'Note for the history' }).fill('new firmware')
    await press('Control+Enter')
    await figure('Open lines', '0')

    await press('g', 'q')
    await row('pass.json').dblclick()
    await ledgerIs(page, '1,200 lines = 1,200 imported + 0 bad + 0 blank')
    await drop(writeMk1(folder, 'later.json', [mk1Line(2), renamed(3)]))

    await press('g', 'e')
    await groups.first().waitFor()
    await press('Enter')
    const offer = page.getByTestId('rule-offer')
    await offer.getByText('Mended 1,200 lines of this group before').waitFor()
    await press('m')
    await apply.getByText('Mend 1 line').waitFor()
    await page.getByText('Used before', { exact: true }).waitFor()
    await press('Escape')
    await apply.waitFor({ state: 'detached' })

    await press('h')
    const entry = page.getByTestId('mend-row')
    expect(await entry.first().innerText()).toContain('Rename "vel" to "velocity"')
    await page.getByText('new firmware').first().waitFor()
    await page.getByTestId('mended-lines').locator('mark').first().waitFor()
    await page.getByRole('button', { name: 'Undo for all 1,200 lines' }).click()
    await page.getByText('Taken back: 1,200 lines are as before.').waitFor()
    await until('the entry says so', async () =>
      (await entry.first().innerText()).includes('taken back by'),
    )
  })

  it('tells lines that stay bad and lines that it leaves alone from those it mends', async () => {
    const both = spoiled(3, (text) =>
      text.replace('"velocity"', '"vel"').replace(/"vel":[\d.]+/, '"vel":"fast"'),
    )
    const none = spoiled(4, (text) => text.replace(/"velocity":[\d.]+,/, ''))
    const { page, press, groups } = await openInbox({ 'pass.json': [renamed(2), both, none] })
    await press('g', 'e')
    await groups.first().waitFor()
    await press('m')
    const preview = page.getByTestId('preview')
    const tab = (name: string) => preview.getByRole('tab', { name })
    await tab('Mended 1').waitFor()
    await tab('Still bad 1').click()
    await preview.getByText('"velocity" must be a number').waitFor()
    await tab('Untouched 1').click()
    await until('one row', async () => (await preview.getByTestId('preview-row').count()) === 1)
    const key = page.getByRole('combobox', { name: 'Key as it is' })
    await key.fill('nothing')
    await tab('Untouched 3').waitFor()
    expect(await page.getByTestId('apply-rule').isDisabled()).toBe(true)
  })
})
