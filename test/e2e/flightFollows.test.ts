import { describe, it } from 'vitest'
import { until } from '../helpers/station'
import { flightLine, openFlight } from './flight'

const clean = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, i) => flightLine(from + i))

describe('the flight view follows what is done elsewhere', () => {
  it('has a mended line as a record, a dismissed one not, and a removed package no more', async () => {
    const window = await openFlight({
      // Line 102 is record 100 by another name; line 103 can't be a record.
      'first.json': [
        ...clean(0, 100),
        flightLine(100, { velocity: 9999 }).replace('"velocity"', '"vel"'),
        '{}',
        ...clean(102, 200),
      ],
      'second.json': clean(200, 300),
    })
    const { page, press, pane, row } = window
    const range = page.getByTestId('range')
    const velocity = page.getByTestId('extent-velocity')
    await range.getByText('298 records in all').waitFor()
    await velocity.getByText('7,000 to 7,299').waitFor()

    const badge = page.getByTestId('go-inbox')
    await press('g', 'e')
    const groups = page.getByTestId('group-row')
    await groups.filter({ hasText: 'vel' }).first().click()
    await press('Enter')
    await page.getByTestId('line-full').waitFor()
    await press('e')
    await page.getByTestId('verdict').getByText('Imports as').waitFor()
    await press('Control+Enter')
    await badge.getByText('1', { exact: true }).waitFor()
    await press('g', 't')
    await range.getByText('299 records in all').waitFor()
    await velocity.getByText('7,000 to 9,999').waitFor()
    await press('g', 'e')
    await groups.first().click()
    await press('d')
    await page.getByRole('dialog', { name: 'Dismiss 1 open line' }).waitFor()
    await press('Enter')
    await until('nothing is left', async () => !/\d/.test(await badge.innerText()))
    await press('g', 't')
    await range.getByText('299 records in all').waitFor()

    await press('g', 'q')
    await row('first.json').dblclick()
    await page.getByTestId('file-view').waitFor()
    await press('h')
    await page.getByRole('button', { name: 'Greatest velocity: line 102' }).click()
    await pane.getByText('9999 m/s', { exact: true }).waitFor()
    await pane.getByText('102', { exact: true }).waitFor()

    await press('g', 'q')
    await row('second.json').dblclick()
    await page.getByRole('heading', { level: 1, name: 'second.json' }).waitFor()
    await press('Delete')
    await page.getByRole('dialog', { name: /^Remove/ }).waitFor()
    await press('Enter')
    await page.getByTestId('file-removed').waitFor()
    await press('g', 't', 'p')
    await page.getByTestId('pick-list').getByText('All packages (1)').click()
    await range.getByText('199 records in all').waitFor()
    await press('g', 'c')
    await page.getByTestId('coverage-summary').getByText('1 package').waitFor()

    await press('g', 'q')
    await row('second.json').dblclick()
    await page
      .getByTestId('file-removed')
      .getByRole('button', { name: /Undo|Bring/ })
      .click()
    await page.getByTestId('file-removed').waitFor({ state: 'detached' })
    await press('g', 't')
    await range.getByText('299 records in all').waitFor()
  })

  it('says that a package has nothing to plot once it is removed while it is looked at', async () => {
    const { page, press, row } = await openFlight({ 'only.json': clean(0, 50) })
    await page.getByTestId('range').getByText('50 records in all').waitFor()
    await press('g', 'q')
    await row('only.json').dblclick()
    await page.getByTestId('file-view').waitFor()
    await press('f')
    await page.getByTestId('range').getByText('50 records in all').waitFor()
    await press('Escape')
    await page.getByTestId('file-view').waitFor()
    await press('Delete')
    await page.getByRole('dialog', { name: /^Remove/ }).waitFor()
    await press('Enter')
    await page.getByTestId('file-removed').waitFor()
    await press('g', 't')
    await page.getByTestId('no-flight').waitFor()
  })
})
