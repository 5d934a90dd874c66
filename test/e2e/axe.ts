import { source, type AxeResults, type RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

/**
 * What axe finds fault with, grave or not, in the light and in the dark: each rule with the
 * elements. Themes differ in nothing but colours, so the other one is only looked at for contrast.
 */
export async function findings(page: Page): Promise<string[]> {
  await bringAxe(page)
  const shown = await page.evaluate(() => document.documentElement.dataset['theme'])
  const found = await violations(page)
  const isDark = await page.evaluate(() => {
    const [first, ...others] = getComputedStyle(document.documentElement).colorScheme.split(' ')
    return others.length === 0
      ? first === 'dark'
      : matchMedia('(prefers-color-scheme: dark)').matches
  })
  const other = isDark ? 'light' : 'dark'
  await showTheme(page, other)
  const foundThere = await violations(page, { runOnly: ['color-contrast'] })
  await showTheme(page, shown ?? 'system')
  return [...found, ...foundThere.map((one) => `${other}: ${one}`)]
}

/** Puts axe into the page, once: it is more than a megabyte to send and to compile. */
async function bringAxe(page: Page): Promise<void> {
  const isThere = await page.evaluate(() => 'axe' in window)
  if (!isThere) await page.evaluate(source)
}

function violations(page: Page, options: RunOptions = {}): Promise<string[]> {
  return page.evaluate(async (given) => {
    const run: (page: Document, how: RunOptions) => Promise<AxeResults> = Reflect.get(
      Reflect.get(window, 'axe'),
      'run',
    )
    const found = await run(document, { ...given, resultTypes: ['violations'] })
    return found.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
    )
  }, options)
}

/** As the settings do it, and until no colour is on its way any more. */
async function showTheme(page: Page, theme: string): Promise<void> {
  await page.evaluate(async (name) => {
    document.documentElement.dataset['theme'] = name
    const fading = document.getAnimations().filter((one) => one instanceof CSSTransition)
    await Promise.allSettled(fading.map(({ finished }) => finished))
  }, theme)
}
