import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { findings } from './axe'
import { pressKeys } from './keys'
import { shareStation } from './sharedWindow'
import { tempFolder } from '../helpers/station'

const definition = {
  format: 'downlink-definition/1',
  type: 'kestrel1_hk',
  title: 'Kestrel-1 housekeeping',
  file: { kind: 'delimited' },
  recognise: { columns: ['unix_ms', 'bat_mv'], name: ['kestrel1_*.csv'] },
  time: { form: 'epoch', from: 'unix_ms', unit: 'ms' },
  channels: [
    { name: 'bat_voltage', from: 'bat_mv', kind: 'number', unit: 'V', scale: 0.001 },
    { name: 'fw', from: 'fw', kind: 'word' },
  ],
}

const table = (rows: number): string =>
  [
    'unix_ms,bat_mv,fw',
    ...Array.from({ length: rows }, (_, i) => `${1_700_000_000_000 + i * 1000},${7000 + i},a1`),
  ].join('\n')

const open = shareStation()

async function openTypes() {
  const window = await open()
  await pressKeys(window.page, 'g', 'y')
  await window.page.getByTestId('types-view').waitFor()
  return window
}

const editor = (page: Page) => page.getByRole('textbox', { name: 'Definition' })
const verdict = (page: Page) => page.getByTestId('definition-verdict')

async function keep(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'New' }).click()
  await editor(page).fill(text)
  await page.getByRole('button', { name: 'Keep' }).click()
  await page.getByTestId('type-detail').waitFor()
}

describe('the satellite types', () => {
  it('are those that come with the station, with what each reads', async () => {
    const { page } = await openTypes()
    const list = page.getByTestId('type-list')
    await list.getByText('Jackal mk2').click()
    const detail = page.getByTestId('type-detail')
    await detail.getByRole('heading', { name: 'Jackal mk2' }).waitFor()
    const channels = await detail.getByRole('region', { name: 'Channels' }).innerText()
    expect(channels).toMatch(/Channel\s+From\s+Kind\s+Unit\s+Group\s+Role/)
    expect(channels).toMatch(/velocity\s+vel\s+number, required\s+m\/s/)
    expect(await findings(page)).toEqual([])
  })

  it('say at every key what is wrong with a definition, and what may stand there', async () => {
    const { page } = await openTypes()
    await page.getByRole('button', { name: 'New' }).click()
    await verdict(page).getByText('A new type my_satellite, 1 channel').waitFor()
    await editor(page).fill(JSON.stringify({ ...definition, file: { kind: 'xml' } }))
    await verdict(page).getByText('file.kind must be "ndjson" or "delimited"').waitFor()
    expect(await page.getByRole('button', { name: 'Keep' }).isDisabled()).toBe(true)
    await editor(page).fill('{"channels":[{"kind":"number","scale":')
    await page.getByTestId('definition-help').getByText('channels[0].scale').waitFor()
    expect(await page.getByTestId('definition-help').innerText()).toContain('times scale')
    expect(await findings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByTestId('type-detail').waitFor()
  })

  it('take a new one at once; what it changes is said before, and can be taken back', async () => {
    const { page, drop, row, folder } = await openTypes()
    await keep(page, JSON.stringify(definition, null, 2))
    const path = join(tempFolder(), 'kestrel1_a.csv')
    writeFileSync(path, table(10))
    await pressKeys(page, 'g', 'q')
    await drop(path)
    await row('kestrel1_a.csv').getByText('Complete').waitFor()

    await pressKeys(page, 'g', 'y')
    await page.getByTestId('type-list').getByText('Kestrel-1 housekeeping').click()
    await page.getByText('Revision 1').waitFor()
    await page.keyboard.press('e')
    const text = await editor(page).inputValue()
    await editor(page).fill(text.replace('"V"', '"mV"').replace('0.001', '1'))
    await verdict(page).getByText('unit, scale of bat_voltage').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByText('Revision 2').waitFor()

    const first = page.getByRole('listitem').filter({ hasText: 'Revision 1' })
    await first.getByRole('button', { name: 'Go back to this…' }).click()
    await page.getByRole('button', { name: 'Keep' }).click()
    await page.getByText('Revision 3').waitFor()
    const own = join(folder, 'data', 'satellites', 'kestrel1_hk.json')
    expect(JSON.parse(readFileSync(own, 'utf8'))).toMatchObject(definition)

    await page.keyboard.press('Delete')
    await page.getByText('1 package needs kestrel1_hk').waitFor()
  })

  it('ask what a file is that nobody knows, and read it as that', async () => {
    const { page, drop, row } = await openTypes()
    await keep(page, JSON.stringify(definition))
    const path = join(tempFolder(), 'other-name.csv')
    writeFileSync(path, table(5))
    await pressKeys(page, 'g', 'q')
    await drop(path)
    const held = row('other-name.csv')
    await held.getByText('Failed').waitFor()
    await held.dblclick()
    const question = page.getByTestId('type-question')
    await question.getByText('5 of its first 5 lines fit').waitFor()
    expect(await page.getByTestId('file-failure').innerText()).toContain(
      'nearly fits kestrel1_hk, but is not called "kestrel1_*.csv"',
    )
    expect(await findings(page)).toEqual([])
    await question.getByRole('button', { name: 'Read it as this' }).click()
    await page.getByTestId('file-state').getByText('Complete').waitFor()
  })
})
