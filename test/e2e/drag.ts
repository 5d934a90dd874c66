import type { Page } from 'playwright-core'

type Step = 'dragEnter' | 'dragOver' | 'drop'

interface Dragged {
  readonly items: { mimeType: string; data: string }[]
  readonly files: string[]
  readonly dragOperationsMask: number
}

/** As Chromium itself does for a drag from the file manager: only so do the files have paths. */
export async function dragFiles(
  page: Page,
  paths: readonly string[],
  steps: readonly Step[],
): Promise<void> {
  await drag(page, { items: [], files: [...paths], dragOperationsMask: 1 }, steps)
}

/** A link or an image out of a browser: it has an address and no file. */
export async function dropAddress(page: Page, address: string): Promise<void> {
  const items = ['text/uri-list', 'text/plain'].map((mimeType) => ({ mimeType, data: address }))
  await drag(page, { items, files: [], dragOperationsMask: 1 }, ['dragEnter', 'dragOver', 'drop'])
}

async function drag(page: Page, data: Dragged, steps: readonly Step[]): Promise<void> {
  const cdp = await page.context().newCDPSession(page)
  for (const type of steps) {
    await cdp.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data })
  }
  await cdp.detach()
}
