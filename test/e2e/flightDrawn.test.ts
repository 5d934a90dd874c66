import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { shareBetween, valueScale } from '../../src/renderer/ui/plot/valueScale'
import { until } from '../helpers/station'
import {
  columnsIn,
  drawnColumns,
  drawnReach,
  flightLine,
  shareFlight,
  VALUE_AXIS_PX,
} from './flight'

const share = (columns: readonly (number | boolean)[]): number =>
  columns.filter(Boolean).length / columns.length

/** Two passes of 480 s a day for 180 days at 7,500 m/s; one record has 25,000. */
function passes(): string[] {
  const lines: string[] = []
  for (let n = 0; n < 172_800; n += 1) {
    const second = Math.floor(n / 480) * 43_200 + (n % 480)
    lines.push(flightLine(n, { second, velocity: n === 9_701 ? 25_000 : 7_500 }))
  }
  return lines
}

/** Ten records in a second of each hour, one of them far above the others. */
const bursts = Array.from({ length: 2_000 }, (_, n) =>
  flightLine(n, {
    second: Math.floor(n / 10) * 3_600 + (n % 10) / 10,
    altitude: n % 10 === 5 ? 405_000 : 400_000,
  }),
)
const SMALL = 1e-18
const packages = {
  'restless.json': Array.from({ length: 20_000 }, (_, n) =>
    flightLine(n, { velocity: 7000 + (n % 2) * 500 }),
  ),
  'lone.json': [
    ...Array.from({ length: 200 }, (_, n) => flightLine(n)),
    flightLine(500),
    ...Array.from({ length: 200 }, (_, n) => flightLine(800 + n)),
  ],
  'still.json': Array.from({ length: 300 }, (_, n) =>
    flightLine(n, { velocity: 0, altitude: n === 150 ? 1e300 : 400_000, longitude: 180 }),
  ),
  // From 170° east to 170° west, once through 180° and never through 0°.
  'over.json': Array.from({ length: 400 }, (_, n) =>
    flightLine(n, { longitude: ((170 + n * 0.05 + 180) % 360) - 180 }),
  ),
  'passes.json': passes(),
  'bursts.json': bursts,
  'two.json': [7_500, 7_600].map((velocity) => flightLine(0, { second: 0, velocity })),
  'small.json': Array.from({ length: 400 }, (_, n) =>
    flightLine(n, { velocity: SMALL * (1 + Math.sin(n / 20)), altitude: SMALL }),
  ),
  'vast.json': Array.from({ length: 500 }, (_, n) =>
    flightLine(n, {
      velocity: n % 2 === 0 ? -1.7e308 : 1.7e308,
      altitude: n === 3 ? Number.MAX_VALUE : 0,
    }),
  ),
}

async function lookAt(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /Package/ }).click()
  await page.getByTestId('pick-list').getByText(name, { exact: true }).click()
}

/** Where a plot draws the values from one to another, in px from its top. */
async function placeOf(page: Page, channel: string, low: number, high: number) {
  const box = await page.getByTestId(`plot-${channel}`).boundingBox()
  const height = Math.floor(box?.height ?? 0)
  const { min, max } = valueScale(low, high, Math.floor(height / 30))
  return (value: number): number => 8 + (1 - shareBetween(value, min, max)) * (height - 16)
}

/** A line is as far above and below its value. */
const NEAR_PX = 2.5
const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= NEAR_PX

describe('what the flight view draws', () => {
  const open = shareFlight(packages)

  it('is a band from least to greatest while it is far away, and records when it is near', async () => {
    const { page, press, rangeIs } = await open()
    await lookAt(page, 'restless.json')
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
    const { page, rangeIs } = await open()
    await lookAt(page, 'lone.json')
    await rangeIs(0, 999, 2)
    const plot = page.getByTestId('plot-altitude')
    await until('a dot in the middle of nothing', async () => {
      const columns = await drawnColumns(plot)
      const at = (second: number): number => Math.round(((second + 10) / 1019) * columns.length)
      const beside = [...columns.slice(at(220), at(490)), ...columns.slice(at(510), at(780))]
      return columns.slice(at(495), at(505)).some(Boolean) && !beside.some(Boolean)
    })
  })

  it('has an axis that can be read for what never changes, for huge and for tiny values', async () => {
    const { page } = await open()
    await lookAt(page, 'still.json')
    await page.getByTestId('extent-velocity').getByText('0', { exact: true }).waitFor()
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
    const { page } = await open()
    await lookAt(page, 'over.json')
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
    await until('a line at either end of the plot, and none between them', async () => {
      const columns = (await drawnReach(plot)).filter((reach) => reach !== null)
      return columns.length > 350 && columns.every(({ top, bottom }) => bottom - top < 6)
    })
    await page.getByRole('button', { name: /Colour of the track/ }).click()
    await page.getByRole('option', { name: 'Velocity' }).click()
    await legend.getByText('7,399 m/s').waitFor()
  })

  it('draws the least and the greatest record of every column, and no value that no record has', async () => {
    const { page } = await open()
    const velocity = page.getByTestId('plot-velocity')
    const altitude = page.getByTestId('plot-altitude')

    await lookAt(page, 'passes.json')
    await page.getByTestId('extent-velocity').getByText('7,500 to 25,000').waitFor()
    const high = await placeOf(page, 'velocity', 7_500, 25_000)
    const seen = async (): Promise<boolean> => {
      const columns = (await drawnReach(velocity)).filter((reach) => reach !== null)
      const spikes = columns.filter(({ top }) => isNear(top, high(25_000)))
      const others = columns.filter(({ top }) => isNear(top, high(7_500)))
      const level = columns.every(({ bottom }) => isNear(bottom, high(7_500)))
      const few = spikes.length > 0 && spikes.length <= 3
      return level && few && spikes.length + others.length === columns.length && others.length > 100
    }
    await until('one record of 25,000 among 172,800', seen)
    // The record is in the 21st of 360 passes: its time stays in sight while it is zoomed in to.
    const box = await page.getByTestId('time-surface').boundingBox()
    await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) * 0.066, (box?.y ?? 0) + 40)
    for (let turn = 0; turn < 5; turn += 1) {
      await page.mouse.wheel(0, -400)
      await page.getByTestId('extent-velocity').getByText('7,500 to 25,000').waitFor()
      await until(`it is seen, ${turn + 1} times nearer`, async () => {
        const columns = (await drawnReach(velocity)).filter((reach) => reach !== null)
        return columns.some(({ top }) => isNear(top, high(25_000)))
      })
    }

    await lookAt(page, 'bursts.json')
    await page.getByTestId('extent-altitude').getByText('400,000 to 405,000').waitFor()
    const both = await placeOf(page, 'altitude', 400_000, 405_000)
    await until('both altitudes of every burst, and nothing between them', async () => {
      const columns = (await drawnReach(altitude)).filter((reach) => reach !== null)
      return (
        columns.length > 190 &&
        columns.every(
          ({ top, bottom }) => isNear(top, both(405_000)) && isNear(bottom, both(400_000)),
        )
      )
    })

    await lookAt(page, 'two.json')
    await page.getByTestId('extent-velocity').getByText('7,500 to 7,600').waitFor()
    const two = await placeOf(page, 'velocity', 7_500, 7_600)
    await until('two records of one moment', async () => {
      const columns = (await drawnReach(velocity)).filter((reach) => reach !== null)
      const top = Math.min(...columns.map((reach) => reach.top))
      const bottom = Math.max(...columns.map((reach) => reach.bottom))
      return columns.length < 8 && isNear(top, two(7_600)) && isNear(bottom, two(7_500))
    })

    for (const name of ['small.json', 'vast.json']) {
      await lookAt(page, name)
      await page
        .getByTestId('range')
        .getByText(name === 'small.json' ? '400' : '500')
        .waitFor()
      for (const plot of [velocity, altitude]) {
        await until(`${name} is drawn`, async () => share(await drawnColumns(plot)) > 0.9)
      }
    }
  })
})
