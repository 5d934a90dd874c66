import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** What axe finds fault with, grave or not: each rule with the elements. */
export async function findings(page: Page): Promise<string[]> {
  // Electron has no way to open the blank page that axe otherwise uses for its results.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
}
