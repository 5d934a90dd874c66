import type { Page } from 'playwright-core'

/** Of the views, by the letter after 'g'. */
const headings: Readonly<Record<string, RegExp>> = {
  q: /^Queue$/,
  e: /^Errors$/,
  t: /^Flight$/,
  c: /^Coverage$/,
  p: /^Pipeline$/,
  h: /^History of the pipeline$/,
  s: /^Settings$/,
}

/**
 * Presses one key after the other; where a dialog is open, once it has the focus. Those of a pair as
 * in 'g e' leave together: on a busy machine more time can lie between two answers of the window than
 * may lie between the two keys.
 */
export async function pressKeys(page: Page, ...keys: readonly string[]): Promise<void> {
  for (let i = 0; i < keys.length; i += 1) {
    await page.waitForFunction(isFocusInPlace)
    const pair = keys[i] === 'g' ? 2 : 1
    const [key = '', place] = keys.slice(i, i + pair)
    if (place === undefined) await page.keyboard.press(key)
    else await goTo(page, place)
    i += pair - 1
  }
}

/** Presses 'g' and a letter, and waits for the view: what is done next is not done to the one before. */
async function goTo(page: Page, letter: string): Promise<void> {
  await Promise.all(['g', letter].map((key) => page.keyboard.press(key)))
  const heading = page.locator('h1', { hasText: headings[letter] ?? '' })
  await heading.waitFor({ state: 'attached' })
}

/** A dialog is in sight a moment before it takes the focus: what is pressed then goes beside it. */
function isFocusInPlace(): boolean {
  const dialogs = [...document.querySelectorAll('[role="dialog"]')]
  return dialogs.length === 0 || dialogs.some((one) => one.contains(document.activeElement))
}
