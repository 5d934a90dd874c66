import type { Page } from 'playwright-core'
import { launch, type Home } from '../../e2e/launch'
import { framesWhile, type Frames } from './frames'
import { timeUntil } from './timeUntil'

/** The flight view of one start of the program. */
export interface FlightRun {
  /** From the click on 'Flight' until the plots of all records were painted. */
  readonly openMs: number
  readonly pan: Frames
  readonly zoom: Frames
  readonly hover: Frames
}

const MOVE_MS = 4_000
/** Presses of '+' before it is panned: a seventh of the time is seen then. */
const ZOOMED_IN = 4
/** Turns in one direction before the wheel is turned back. */
const TURNS = 150

/** Starts the program at home and looks at the telemetry as an operator does; the channel is plotted first. */
export async function flightInWindow(home: Home, channel: string): Promise<FlightRun> {
  const { app, page } = await launch(home)
  try {
    await page.getByText(/^Station (running|paused)$/).waitFor()
    await page.getByTestId('go-flight').waitFor()
    const openMs = await timeUntil(page, {
      click: '[data-testid="go-flight"]',
      changes: `[data-testid="extent-${channel}"]`,
      to: 'to',
    })
    await page.getByTestId('scatter-note').getByText('record').waitFor()
    for (let press = 0; press < ZOOMED_IN; press += 1) await page.keyboard.press('+')
    const axis = page.getByTestId('time-surface')
    await axis.hover()
    const pan = await framesWhile(page, MOVE_MS, turning(page, 30, 0))
    const zoom = await framesWhile(page, MOVE_MS, turning(page, 0, -20))
    const box = await axis.boundingBox()
    let at = 0
    const hover = await framesWhile(page, MOVE_MS, async () => {
      at = (at + 7) % (box?.width ?? 1)
      await page.mouse.move((box?.x ?? 0) + at, (box?.y ?? 0) + 80)
    })
    return { openMs, pan, zoom, hover }
  } finally {
    await app.close()
  }
}

/** Turns the wheel to and fro. */
function turning(page: Page, x: number, y: number): () => Promise<void> {
  let turns = 0
  return async () => {
    const way = Math.floor(turns / TURNS) % 2 === 0 ? 1 : -1
    turns += 1
    await page.mouse.wheel(x * way, y * way)
  }
}
