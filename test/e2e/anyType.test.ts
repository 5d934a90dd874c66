import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tempFolder, until } from '../helpers/station'
import { findings } from './axe'
import { coloursOf, columnsIn, VALUE_AXIS_PX } from './flight'
import { pressKeys } from './keys'
import { openWindow, type StationWindow } from './window'

const numbers = Array.from({ length: 20 }, (_, k) => `volts_${k}`)
const definition = {
  format: 'downlink-definition/1',
  type: 'kestrel',
  title: 'Kestrel',
  file: { kind: 'delimited' },
  recognise: { columns: ['ms', 'mode'] },
  time: { form: 'epoch', from: 'ms', unit: 'ms' },
  channels: [
    ...numbers.map((name, k) => ({
      name,
      from: name,
      kind: 'number',
      unit: 'V',
      scale: 0.001,
      decimals: 3,
      group: k < 12 ? 'EPS' : 'ADCS',
      ...(k === 0 ? { label: 'Battery' } : {}),
    })),
    {
      name: 'mode',
      from: 'mode',
      kind: 'state',
      states: [
        { value: 0, word: 'SAFE', level: 'red' },
        { value: 1, word: 'IDLE' },
      ],
    },
  ],
}

function table(count: number): string {
  const rows = Array.from({ length: count }, (_, i) => {
    const values = numbers.map((__, k) => (k === 1 && i % 2 === 0 ? '' : 7000 + 10 * k + i))
    return [1_700_000_000_000 + i * 1000, ...values, i < 100 ? 0 : 1].join(',')
  })
  return [['ms', ...numbers, 'mode'].join(','), ...rows].join('\n')
}

describe('a satellite type of twenty channels without a position', () => {
  it('is plotted, chosen from, read in tables and looked over', async () => {
    const folder = tempFolder()
    const satellites = join(folder, 'data', 'satellites')
    mkdirSync(satellites, { recursive: true })
    writeFileSync(join(satellites, 'kestrel.json'), JSON.stringify(definition))
    const window = await openWindow(folder)
    const { page } = window
    const path = join(folder, 'kestrel.csv')
    writeFileSync(path, table(600))
    await window.drop(path)
    await window.row('kestrel.csv').getByText('Complete').waitFor()
    await pressKeys(page, 'g', 't')

    // With scale, decimals and label; states by their words.
    const battery = page.getByRole('region', { name: 'Battery', exact: true })
    await battery.getByText('7.000 to 7.599').waitFor()
    const strip = page.getByTestId('strip-mode').locator('canvas')
    await until('the strip', async () => (await coloursOf(strip)) > 1)
    await page.getByTestId('plot-legend').getByText('SAFE').waitFor()
    await page
      .getByTestId('ground-pane')
      .getByText(/has no position/)
      .waitFor()
    expect(await page.getByTestId('plot-volts_7').count()).toBe(0)

    // By search and by keys; then the whole of a group.
    await pressKeys(page, 'v')
    await page.getByLabel('Find in: Channels').fill('volts 7')
    await pressKeys(page, 'Enter')
    await page.getByTestId('plot-volts_7').waitFor()
    await page.getByLabel('Find in: Channels').fill('')
    await page.getByTestId('channel-list').getByText('EPS', { exact: true }).click()
    await page.getByRole('status').getByText('13 of 21 shown').waitFor()
    await page.getByRole('button', { name: 'Done' }).click()

    // They scroll, and only those in view are there.
    const lanes = page.locator('[data-lanes] section')
    expect(await lanes.count()).toBeLessThan(12)
    expect(await page.getByTestId('plot-volts_11').count()).toBe(0)
    await pressKeys(page, 'PageDown', 'PageDown', 'PageDown')
    await page.getByTestId('extent-volts_11').getByText('7.110 to 7.709').waitFor()
    expect(await findings(page)).toEqual([])

    // The record that is chosen has all of them.
    const pane = page.getByTestId('record-pane')
    await page.getByTestId('record-table').focus()
    await pressKeys(page, 'Home')
    await pane.getByText('7.190 V', { exact: true }).waitFor()
    await pane.getByText('SAFE', { exact: true }).waitFor()
    await page.getByTestId('record-table').getByText('Battery, V').waitFor()

    // The choice is kept for the type, and health knows every channel.
    await pressKeys(page, 'Escape', 'g', 'q')
    await window.row('kestrel.csv').dblclick()
    await page.getByRole('heading', { level: 1, name: 'kestrel.csv' }).waitFor()
    await pressKeys(page, 'h')
    const row = page.getByTestId('channels').locator('tbody tr').nth(1)
    await row.getByText('50.0 %').waitFor()
    await page.getByTestId('instruments').getByText('IDLE').waitFor()
    await pressKeys(page, 'f')
    await page.getByRole('button', { name: '13 of 21 channels' }).waitFor()
  })

  it('has several of them in one lane, which another start of the window still has', async () => {
    const folder = tempFolder()
    const satellites = join(folder, 'data', 'satellites')
    mkdirSync(satellites, { recursive: true })
    writeFileSync(join(satellites, 'kestrel.json'), JSON.stringify(definition))
    const first = await openWindow(folder)
    const path = join(folder, 'kestrel.csv')
    writeFileSync(path, table(600))
    await first.drop(path)
    await first.row('kestrel.csv').getByText('Complete').waitFor()
    await pressKeys(first.page, 'g', 't', 'v')

    // By the key, among those that were found; and with the pointer.
    const list = first.page.getByTestId('channel-list')
    await first.page.getByLabel('Find in: Channels').fill('volts')
    await list.getByText('Volts 2', { exact: true }).waitFor()
    await pressKeys(first.page, 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'l')
    await list.getByRole('button', { name: 'Volts 3: into the lane of Volts 2' }).click()
    await first.page.getByTestId('lane-volts_1').waitFor()
    await first.page.getByRole('button', { name: 'Done' }).click()
    await expectLane(first)
    expect(await findings(first.page)).toEqual([])
    await first.close()

    const second = await openWindow(folder)
    await pressKeys(second.page, 'g', 't')
    await expectLane(second)
  })
})

/** Volts 1, 2 and 3 in one lane, each with its line, its value and its unit. */
async function expectLane({ page }: StationWindow): Promise<void> {
  const lane = page.getByRole('region', { name: 'Volts 1, Volts 2, Volts 3', exact: true })
  const canvas = lane.locator('canvas')
  for (const line of [0, 1, 2]) {
    const columns = () => columnsIn(canvas, `plot-line-${line}`, VALUE_AXIS_PX)
    await until(`line ${line}`, async () => (await columns()).some((count) => count > 0))
  }
  await page.getByTestId('record-table').focus()
  await pressKeys(page, 'Home', 'j')
  const legend = page.getByTestId('lane-volts_1').getByRole('listitem')
  expect(await legend.count()).toBe(3)
  await legend.nth(2).getByText('7.031').waitFor()
  await legend.nth(2).getByText('V', { exact: true }).waitFor()
}
