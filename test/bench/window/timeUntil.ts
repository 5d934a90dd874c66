import type { Page } from 'playwright-core'

/** What to click on, and which part of the page then shows another text. */
export interface Step {
  readonly click: string
  readonly twice?: boolean
  readonly changes: string
  /** What the text has to hold, where any other will not do. */
  readonly to?: string
}

/**
 * Clicks, and returns the milliseconds until a frame with the changed text was painted, as the
 * page's own clock tells them.
 *
 * @throws {Error} when nothing changes within half a minute
 */
export function timeUntil(page: Page, step: Step): Promise<number> {
  return page.evaluate(({ click, twice = false, changes, to = '' }) => {
    const text = (): string => document.querySelector(changes)?.textContent ?? ''
    const before = text()
    const started = performance.now()
    const target = document.querySelector<HTMLElement>(click)
    if (twice) target?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }))
    else target?.click()
    return new Promise<number>((resolve, reject) => {
      const onFrame = (): void => {
        const now = text()
        const ms = performance.now() - started
        if (now !== before && now.includes(to)) {
          // What this frame draws is on the screen when the next one begins.
          requestAnimationFrame(() => resolve(performance.now() - started))
        } else if (ms > 30_000) reject(new Error(`${changes} did not change after ${click}`))
        else requestAnimationFrame(onFrame)
      }
      requestAnimationFrame(onFrame)
    })
  }, step)
}
