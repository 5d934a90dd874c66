import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/**
 * What axe finds fault with, grave or not, in the light and in the dark: each rule with the
 * elements. Themes differ in nothing but colours, so the other one is only looked at for contrast.
 */
export async function findings(page: Page): Promise<string[]> {
  const shown = await page.evaluate(() => document.documentElement.dataset['theme'])
  const found = await analyze(axe(page))
  const isDark = await page.evaluate(() => {
    const [first, ...others] = getComputedStyle(document.documentElement).colorScheme.split(' ')
    return others.length === 0
      ? first === 'dark'
      : matchMedia('(prefers-color-scheme: dark)').matches
  })
  const other = isDark ? 'light' : 'dark'
  await showTheme(page, other)
  const foundThere = await analyze(axe(page).withRules('color-contrast'))
  await showTheme(page, shown ?? 'system')
  return [...found, ...foundThere.map((one) => `${other}: ${one}`)]
}

/** Electron has no way to open the blank page that axe otherwise uses for its results. */
function axe(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode(true)
}

async function analyze(builder: AxeBuilder): Promise<string[]> {
  const { violations } = await builder.options({ resultTypes: ['violations'] }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
}

/** As the settings do it, and until no colour is on its way any more. */
async function showTheme(page: Page, theme: string): Promise<void> {
  await page.evaluate(async (name) => {
    document.documentElement.dataset['theme'] = name
    const fading = document.getAnimations().filter((one) => one instanceof CSSTransition)
    await Promise.allSettled(fading.map(({ finished }) => finished))
  }, theme)
}
