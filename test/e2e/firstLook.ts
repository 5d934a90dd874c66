import { isDeepStrictEqual } from 'node:util'
import type { Page } from 'playwright-core'
import { until } from '../helpers/station'
import { ask } from './bridge'
import { whenOpen, type StationWindow } from './window'

/** What has not come back by then has been left over from a test. */
const LEFT_OVER_MS = 10_000

/** Brings a window back to what it was; throws with what is left over where that fails. */
export type GoBack = () => Promise<void>

/**
 * Notes how a window is and gives the way back to it: to the page as it starts, in the first size,
 * zoom and theme, with the first settings, and a program in which nothing stands in for a dialog or
 * holds a thread up. That it is so again is looked at: the view, dialogs, the focus, hovering,
 * places in lists, fields, size, theme; and what its list says, where `rows` are to be the same:
 * there it has been filled.
 */
export async function noteStart(
  window: StationWindow,
  { rows }: { readonly rows: boolean },
): Promise<GoBack> {
  const { app, page } = window
  const settings = await ask(page, 'settings:get', undefined)
  await app.evaluate(({ BrowserWindow, dialog }) => {
    const { Worker } = process.getBuiltinModule('node:worker_threads')
    const size = BrowserWindow.getAllWindows()[0]?.getContentSize()
    const { postMessage } = Worker.prototype
    Reflect.set(globalThis, 'atStart', { size, dialog: { ...dialog }, postMessage })
  })
  const goBack = async (): Promise<void> => {
    await app.evaluate(({ BrowserWindow, dialog }) => {
      const { Worker } = process.getBuiltinModule('node:worker_threads')
      const atStart = Reflect.get(globalThis, 'atStart')
      Object.assign(dialog, atStart.dialog)
      Worker.prototype.postMessage = atStart.postMessage
      const [main] = BrowserWindow.getAllWindows()
      main?.webContents.setZoomFactor(1)
      main?.setContentSize(atStart.size[0], atStart.size[1])
    })
    await page.emulateMedia({ reducedMotion: null })
    await ask(page, 'settings:update', settings)
    await page.mouse.move(-1, -1)
    await page.reload()
    await whenOpen(window)
  }
  // The pointer of a display stands in its middle, where the window is.
  await page.mouse.move(-1, -1)
  if (rows) {
    // One in which nothing was done yet is as it starts.
    const row = page.getByRole('row')
    const count = await row.count()
    await goBack()
    await until('the rows of the list', async () => (await row.count()) === count)
  }
  const first = await lookOf(page, rows)
  return async () => {
    await goBack()
    let others: string[] = []
    const isBack = async (): Promise<boolean> => {
      const now = await lookOf(page, rows)
      others = Object.keys(now).filter((part) => !isDeepStrictEqual(now[part], first[part]))
      return others.length === 0
    }
    await until('the first look', isBack, LEFT_OVER_MS).catch((error: unknown) => {
      throw new Error(`not as at first: ${others.join(', ')}`, { cause: error })
    })
  }
}

function lookOf(page: Page, rows: boolean): Promise<Readonly<Record<string, unknown>>> {
  return page.evaluate((withRows) => {
    const all = [...document.querySelectorAll('body *')]
    const matching = (selector: string): Element[] => all.filter((one) => one.matches(selector))
    const focus = document.activeElement
    // The list takes the focus where there is one.
    const isFree = focus === document.body || focus?.closest('[data-testid="file-list"]') !== null
    return {
      view: document.querySelector('h1')?.textContent,
      rows: withRows ? matching('[role="row"]').map(({ textContent }) => textContent) : [],
      open: matching('[role="dialog"], [role="menu"], [role="listbox"], [role="tooltip"]').length,
      notices: matching('[data-testid="notice"]').length,
      chosen: matching('[role="row"][aria-selected="true"]').length,
      hovered: matching('body :hover').length,
      focus: isFree ? null : focus.outerHTML.slice(0, 120),
      scrolled: all.filter(({ scrollTop, scrollLeft }) => scrollTop > 0 || scrollLeft > 0).length,
      fields: all.flatMap((one) => (one instanceof HTMLInputElement ? [one.value] : [])),
      theme: document.documentElement.dataset['theme'],
      size: [innerWidth, innerHeight, devicePixelRatio],
      still: matchMedia('(prefers-reduced-motion: reduce)').matches,
    }
  }, rows)
}
