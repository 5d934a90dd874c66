import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tempFolder, until } from '../helpers/station'
import { clock, coloursOf, drawnColumns, flightLine, openFlight, shareFlight } from './flight'
import { saveTo } from './inbox'
import { dropPackages } from './packages'

const clean = Array.from({ length: 1000 }, (_, n) => flightLine(n))
/** A gap of 200 s in the middle, two bad lines before it, one step back and one time twice after it. */
const eventful = [
  ...clean.slice(0, 100),
  '{}',
  'broken',
  ...clean.slice(100, 400),
  ...Array.from({ length: 400 }, (_, i) =>
    flightLine(600 + i, {
      ...(i === 100 ? { second: 690 } : {}),
      ...(i === 201 ? { second: 800 } : {}),
      word: i > 300 ? 'faulty' : 'ok',
    }),
  ),
]

/** The least value of one column and the greatest of another. */
function rangeIn(
  rows: readonly ReadonlyMap<string, string>[],
  least: string,
  greatest: string,
): [number, number] {
  return [
    Math.min(...rows.map((row) => Number(row.get(least)))),
    Math.max(...rows.map((row) => Number(row.get(greatest)))),
  ]
}

describe('the flight view', () => {
  it('says so when there is nothing to plot, then plots the four channels of all packages of a type, and of one', async () => {
    const window = await openFlight({})
    const { page, press, rangeIs } = window
    await page.getByText('No telemetry yet').waitFor()
    await press('g', 'q')
    await dropPackages(window, {
      'first.json': clean.slice(0, 300),
      'second.json': clean.slice(500, 800),
    })
    await press('g', 't')
    await rangeIs(0, 799, 10)
    for (const [channel, extent] of [
      ['velocity', '7,000 to 7,799'],
      ['altitude', '400,000 to 407,990'],
    ] as const) {
      await page.getByTestId(`extent-${channel}`).getByText(extent).waitFor()
      const canvas = page.getByTestId(`plot-${channel}`).locator('canvas')
      await until(`${channel} is drawn`, async () => (await coloursOf(canvas)) > 2)
    }
    await page.getByTestId('range').getByText('600 records in all').waitFor()
    await page.getByRole('button', { name: /Package/ }).click()
    await page.getByTestId('pick-list').getByText('second.json').click()
    await page.getByTestId('extent-velocity').getByText('7,500 to 7,799').waitFor()
    await page.getByTestId('range').getByText('300 records in all').waitFor()
  })
})

describe('a flight without events', () => {
  const open = shareFlight({ 'pass.json': clean })

  it('moves the cursor by keys and says what is there', async () => {
    const { page, press } = await open()
    await page.getByTestId('extent-velocity').getByText('7,000 to 7,999').waitFor()
    const spoken = page.getByTestId('spoken')
    const velocity = async (): Promise<number> =>
      Number(/velocity (\d+) m\/s/.exec(await spoken.innerText())?.[1])
    await press('Shift+ArrowRight')
    await spoken.getByText(/velocity 7(49|50)\d m\/s/).waitFor()
    const middle = await velocity()
    await press('Shift+ArrowLeft', 'Shift+ArrowLeft')
    await until('it went back', async () => (await velocity()) < middle)
    const record = (await velocity()) - 7000
    await press('Enter')
    await spoken
      .getByText(new RegExp(`velocity ${7000 + record} m/s.*Line ${record + 2} of pass\\.json`))
      .waitFor()
    await press('Escape')
    await page.getByText('Point at a plot or the map').waitFor()
  })

  it('zooms and pans by wheel, drag and keys, all plots together', async () => {
    const { page, press, rangeIs, pointAt } = await open()
    await rangeIs(0, 999, 2)
    await press('+', '+')
    await rangeIs(300.5, 698.5, 3)
    await press('ArrowRight')
    await rangeIs(340.5, 738.5, 3)
    await press('Home')
    await rangeIs(0, 388, 3)
    await press('End')
    await rangeIs(611, 999, 3)
    await press('0')
    await rangeIs(0, 999, 2)
    await pointAt(0.25)
    await page.mouse.down()
    await pointAt(0.3)
    await pointAt(0.5)
    await page.mouse.up()
    await rangeIs(244.7, 499.5, 3)
    await page
      .getByTestId('extent-velocity')
      .getByText(/^7,24\d to 7,(499|50\d)$/)
      .waitFor()
    await press('0')
    await pointAt(0)
    await page.mouse.wheel(0, -600)
    await rangeIs(0, 380, 12)
    await page.keyboard.down('Shift')
    await page.mouse.wheel(0, 200)
    await page.keyboard.up('Shift')
    await until('it was panned', async () => {
      return !(await page.getByTestId('range').innerText()).includes(clock(0))
    })
  })

  it('shows the same moment everywhere: plot, strip, map, scatter and records', async () => {
    const { page, press, pointAt, pane, table } = await open()
    await page.getByTestId('ground-map').waitFor()
    await pointAt(0.5)
    await pane.getByText(/^7(499|500) m\/s$/).waitFor()
    await page.getByTestId('cursor').waitFor()
    await page.getByTestId('map-mark').waitFor()
    await page.getByTestId('scatter-mark').waitFor()
    await table
      .locator('[aria-selected="true"]')
      .getByText(/^7(499|500)$/)
      .waitFor()

    await page.mouse.down()
    await page.mouse.up()
    await page.mouse.move(5, 300)
    await pane.getByText(/^50[12]$/).waitFor()
    await press('j')
    await until('the records have the keys', () =>
      page.evaluate(() => document.activeElement?.getAttribute('role') === 'grid'),
    )
    await press('Home', 'ArrowDown')
    await pane.getByText('7001 m/s', { exact: true }).waitFor()
    await pane.locator('dd').getByText(clock(1)).waitFor()
    const mark = page.getByTestId('map-mark')
    const before = await mark.getAttribute('style')
    await press('End')
    await pane.getByText('7999 m/s', { exact: true }).waitFor()
    await expect.poll(() => mark.getAttribute('style')).not.toBe(before)

    await press('Enter')
    await page.getByRole('heading', { level: 1, name: 'pass.json' }).waitFor()
    await press('f')
    await pane.waitFor()
    await page.getByTestId('extent-velocity').getByText('7,000 to 7,999').waitFor()
  })

  it('leads from the map and from a channel against another to the record', async () => {
    const { page, pane } = await open()
    const map = page.getByTestId('ground-map')
    const track = page.getByTestId('track').locator('canvas')
    await until('a coloured track', async () => (await coloursOf(track)) > 8)
    await page.getByTestId('track-legend').getByText('409,990 m').waitFor()
    // Record 240 is at longitude -70 and latitude 50 sin 2.4.
    const box = await map.boundingBox()
    if (box === null) throw new Error('there is no map')
    const latitude = 50 * Math.sin(2.4)
    await page.mouse.move(
      box.x + ((-70 + 180) / 360) * box.width,
      box.y + ((90 - latitude) / 180) * box.height,
    )
    await pane.getByText(/^72(3|4)\d m\/s$/).waitFor()
    await page.mouse.down()
    await page.mouse.up()
    await page.mouse.move(5, 300)
    await pane.getByText(/^72(3|4)\d m\/s$/).waitFor()

    await page.getByRole('button', { name: /Upwards/ }).click()
    await page.getByRole('option', { name: 'Velocity' }).click()
    await page.getByTestId('scatter-note').getByText('1,000 records').waitFor()
    const canvas = page.getByTestId('scatter-canvas').locator('canvas')
    await until('points', async () => (await coloursOf(canvas)) > 2)
  })

  it('exports what is seen as CSV, NDJSON and PNG, with the same numbers', async () => {
    const window = await open()
    const { page, press, rangeIs, pointAt } = window
    const folder = tempFolder()
    const choose = async (name: string, path: string): Promise<void> => {
      await saveTo(window, join(folder, path))
      await press('x')
      await page.getByRole('menuitem', { name }).click()
      await page.getByText(`to ${path}`).waitFor()
    }
    await rangeIs(0, 999, 2)
    await pointAt(0.25)
    await page.mouse.down()
    await pointAt(0.3)
    await pointAt(0.5)
    await page.mouse.up()
    await rangeIs(244.7, 499.5, 3)
    const extent = page.getByTestId('extent-velocity')
    await extent.getByText(/^7,24\d to 7,(499|50\d)$/).waitFor()
    await choose('CSV, every record', 'seen.csv')
    const rows = readFileSync(join(folder, 'seen.csv'), 'utf8').trim().split('\n')
    expect(rows.length).toBeGreaterThan(250)
    expect(rows.length).toBeLessThan(258)
    await choose('NDJSON, as drawn', 'seen.ndjson')
    const points = readFileSync(join(folder, 'seen.ndjson'), 'utf8').trim().split('\n')
    expect(points.length).toBeGreaterThan(200)
    await choose('PNG', 'seen.png')
    const png = readFileSync(join(folder, 'seen.png'))
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    expect(png.length).toBeGreaterThan(10_000)
  })

  it('exports the numbers that are on the screen', async () => {
    const window = await open()
    const { page, press, pane, rangeIs } = window
    const folder = tempFolder()
    const rowsOf = async (name: string, file: string): Promise<Map<string, string>[]> => {
      const path = join(folder, file)
      await saveTo(window, path)
      await press('x')
      await page.getByRole('menuitem', { name }).click()
      await page.getByText(`to ${file}`).waitFor()
      const [head = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/)
      const names = head.split(',')
      return lines.map((line) => {
        const cells = line.split(',')
        return new Map(names.map((column, i) => [column, cells[i] ?? '']))
      })
    }
    await rangeIs(0, 999, 2)
    const extents = await Promise.all(
      (['velocity', 'altitude', 'latitude', 'longitude'] as const).map(async (channel) => {
        const title = await page.getByTestId(`extent-${channel}`).getAttribute('title')
        const [low, high] = (title ?? '').split(' to ').map((part) => Number.parseFloat(part))
        return { channel, low, high }
      }),
    )
    const points = await rowsOf('CSV, as drawn', 'drawn.csv')
    const records = await rowsOf('CSV, every record', 'records.csv')
    expect(records).toHaveLength(1000)
    for (const { channel, low, high } of extents) {
      expect({ channel, range: rangeIn(points, `${channel}_min`, `${channel}_max`) }).toEqual({
        channel,
        range: [low, high],
      })
      expect({ channel, range: rangeIn(records, channel, channel) }).toEqual({
        channel,
        range: [low, high],
      })
    }
    await press('j')
    await page.getByTestId('record-table').focus()
    await press('End')
    await pane.getByText('7999 m/s', { exact: true }).waitFor()
    const last = records.at(-1)
    for (const channel of ['velocity', 'altitude', 'latitude', 'longitude']) {
      await pane.getByText(new RegExp(`^${last?.get(channel)?.replaceAll('.', '\\.')} `)).waitFor()
    }
    expect(last?.get('line')).toBe('1001')
  })
})

describe('a flight with gaps, faults and records out of order', () => {
  const open = shareFlight({ 'pass.json': eventful })

  it('breaks the line where there are no records, and marks what is out of order or repeated', async () => {
    const { page, press, pointAt, pane, table } = await open()
    const plot = page.getByTestId('plot-velocity')
    await page.getByTestId('extent-velocity').getByText('7,000 to 7,999').waitFor()
    await page.getByTestId('order').getByText('1 back, 1 repeated').waitFor()
    await until('a break', async () => {
      const columns = await drawnColumns(plot)
      const at = (second: number): number => Math.round(((second + 10) / 1019) * columns.length)
      const gap = columns.slice(at(410), at(590))
      const line = [...columns.slice(at(10), at(390)), ...columns.slice(at(610), at(980))]
      return gap.every((drawn) => !drawn) && line.every(Boolean)
    })

    // There is no record there, and nothing shows one as if there were.
    await pointAt(0.5)
    await page.getByTestId('between').getByText('no record', { exact: true }).waitFor()
    await page
      .getByTestId('cursor')
      .getByText(/^next record in 1 min (39|4\d) s$/)
      .waitFor()
    await page
      .getByTestId('spoken')
      .getByText(/^No record here, next record in 1 min/)
      .waitFor()
    for (const name of ['Velocity', 'Longitude', 'instrument1']) {
      await page.getByRole('region', { name }).getByText('–', { exact: true }).waitFor()
    }
    for (const id of ['map-mark', 'scatter-mark'])
      await page.getByTestId(id).waitFor({ state: 'detached' })
    await table.locator('[aria-selected="true"]').waitFor({ state: 'detached' })
    await press('.')
    await pane.getByText('7600 m/s', { exact: true }).waitFor()
    await press(',')
    await pane.getByText('7399 m/s', { exact: true }).waitFor()
    await pointAt(0.5)
    await page.mouse.wheel(0, -1500)
    await page.getByTestId('extent-velocity').getByText('no record in view').waitFor()
    await page
      .getByTestId('range')
      .getByText(/^No record from 2026-01-02 /)
      .waitFor()
  })

  it('shows records one by one when zoomed in, with what instruments said', async () => {
    const { page, press, pointAt, pane } = await open()
    await page.getByTestId('strip-instrument1').waitFor()
    const strip = page.getByTestId('strip-instrument1').locator('canvas')
    await until('both words', async () => (await coloursOf(strip)) >= 2)
    await page.getByText('faulty', { exact: true }).first().waitFor()
    await pointAt(0.97)
    await pane.getByText('faulty', { exact: true }).waitFor()
    await press('+', '+', '+', '+', '+', '+', '+', '+', '+', '+')
    await page
      .getByTestId('extent-velocity')
      .getByText(/^7,9\d\d(\.\d+)? to 7,9\d\d$/)
      .waitFor()
  })

  it('goes to the next record that is out of order, and from a bad line to the records around it', async () => {
    const { page, press, pane } = await open()
    await page.getByTestId('order').getByText('1 back, 1 repeated').waitFor()
    await press('n')
    await pane.getByText('7700 m/s', { exact: true }).waitFor()
    await press('n')
    await pane.getByText('7801 m/s', { exact: true }).waitFor()
    await press('g', 'e')
    await page.getByTestId('group-row').first().waitFor()
    await press('Enter')
    await page.getByTestId('line-full').waitFor()
    await page.getByRole('heading', { name: 'Lines around it' }).waitFor()
    await press('f')
    await pane.getByText('7099 m/s', { exact: true }).waitFor()
    await pane.getByText('101', { exact: true }).waitFor()
  })
})
