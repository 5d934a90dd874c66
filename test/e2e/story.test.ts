import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openDatabase, until } from '../helpers/station'
import { flightLine } from './flight'
import { ledgerIs, openInbox, saveTo } from './inbox'
import { writeMk1 } from './packages'

const RECORDS = 300
const BAD = [100, 101, 102] as const

const lines = Array.from({ length: RECORDS }, (_, n) => {
  const line = flightLine(n)
  return BAD.some((bad) => bad === n) ? line.replace('"velocity"', '"vel"') : line
})

it('a package arrives, its errors are mended, its plot is looked at and exported, by keyboard alone', async () => {
  const window = await openInbox({})
  const { page, press, figure, folder, ingestFolder } = window
  mkdirSync(join(folder, 'out'))

  writeMk1(ingestFolder, 'pass.json', lines)
  const badge = page.getByTestId('go-inbox')
  await until('the badge', async () => (await badge.innerText()).includes(String(BAD.length)))

  // One line by hand, from anywhere; the others by the rule that is offered.
  await press('e')
  await page.getByTestId('verdict').getByText('Imports as').waitFor()
  await press('Control+Enter')
  await page.getByTestId('line-done').getByText('Mended').waitFor()
  await press('m')
  await page.getByTestId('apply-rule').getByText('Mend 2 lines').waitFor()
  await press('Control+Enter')
  await page.getByText('Mended 2 lines:').waitFor()
  await press('g', 'e')
  await figure('Open lines', '0')

  await press('g', 'q')
  await window.row('pass.json').waitFor()
  await until('the package is chosen', async () => {
    await press('j')
    return (await page.locator('[aria-selected="true"]').count()) > 0
  })
  await press('Enter')
  await ledgerIs(page, `${RECORDS} lines = ${RECORDS} imported + 0 bad + 0 skipped`)

  // The plot has the mended records; the cursor finds one of them, and its line.
  await press('f')
  const extent = page.getByTestId('extent-velocity')
  const whole = extent.getByText(`7,000 to ${(7000 + RECORDS - 1).toLocaleString('en')}`)
  await whole.waitFor()
  const pane = page.getByTestId('record-pane')
  await press('Home', '+', '+', 'Shift+ArrowRight', 'Enter', 'j')
  await until('the records have the keys', () =>
    page.evaluate(() => document.activeElement?.getAttribute('role') === 'grid'),
  )
  await press('Home', ...Array.from({ length: BAD[0] }, () => 'j'))
  await pane.getByText(`${7000 + BAD[0]} m/s`, { exact: true }).waitFor()

  await press('Escape', '0')
  await whole.waitFor()
  const records = join(folder, 'out', 'records.csv')
  await saveTo(window, records)
  await press('x')
  await page.getByRole('menuitem', { name: 'CSV, every record' }).waitFor()
  await press('ArrowDown', 'Enter')
  await page.getByText('to records.csv').waitFor()
  const db = openDatabase(folder)
  const stored = db.prepare('SELECT velocity FROM telemetry ORDER BY timestamp_us').pluck().all()
  expect(stored).toHaveLength(RECORDS)
  expect(column(records, 'velocity')).toEqual(stored)

  // What is drawn reaches as far, although it was looked at closer in between.
  const drawn = join(folder, 'out', 'drawn.csv')
  await saveTo(window, drawn)
  await press('x')
  await page.getByRole('menuitem', { name: 'CSV, as drawn' }).waitFor()
  await press('Enter')
  await page.getByText('to drawn.csv').waitFor()
  const greatest = column(drawn, 'velocity_max')
  expect([greatest[0], greatest.at(-1)]).toEqual([stored[0], stored.at(-1)])
})

/** The numbers of one column of a CSV file. */
function column(path: string, name: string): number[] {
  const [header, ...rows] = readFileSync(path, 'utf8').trim().split('\n')
  const at = header?.split(',').indexOf(name) ?? -1
  return rows.map((row) => Number(row.split(',')[at]))
}
