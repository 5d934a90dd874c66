import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kestrel, kestrelHead, kestrelLine } from '../helpers/ownTypes'
import { openDatabase, until } from '../helpers/station'
import { findings } from './axe'
import { ask } from './bridge'
import { idOf, saveTo, shareInboxStation, type InboxWindow } from './inbox'

const open = shareInboxStation()

/** Imports a table whose third line is the first record. */
async function openTable(name: string, lines: readonly string[]): Promise<InboxWindow> {
  const window = await open({})
  const { page, folder, drop, row } = window
  await ask(page, 'types:keep', { text: JSON.stringify(kestrel) })
  const path = join(folder, name)
  writeFileSync(path, Buffer.from(`${kestrelHead}${lines.join('\n')}\n`, 'latin1'))
  await drop(path)
  await row(name).getByText('Complete').waitFor()
  return window
}

const spoilt = (n: number) => kestrelLine(n).replace(`${7000 + n},5`, 'seven')

describe('a table', () => {
  it('has its bad cell marked, and is mended by it', async () => {
    const { page, press, groups, folder } = await openTable('pass1.csv', [
      kestrelLine(3),
      spoilt(4),
      kestrelLine(5),
    ])
    await press('g', 'e')
    await groups.filter({ hasText: '"bat_mv" must be a number' }).waitFor()
    await press('Enter')
    const detail = page.getByTestId('line-full')
    await detail.getByText('Lines around it').waitFor()
    await expect.poll(() => detail.locator('mark').first().innerText()).toBe('seven')
    await detail.getByRole('columnheader', { name: 'Battery, V' }).waitFor()

    await press('e')
    const verdict = page.getByTestId('verdict')
    await verdict.getByText('1 fault left').waitFor()
    const cell = page.getByTestId('cell-fields').getByLabel('bat_mv')
    await expect.poll(() => cell.inputValue()).toBe('seven')
    expect(await cell.getAttribute('aria-invalid')).toBe('true')
    expect(await findings(page)).toEqual([])
    await cell.fill('7004,')
    await verdict.getByText('1 fault left').waitFor()
    await cell.press('5')
    await verdict.getByText('Imports as').waitFor()
    const line = page.getByRole('textbox', { name: 'Corrected line' })
    expect(await line.inputValue()).toBe(kestrelLine(4))
    await page.getByTestId('cell-fields').getByLabel('temp').fill('very; hot')
    await verdict.getByText('Without temp: wrong kind of value, "very; hot"').waitFor()
    expect(await line.inputValue()).toContain(';"very; hot";')

    await cell.press('Control+Enter')
    await page.getByTestId('line-done').getByText('Mended').waitFor()
    const stored = openDatabase(folder).prepare(
      'SELECT bat_voltage_raw, temp, note FROM telemetry_kestrel_hk WHERE line = 4',
    )
    expect(stored.get()).toEqual({ bat_voltage_raw: 7004.5, temp: null, note: 'é;4' })
    await press('u')
    await page.getByText('Taken back: 1 line is as before.').waitFor()
    expect(stored.get()).toBeUndefined()
  })

  it('is mended by a rule for its column, and exported as it was mended', async () => {
    const lines = Array.from({ length: 30 }, (_, i) => spoilt(i + 3).replace('seven', '"7000.5"'))
    const window = await openTable('pass2.csv', [...lines, kestrelLine(33)])
    const { page, press, groups, folder, figure } = window
    await press('g', 'e')
    await groups.first().waitFor()
    await press('m')
    const form = page.getByRole('dialog', { name: 'Mend all like it' })
    await form.getByText('column', { exact: true }).waitFor()
    const row = form.getByTestId('preview-row').first()
    await form.getByRole('button', { name: 'Mend 30 lines' }).waitFor()
    await expect.poll(() => row.locator('mark').allInnerTexts()).toEqual(['"', '.', '"', ','])
    expect(await findings(page)).toEqual([])
    await press('Control+Enter')
    await figure('Open lines', '0')

    const made = join(folder, 'corrected.csv')
    await saveTo(window, made)
    await ask(page, 'file:export-corrected', { job: 'c', fileId: idOf(folder, 'pass2.csv') })
    await until('the file', () => readFileSync(made, 'latin1').endsWith(`${kestrelLine(33)}\n`))
    const text = readFileSync(made, 'latin1')
    expect(text.startsWith(kestrelHead.split('\n')[0] ?? '')).toBe(true)
    expect(text.match(/;7000,5;/g)).toHaveLength(30)
  })

  it('shows the cells that no record has', async () => {
    const lines = [3, 4, 5].map((n) => kestrelLine(n).replace(`2${n},25`, `"<i>${n}; hot"`))
    lines.push(kestrelLine(6).replace('26,25', '007'))
    const withoutNotes = lines.map((line) => line.replace(/"é;\d+"/, ''))
    const { page, press, row } = await openTable('pass3.csv', withoutNotes)
    await press('g', 'e')
    const group = page.getByTestId('cell-group')
    await group.getByText("temp can't be read: 4 cells in 1 package").waitFor()
    await group.click()
    const section = page.getByRole('region', { name: "Cells that can't be read" })
    await section.getByRole('cell', { name: '<i>4; hot' }).waitFor()
    await section.getByText('a number with a leading zero; the kind "word" keeps it').waitFor()
    expect(await findings(page)).toEqual([])
    await press('g', 'q')
    await row('pass3.csv').dblclick()
    const cells = page.getByTestId('cell-errors')
    await cells.getByText('in 4 records').waitFor()
    await cells.getByText('first in line 3: "<i>3; hot" (wrong kind of value)').waitFor()
    const empty = page.getByTestId('empty-channels')
    expect(await empty.textContent()).toBe('1 channel found nothing in it: note')
    await press('h')
    await page.getByTestId('unread-cells').getByText('Wrong kind of value').waitFor()
    expect(await empty.textContent()).toBe('1 channel found nothing in it: note.')
    expect(await findings(page)).toEqual([])
  })
})
