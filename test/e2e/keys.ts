import type { Page } from 'playwright-core'

/**
 * Presses one key after the other. Those of a pair as in 'g e' leave together: on a busy machine more
 * time can lie between two answers of the window than may lie between the two keys.
 */
export async function pressKeys(page: Page, keys: readonly string[]): Promise<void> {
  for (let i = 0; i < keys.length; i += 1) {
    const pair = keys[i] === 'g' ? 2 : 1
    await Promise.all(keys.slice(i, i + pair).map((key) => page.keyboard.press(key)))
    i += pair - 1
  }
}
