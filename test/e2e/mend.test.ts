import { describe, expect, it } from 'vitest'
import { mk1Line } from '../helpers/packages'
import { openDatabase, until } from '../helpers/station'
import { ledgerIs, renamed, shareInboxStation, spoiled } from './inbox'
import { pressKeys } from './keys'

/** Presses keys and counts them; keys held together count as one. */
function counted(press: (key: string) => Promise<void>) {
  let count = 0
  return {
    press: async (key: string) => {
      count += 1
      await press(key)
    },
    count: () => count,
  }
}

const broken = (n: number) => spoiled(n, (text) => `${text},`)

describe('mending a line by keyboard', () => {
  const open = shareInboxStation()
  it('takes two keys from the badge where a mend is known to do', async () => {
    const { page } = await open({ 'pass1.json': [mk1Line(2), renamed(3), mk1Line(4)] })
    const badge = page.getByTestId('go-inbox')
    await until('the badge', async () => (await badge.innerText()).includes('1'))
    const keys = counted((key) => pressKeys(page, key))

    await keys.press('e')
    await page.getByText('Rename "vel" to "velocity"').waitFor()
    await page.getByTestId('verdict').getByText('Imports as').waitFor()
    await keys.press('Control+Enter')
    await page.getByTestId('line-done').getByText('Mended').waitFor()
    expect(keys.count()).toBeLessThanOrEqual(3)
    await until('nothing is left', async () => !/\d/.test(await badge.innerText()))
  })

  it('takes three by way of the inbox', async () => {
    const { page, press, groups } = await open({ 'pass2.json': [mk1Line(2), renamed(3)] })
    await press('g', 'e')
    await groups.first().waitFor()
    const keys = counted((key) => pressKeys(page, key))
    await keys.press('Enter')
    await page.getByTestId('line-full').waitFor()
    await keys.press('e')
    await page.getByTestId('verdict').getByText('Imports as').waitFor()
    await keys.press('Control+Enter')
    await page.getByTestId('line-done').getByText('Mended').waitFor()
    expect(keys.count()).toBe(3)
  })

  it('shows a verdict as one types, stores the record, and takes it back', async () => {
    const { page, press, figure, groups, folder } = await open({
      'pass3.json': [
        mk1Line(2),
        spoiled(3, (text) => text.replace(/"altitude":[\d.]+/, '"altitude":"high"')),
        mk1Line(4),
      ],
    })
    await press('g', 'e')
    await figure('Open lines', '1')
    await groups.filter({ hasText: '"altitude" must be a number' }).waitFor()
    await press('Enter')
    await page.getByRole('heading', { level: 1, name: /altitude/ }).waitFor()
    const detail = page.getByTestId('line-full')
    await detail.getByText('Line 3', { exact: true }).waitFor()
    await expect.poll(() => detail.locator('mark').first().innerText()).toBe('"high"')
    await detail.getByText('Lines around it').waitFor()

    await press('e')
    const verdict = page.getByTestId('verdict')
    await verdict.getByText('1 fault left').waitFor()
    // The faulty value is chosen: what one types takes its place.
    await page.keyboard.type('3000')
    await verdict.getByText('Imports as').waitFor()
    await verdict.getByText('3000', { exact: true }).waitFor()
    await page.keyboard.type('x')
    await verdict.getByText('1 fault left').waitFor()
    await press('Control+Enter')
    await verdict.getByText('1 fault left').waitFor()
    await press('Backspace')
    await verdict.getByText('Imports as').waitFor()
    await press('Control+Enter')

    const done = page.getByTestId('line-done')
    await done.getByText('Mended').waitFor()
    // The line as it came stays in sight, byte for byte.
    await expect.poll(() => detail.innerText()).toContain('"altitude":"high"')
    await expect.poll(() => done.innerText()).toMatch(/by \S+, \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/)
    const stored = openDatabase(folder)
      .prepare('SELECT altitude FROM telemetry WHERE line = 3')
      .pluck()
    expect(stored.get()).toBe(3000)

    await press('o')
    await ledgerIs(page, '3 lines = 3 imported + 0 bad + 0 skipped')
    await page.getByTestId('seal').getByText('1 record mended').waitFor()
    await press('Escape')
    await page.getByTestId('group-view').waitFor()
    await press('u')
    await page.getByText('Taken back: 1 line is as before.').waitFor()
    await press('o')
    await ledgerIs(page, '3 lines = 2 imported + 1 bad + 0 skipped')
    expect(stored.get()).toBeUndefined()
  })

  it('goes on to the next open line, and from the last one to the next group', async () => {
    const { page, press } = await open({
      'pass4.json': [renamed(2), renamed(3), mk1Line(4), broken(5)],
    })
    const line = (n: number) =>
      page.getByTestId('line-full').getByText(`Line ${n}`, { exact: true })
    for (const n of [2, 3, 5]) {
      await press('e')
      await line(n).waitFor()
      await page.getByTestId('verdict').getByText('Imports as').waitFor()
      await press('Control+Enter')
      await page.getByTestId('line-done').getByText('Mended').waitFor()
    }
    await press('e')
    await page.getByText('No open bad lines are left.').waitFor()
  })

  it('keeps what was typed when the editor is left', async () => {
    const { page, press } = await open({
      'pass5.json': [spoiled(2, (text) => text.slice(0, 40))],
    })
    await press('e')
    const field = page.getByRole('textbox', { name: 'Corrected line' })
    await field.waitFor()
    await page.keyboard.type(' half')
    await press('Escape')
    await field.waitFor({ state: 'detached' })
    await press('e')
    await field.waitFor()
    await expect.poll(() => field.inputValue()).toContain(' half')
  })

  it('opens a bad line of a file in the inbox', async () => {
    const { page, press, row } = await open({
      'other.json': [renamed(2)],
      'pass6.json': [mk1Line(2), renamed(3), renamed(4)],
    })
    await row('pass6.json').dblclick()
    const list = page.getByRole('grid', { name: 'Bad lines' })
    await list.getByTestId('error-row').nth(1).click()
    await press('e')
    const detail = page.getByTestId('line-full')
    await detail.getByText('Line 4', { exact: true }).waitFor()
    await page.getByTestId('line-editor').waitFor()
    await expect.poll(() => page.getByTestId('inbox-line').count()).toBe(2)
  })
})
