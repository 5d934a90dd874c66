import { describe, expect, it } from 'vitest'
import { until } from '../helpers/station'
import { columnsIn, drawnColumns, flightLine, openFlight, VALUE_AXIS_PX } from './flight'

const share = (columns: readonly (number | boolean)[]): number =>
  columns.filter(Boolean).length / columns.length

describe('what the flight view draws', () => {
  it('is a band from least to greatest while it is far away, and records when it is near', async () => {
    const restless = Array.from({ length: 20_000 }, (_, n) =>
      flightLine(n, { velocity: 7000 + (n % 2) * 500 }),
    )
    const { page, press, rangeIs } = await openFlight({ 'pass.json': restless })
    const plot = page.getByTestId('plot-velocity')
    const canvas = plot.locator('canvas')
    const extent = page.getByTestId('extent-velocity')
    // The edges of a line are as see-through as a band, but thin.
    const banded = async (): Promise<number> => {
      const columns = await columnsIn(canvas, 'plot-band', VALUE_AXIS_PX)
      return share(columns.map((count) => count > 20))
    }
    await extent.getByText('7,000 to 7,500').waitFor()
    await until('a band', async () => (await banded()) > 0.9)
    await press(...Array<string>(15).fill('+'))
    await rangeIs(9_990, 10_009, 4)
    await until('no band, and a line that goes up and down', async () => {
      return (await banded()) < 0.05 && share(await drawnColumns(plot)) > 0.95
    })
    await extent.getByText('7,000 to 7,500').waitFor()
    await press('0')
    await until('the band again', async () => (await banded()) > 0.9)
  })

  it('shows a record that stands alone between two gaps', async () => {
    const lone = [
      ...Array.from({ length: 200 }, (_, n) => flightLine(n)),
      flightLine(500),
      ...Array.from({ length: 200 }, (_, n) => flightLine(800 + n)),
    ]
    const { page, rangeIs } = await openFlight({ 'pass.json': lone })
    await rangeIs(-10, 1009, 2)
    const plot = page.getByTestId('plot-altitude')
    await until('a dot in the middle of nothing', async () => {
      const columns = await drawnColumns(plot)
      const at = (second: number): number => Math.round(((second + 10) / 1019) * columns.length)
      const beside = [...columns.slice(at(220), at(490)), ...columns.slice(at(510), at(780))]
      return columns.slice(at(495), at(505)).some(Boolean) && !beside.some(Boolean)
    })
  })

  it('has an axis that can be read for what never changes, for huge and for tiny values', async () => {
    const { page } = await openFlight({
      'still.json': Array.from({ length: 300 }, (_, n) =>
        flightLine(n, { velocity: 0, altitude: n === 150 ? 1e300 : 400_000, longitude: 180 }),
      ),
    })
    await page.getByTestId('extent-velocity').getByText('0 to 0').waitFor()
    await page.getByTestId('extent-altitude').getByText('400,000 to 1e300').waitFor()
    for (const channel of ['velocity', 'altitude', 'longitude']) {
      const plot = page.getByTestId(`plot-${channel}`)
      await until(`${channel} has a line`, async () => share(await drawnColumns(plot)) > 0.9)
      // Nothing of a number reaches the edge of the canvas, where it would be cut off.
      const labels = await columnsIn(plot.locator('canvas'), 'text-muted')
      expect({ channel, edge: labels.slice(0, 3) }).toEqual({ channel, edge: [0, 0, 0] })
      expect(labels.slice(0, VALUE_AXIS_PX).some((count) => count > 0)).toBe(true)
    }
  })

  it('leads the ground track over the antimeridian, in the colours of the chosen channel', async () => {
    // From 170° east to 170° west, once through 180° and never through 0°.
    const over = Array.from({ length: 400 }, (_, n) =>
      flightLine(n, { longitude: ((170 + n * 0.05 + 180) % 360) - 180 }),
    )
    const { page } = await openFlight({ 'pass.json': over })
    const track = page.getByTestId('track').locator('canvas')
    const legend = page.getByTestId('track-legend')
    await legend.getByText('403,990 m').waitFor()
    await until('both edges of the map, and nothing between', async () => {
      const drawn = await track.evaluate((element) => {
        if (!(element instanceof HTMLCanvasElement)) throw new Error('this is no canvas')
        const { width, height } = element
        const data = element.getContext('2d')?.getImageData(0, 0, width, height).data ?? []
        return Array.from({ length: width }, (_, x) =>
          Array.from({ length: height }, (__, y) => data[(y * width + x) * 4 + 3] ?? 0).some(
            (alpha) => alpha > 100,
          ),
        )
      })
      const edge = Math.floor(drawn.length * 0.02)
      const middle = drawn.slice(Math.ceil(drawn.length * 0.05), Math.floor(drawn.length * 0.95))
      return (
        drawn.slice(2, edge).every(Boolean) &&
        drawn.slice(-edge, -2).every(Boolean) &&
        !middle.some(Boolean)
      )
    })
    const plot = page.getByTestId('plot-longitude')
    await until('a break in the plot', async () => {
      const columns = await drawnColumns(plot)
      const half = Math.floor(columns.length / 2)
      return share(columns) > 0.9 && columns.slice(half - 12, half + 12).includes(false)
    })
    await page.getByRole('button', { name: /Colour of the track/ }).click()
    await page.getByRole('option', { name: 'Velocity' }).click()
    await legend.getByText('7,399 m/s').waitFor()
  })
})
