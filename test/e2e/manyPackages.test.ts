import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { mk1Header, mk1Line } from '../helpers/packages'
import { until } from '../helpers/station'
import { openInbox, renamed } from './inbox'
import { pressKeys } from './keys'

/** Names that differ at their end alone, and one in other scripts. */
const nameOf = (n: number): string =>
  `jackal_ground_station_svalbard_pass_telemetry_2023-04-${String(10 + n)}T0${n}00_orbit_1010${n}.json`
const foreign = 'ПРОЛЁТ_衛星_Überflug.json'
const words =
  'ok faulty idle safe downlink calibrating standby degraded diabled warm cold off'.split(' ')

it('finds, names and tells of packages wherever one is, by keys alone', async () => {
  const lines = words.map((word, i) =>
    mk1Line(2 + i).replace(/"instrument1":"\w+"/, `"instrument1":"${word}"`),
  )
  const window = await openInbox({
    [foreign]: [mk1Line(2)],
    'flawed.json': [mk1Line(2), renamed(3)],
    [nameOf(1)]: lines,
    [nameOf(2)]: [mk1Line(60)],
  })
  const { page, press, folder, drop, row, app } = window
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800)
  })
  await press('g', 'q')

  // The end of a name with its day is on the screen, and a flaw has its own colour and words.
  await until('rows', async () => (await page.getByTestId('file-row').count()) === 4)
  const box = await row('orbit_10102')
    .getByText(/2023-04-12T0200_orbit_10102\.json$/)
    .boundingBox()
  expect(box?.width).toBeGreaterThan(150)
  const state = row('flawed.json').locator('[data-cell="state"]')
  await expect.poll(() => state.getAttribute('title')).toBe('Package complete, 1 of 2 bad.')

  // By any word of any script and case, whatever view is open.
  const palette = page.getByRole('dialog', { name: 'Commands' })
  const find = async (text: string): Promise<void> => {
    await press('Control+k')
    await palette.waitFor()
    await page.keyboard.type(text)
  }
  await press('g', 's')
  await find('überflug пролёт')
  await palette.getByRole('menuitem').filter({ hasText: foreign }).waitFor()
  await pressKeys(page, 'Enter')
  await page.getByTestId('file-view').waitFor()
  await page.getByRole('heading', { level: 1, name: foreign }).waitFor()

  // What the view can do is there too, and does what its key does.
  await find('health')
  await pressKeys(page, 'Enter')
  await page.getByTestId('health-view').waitFor()

  // A failure elsewhere is told, and counted in red.
  writeFileSync(join(folder, 'broken.json'), 'no header\n')
  await drop(join(folder, 'broken.json'))
  await page.getByTestId('notice').filter({ hasText: 'broken.json failed: ' }).waitFor()
  await page.getByTestId('failed-queue').getByText('1').waitFor()

  // The flight's packages are found by typing; every word that was said is in the legend, whole.
  await press('g', 't')
  await page.getByTestId('plot-legend').waitFor()
  await press('p')
  const picks = page.getByTestId('pick-list')
  await page.keyboard.type('all')
  await picks.getByText(/^All packages/).waitFor()
  await press('Control+a')
  await page.keyboard.type('orbit 10101')
  await until('one is left', async () => {
    return (await picks.getByRole('row').count()) === 1
  })
  await pressKeys(page, 'Enter')
  await page.getByTestId('range').getByText('12 records').waitFor()
  const legend = page.getByTestId('plot-legend')
  for (const word of words) await legend.getByText(word, { exact: true }).waitFor()
  await expect.poll(() => legend.evaluate((list) => list.scrollHeight - list.clientHeight)).toBe(0)

  // A list that was clicked keeps no key of the view: a letter would choose its entry.
  await page.getByRole('button', { name: 'Satellite type' }).click()
  await press('Escape', 'x')
  await page.getByRole('menuitem').first().waitFor()
  await press('Escape')

  // Neither does a button: the list still has its own.
  await press('g', 'q')
  await row('flawed.json').getByRole('button', { name: 'flawed.json' }).waitFor()
  await page.getByTestId('pause-all').click()
  await page.getByTestId('paused-banner').waitFor()
  const chosen = page.getByTestId('file-list').locator('[aria-selected="true"]')
  await press('Home')
  await chosen.filter({ hasText: 'broken.json' }).waitFor()
  await press('j')
  await until('the next row', async () => !/broken/.test(await chosen.innerText()))
  // The button itself is still pressed by its own keys.
  await press('Space')
  await page.getByTestId('paused-banner').waitFor({ state: 'detached' })

  // Removed and taken back by Ctrl+Z; copied again, it says that it was here before.
  await row('flawed.json').getByRole('button').first().press('Enter')
  await page.getByTestId('file-view').waitFor()
  await press('Delete')
  await page.getByRole('dialog', { name: /^Remove/ }).waitFor()
  await press('Enter')
  await page.getByTestId('file-removed').waitFor()
  await press('Control+z')
  await page.getByTestId('file-removed').waitFor({ state: 'detached' })
  await press('Delete')
  await page.getByRole('dialog', { name: /^Remove/ }).waitFor()
  await press('Enter')
  await page.getByTestId('file-removed').waitFor()
  mkdirSync(join(folder, 'again'))
  writeFileSync(
    join(folder, 'again', 'other name.json'),
    `${[mk1Header, mk1Line(2), renamed(3)].join('\n')}\n`,
  )
  await drop(join(folder, 'again', 'other name.json'))
  await page.getByTestId('notice').filter({ hasText: 'other name.json has come again' }).waitFor()
  await page
    .getByTestId('notice')
    .filter({ hasText: 'other name.json: complete, 1 of 2 bad' })
    .waitFor()
  await press('g', 'q')
  await row('other name.json')
    .getByText(/Came again, removed as #\d/)
    .waitFor()

  // Ctrl+C copies what is chosen.
  await row('other name.json').locator('[data-cell="state"]').click()
  await press('Control+c')
  await page.getByText('Path copied').waitFor()
  const copied = await app.evaluate(({ clipboard }) => clipboard.readText())
  expect(copied).toBe(join(folder, 'again', 'other name.json'))

  // What runs the program is said where one asks for it.
  await press('g', 's')
  await page
    .getByTestId('about')
    .getByText(/on Electron \d/)
    .waitFor()
  await expect.poll(() => page.getByTestId('status-bar').getByText('stands in').count()).toBe(0)
})
