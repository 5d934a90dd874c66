import type { Locator, Page } from 'playwright-core'
import { tempFolder, until } from '../helpers/station'
import { pressKeys } from './keys'
import { dropPackages, type Packages } from './packages'
import { shareWindow } from './sharedWindow'
import { openWindow, type StationWindow } from './window'

const FIRST_MS = Date.UTC(2026, 0, 2, 3, 0, 0)

/** What a record of a test says where it differs from the others. */
export interface Sample {
  readonly velocity?: number
  readonly altitude?: number
  readonly longitude?: number
  readonly second?: number
  readonly word?: string
}

/** Record `n` (from 0 on) of a flight with one a second: every value tells `n`. */
export function flightLine(n: number, sample: Sample = {}): string {
  const { velocity, altitude, longitude, second = n, word = 'ok' } = sample
  return JSON.stringify({
    timestamp: new Date(FIRST_MS + second * 1000).toISOString(),
    velocity: velocity ?? 7000 + n,
    altitude: altitude ?? 400_000 + n * 10,
    latitude: 50 * Math.sin(n / 100),
    longitude: longitude ?? ((n * 0.5 + 350) % 360) - 180,
    instrument1: word,
    instrument2: 'ok',
  })
}

/** The moment of a second of the flight, as the window says it. */
export function clock(second: number): string {
  return new Date(FIRST_MS + second * 1000).toISOString().slice(11, 19)
}

/** A window with packages in it, and the flight view open. */
export interface FlightWindow extends StationWindow {
  readonly press: (...keys: string[]) => Promise<void>
  readonly pane: Locator
  readonly table: Locator
  /** Waits until records from one second of the flight to another are in sight, to `slack` seconds. */
  readonly rangeIs: (from: number, to: number, slack?: number) => Promise<void>
  /** Points at a share of the time axis. */
  readonly pointAt: (share: number) => Promise<void>
}

/** Opens a window of a test's own and imports the packages. */
export async function openFlight(packages: Packages): Promise<FlightWindow> {
  return goToFlight(await fill(await openWindow(tempFolder()), packages))
}

/** The same for tests that share a window and its packages, and change neither. */
export function shareFlight(packages: Packages): () => Promise<FlightWindow> {
  const open = shareWindow((window) => fill(window, packages))
  return async () => goToFlight(await open())
}

async function fill(window: StationWindow, packages: Packages): Promise<StationWindow> {
  await dropPackages(window, packages)
  return window
}

async function goToFlight(window: StationWindow): Promise<FlightWindow> {
  const { page } = window
  const press = async (...keys: string[]): Promise<void> => {
    await pressKeys(page, ...keys)
  }
  await press('g', 't')
  return {
    ...window,
    press,
    pane: page.getByTestId('record-pane'),
    table: page.getByTestId('record-table'),
    rangeIs: (from, to, slack = 1) => rangeIs(page, from, to, slack),
    pointAt: async (share) => {
      const box = await page.getByTestId('time-surface').boundingBox()
      if (box === null) throw new Error('there is no time axis')
      await page.mouse.move(box.x + share * box.width, box.y + 40)
    },
  }
}

/** Seconds of the flight at a time of its day. */
function secondsOf(time: string | undefined): number {
  return (Date.parse(`2026-01-02T${time ?? ''}Z`) - FIRST_MS) / 1000
}

async function rangeIs(page: Page, from: number, to: number, slack: number): Promise<void> {
  await until(`${from} to ${to}`, async () => {
    const text = await page.getByTestId('range').innerText()
    const [first, second] = [...text.matchAll(/\d\d:\d\d:\d\d(?:\.\d+)?/g)].map(([time]) => time)
    const away = Math.max(Math.abs(secondsOf(first) - from), Math.abs(secondsOf(second) - to))
    return away <= slack
  })
}

/** How many colours a canvas has; 0 while nothing is drawn. */
export function coloursOf(canvas: Locator): Promise<number> {
  return canvas.evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) throw new Error('this is no canvas')
    const { width, height } = element
    const data = element.getContext('2d')?.getImageData(0, 0, width, height).data ?? []
    const seen = new Set<number>()
    for (let i = 0; i < data.length; i += 4) {
      if ((data[i + 3] ?? 0) > 200) {
        seen.add(((data[i] ?? 0) << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0))
      }
    }
    return seen.size
  })
}

/** Left of a plot's time axis there are the numbers of its values, px. */
export const VALUE_AXIS_PX = 80

/** How many pixels of a colour of the theme each column of a canvas has, from `leftPx` on. */
export function columnsIn(canvas: Locator, token: string, leftPx = 0): Promise<number[]> {
  return canvas.evaluate(
    (element, { name, px }) => {
      if (!(element instanceof HTMLCanvasElement)) throw new Error('this is no canvas')
      const left = Math.round(px * devicePixelRatio)
      const { width, height } = element
      const data = element.getContext('2d')?.getImageData(left, 0, width - left, height).data ?? []
      const probe = document.createElement('span')
      probe.style.color = `var(--${name})`
      document.body.append(probe)
      const [red = 0, green = 0, blue = 0, share = 1] = (
        getComputedStyle(probe).color.match(/[\d.]+/g) ?? []
      ).map(Number)
      probe.remove()
      return Array.from({ length: width - left }, (_, x) => {
        let count = 0
        for (let y = 0; y < height; y += 1) {
          const at = (y * (width - left) + x) * 4
          const near = [red, green, blue].every(
            (part, i) => Math.abs((data[at + i] ?? 0) - part) < 60,
          )
          const alpha = data[at + 3] ?? 0
          // What is see-through is told from the edges of what is not by being just as much so.
          const covers = share === 1 ? alpha > 100 : Math.abs(alpha - share * 255) < 8
          if (near && covers) count += 1
        }
        return count
      })
    },
    { name: token, px: leftPx },
  )
}

/** Which columns of a plot have its line in them, from the left of the time axis, in px. */
export async function drawnColumns(plot: Locator): Promise<boolean[]> {
  const columns = await columnsIn(plot.locator('canvas'), 'accent', VALUE_AXIS_PX)
  return columns.map((count) => count > 0)
}

/** From where to where each column of a plot has its line in it, in px from the top; null for none. */
export function drawnReach(plot: Locator): Promise<({ top: number; bottom: number } | null)[]> {
  return plot.locator('canvas').evaluate((element, left) => {
    if (!(element instanceof HTMLCanvasElement)) throw new Error('this is no canvas')
    const { width, height } = element
    const data = element.getContext('2d')?.getImageData(0, 0, width, height).data ?? []
    const probe = document.createElement('span')
    probe.style.color = 'var(--accent)'
    document.body.append(probe)
    const accent = (getComputedStyle(probe).color.match(/\d+/g) ?? []).map(Number)
    probe.remove()
    const isDrawn = (x: number, y: number): boolean => {
      const at = (y * width + x) * 4
      const near = accent.every((part, i) => Math.abs((data[at + i] ?? 0) - part) < 60)
      return near && (data[at + 3] ?? 0) > 100
    }
    return Array.from({ length: width - left }, (_, x) => {
      const rows = Array.from({ length: height }, (__, y) => y).filter((y) => isDrawn(left + x, y))
      const [top] = rows
      return top === undefined ? null : { top, bottom: rows.at(-1) ?? top }
    })
  }, VALUE_AXIS_PX)
}
