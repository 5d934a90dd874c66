import { describe, expect, it } from 'vitest'
import { mk1Line } from '../helpers/packages'
import { openDatabase, until } from '../helpers/station'
import { ledgerIs, renamed, shareInboxStation, spoiled } from './inbox'
import { writeMk1 } from './packages'

const MANY = 1_200

const many = Array.from({ length: MANY }, (_, i) => renamed(i + 2))

describe('mending all lines like one', () => {
  const open = shareInboxStation()
  it('shows every line before and after, mends them at once, and takes that back at once', async () => {
    const { page, press, groups, figure, folder } = await open({
      'pass1.json': [...many, mk1Line(MANY + 2)],
    })
    await press('g', 'e')
    await groups.first().waitFor()
    await press('m')
    const form = page.getByRole('dialog', { name: 'Mend all like it' })
    await form.getByRole('button', { name: 'Mend 1,200 lines' }).waitFor()
    const row = form.getByTestId('preview-row').first()
    await expect.poll(() => row.locator('mark').allInnerTexts()).toEqual(['vel', 'velocity'])
    await expect.poll(() => form.getByTestId('preview-row').count()).toBeLessThan(100)

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
    const { page, press, groups, drop, folder, figure, row } = await open({
      'pass2.json': many,
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
    await row('pass2.json').getByRole('button').first().press('Enter')
    await ledgerIs(page, '1,200 lines = 1,200 imported + 0 bad + 0 skipped')
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

    await press('5')
    const entry = page.getByTestId('mend-row')
    await expect.poll(() => entry.first().innerText()).toContain('Rename "vel" to "velocity"')
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
    const { page, press, groups } = await open({ 'pass3.json': [renamed(2), both, none] })
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
    await expect.poll(() => page.getByTestId('apply-rule').isDisabled()).toBe(true)
  })

  it('replaces, sets, converts and drops values, and replaces text, each with its own step', async () => {
    const { page, press, groups, figure, folder } = await open({
      'pass4.json': [
        spoiled(2, (text) => text.replace(/"latitude":[\d.-]+/, '"latitude":"north"')),
        spoiled(3, (text) => text.replace(/"altitude":[\d.]+,/, '')),
        spoiled(4, (text) => text.replace('"instrument1":"ok"', '"instrument1":5')),
        spoiled(5, (text) => text.replace(/"velocity":[\d.]+/, '"velocity":"","vel":7100')),
        spoiled(6, (text) => text.replace(/"longitude":[\d.-]+/, '"longitude":NaN')),
      ],
    })
    await press('g', 'e')
    let left = 5
    await figure('Groups listed', String(left))
    const apply = page.getByTestId('apply-rule')
    const openFor = async (words: string): Promise<void> => {
      await groups.filter({ hasText: words }).click()
      await press('m')
      await page.getByRole('dialog', { name: 'Mend all like it' }).waitFor()
    }
    const mend = async (words: string): Promise<void> => {
      await apply.getByText('Mend 1 line').waitFor()
      await until('it was tried', () => apply.isEnabled())
      await press('Control+Enter')
      await page.getByTestId('notice').filter({ hasText: words }).waitFor()
      await apply.waitFor({ state: 'detached' })
      // The list moves up: a click before that would meet the next row.
      left -= 1
      await figure('Groups listed', String(left))
    }
    const focused = (name: string): Promise<void> =>
      until(`${name} has the focus`, () =>
        page
          .getByRole('textbox', { name, exact: true })
          .evaluate((field) => field === document.activeElement),
      )
    const choose = async (step: number, kind: string): Promise<void> => {
      await page
        .getByRole('button', { name: /What it does/ })
        .nth(step)
        .click()
      await page.getByRole('option', { name: kind }).click()
    }

    await openFor('"latitude" must be a number')
    await focused('Value as it should be')
    await page.keyboard.type('45')
    await mend('Replace "north" in "latitude" with 45')

    await openFor('"altitude" is missing')
    await focused('Value')
    await page.keyboard.type('300500')
    await mend('Set "altitude" to 300500')

    await openFor('"instrument1" must be text')
    await mend('Convert "instrument1"')

    await openFor('"velocity" is empty')
    await choose(0, 'Drop a key')
    await page.getByRole('button', { name: 'Then…' }).click()
    await choose(1, 'Rename a key')
    // Its list of keys covers the rest until one goes on.
    await page.getByRole('combobox', { name: 'Key as it is' }).fill('vel')
    await press('Tab')
    await page.getByRole('combobox', { name: 'Key as it should be' }).fill('velocity')
    await press('Tab')
    await mend('Drop "velocity"')

    // A text that nobody has said yet stands for nothing.
    await openFor('not valid JSON')
    await page.getByTestId('rule-unfinished').waitFor()
    await focused('Text as it is')
    await page.keyboard.type('NaN')
    await page.getByRole('textbox', { name: 'Text as it should be' }).fill('12.25')
    await mend('Replace the text "NaN" with "12.25"')

    await figure('Open lines', '0')
    const stored = openDatabase(folder).prepare(
      'SELECT line, latitude, altitude, velocity, longitude, instruments FROM telemetry ORDER BY line',
    )
    expect(stored.all()).toMatchObject([
      { line: 2, latitude: 45 },
      { line: 3, altitude: 300_500 },
      { line: 4, instruments: expect.stringContaining('"instrument1":"5"') },
      { line: 5, velocity: 7100 },
      { line: 6, longitude: 12.25 },
    ])
  })
})
