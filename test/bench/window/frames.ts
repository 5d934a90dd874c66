import { setTimeout as pause } from 'node:timers/promises'
import type { Locator, Page } from 'playwright-core'

/** How a list was drawn while its wheel was turned. */
export interface Frames {
  readonly perSecond: number
  /** The longest time without a new frame. */
  readonly longestMs: number
}

/** One notch of a wheel, as often as a quick hand turns it. */
const NOTCH_PX = 120
const EVERY_MS = 16

/** Turns the wheel over a list for so long, and counts the frames that the page draws meanwhile. */
export async function scrollFrames(page: Page, list: Locator, ms: number): Promise<Frames> {
  await list.hover()
  return framesWhile(page, ms, () => page.mouse.wheel(0, NOTCH_PX))
}

/** Does something as often as a quick hand does, for so long, and counts the frames that the page draws meanwhile. */
export async function framesWhile(
  page: Page,
  ms: number,
  act: () => Promise<void>,
): Promise<Frames> {
  const counted = countFrames(page, ms)
  const end = performance.now() + ms
  while (performance.now() < end) {
    await act()
    await pause(EVERY_MS)
  }
  const gaps = await counted
  const seconds = gaps.reduce((sum, gap) => sum + gap, 0) / 1000
  return { perSecond: gaps.length / seconds, longestMs: Math.max(...gaps) }
}

/** Milliseconds between the page's frames, for so long. */
function countFrames(page: Page, ms: number): Promise<number[]> {
  return page.evaluate(
    (longest) =>
      new Promise<number[]>((resolve) => {
        const gaps: number[] = []
        let first: number | null = null
        let last = 0
        const onFrame = (now: number): void => {
          if (first === null) first = now
          else gaps.push(now - last)
          last = now
          if (now - first < longest) requestAnimationFrame(onFrame)
          else resolve(gaps)
        }
        requestAnimationFrame(onFrame)
      }),
    ms,
  )
}
