import type { Page } from 'playwright-core'
import { launch, type Home } from '../../e2e/launch'
import { scrollFrames, type Frames } from './frames'
import { timeUntil } from './timeUntil'

/** The inbox of one start of the program. */
export interface InboxRun {
  /** From the click on 'Errors' until the groups were painted. */
  readonly groupsMs: number
  /** From the click on a facet's value until the groups that are left were painted. */
  readonly facetMs: readonly number[]
  /** From the click that opens the largest group until its lines were painted. */
  readonly linesMs: number
  readonly frames: Frames
}

const SCROLL_MS = 4_000

/** Starts the program at home and looks through its inbox as an operator does. */
export async function inboxInWindow(home: Home): Promise<InboxRun> {
  const { app, page } = await launch(home)
  try {
    await page.getByText(/^Station (running|paused)$/).waitFor()
    // The badge stands: whatever the start had to do is over.
    await page.getByTestId('go-inbox').getByText(/\d/).waitFor()
    const groupsMs = await timeUntil(page, {
      click: '[data-testid="go-inbox"]',
      changes: '[data-testid="group-list"]',
      to: 'is missing',
    })
    const facetMs = await pressFacets(page)
    const linesMs = await timeUntil(page, {
      click: '[data-testid="group-row"]',
      twice: true,
      changes: '[data-testid="line-list"]',
      to: '{',
    })
    const list = page.getByTestId('line-list')
    return { groupsMs, facetMs, linesMs, frames: await scrollFrames(page, list, SCROLL_MS) }
  } finally {
    await app.close()
  }
}

/** Sets and clears the first value of each facet that leaves something out. */
async function pressFacets(page: Page): Promise<number[]> {
  const times: number[] = []
  for (const facet of ['codes', 'fields', 'fileIds']) {
    const value = `[data-testid="facet-${facet}"] [role="row"]`
    await page.locator(value).first().waitFor()
    for (const _ of ['set', 'clear']) {
      times.push(await timeUntil(page, { click: value, changes: '[data-testid="group-list"]' }))
    }
  }
  return times
}
