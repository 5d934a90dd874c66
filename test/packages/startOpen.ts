import { chromium, type Page } from 'playwright-core'
import { inject } from 'vitest'
import { afterTest } from '../helpers/afterTest'
import { until } from '../helpers/station'
import { start, type Started } from './start'

/** A machine that also does something else takes its time. */
const LONG_MS = 180_000

/**
 * Starts the copy of the packaged program that can be driven from outside.
 *
 * @returns its page, too, with the station running
 */
export async function startOpen(
  env: Readonly<Record<string, string>> = {},
): Promise<Started & { readonly page: Page }> {
  const { open } = inject('packaged')
  const window = start(open.executable, ['--remote-debugging-port=0'], env)
  const listening = /DevTools listening on ws:\/\/([^/]+)/
  await until('its door', () => listening.test(window.said()), LONG_MS)
  const host = `http://${String(listening.exec(window.said())?.[1])}`
  // Playwright waits for good where it connects to a page that is just being loaded.
  const isLoaded = async (): Promise<boolean> => {
    const pages: { title: string }[] = await (await fetch(`${host}/json/list`)).json()
    return pages.some(({ title }) => title === 'Downlink Trial')
  }
  await until('the page’s own title', isLoaded, LONG_MS)
  const browser = await chromium.connectOverCDP(host)
  afterTest(() => browser.close())
  const page = browser.contexts()[0]?.pages()[0]
  if (page === undefined) throw new Error('there is no page')
  await page.getByText('Station running').waitFor()
  return { ...window, page }
}
