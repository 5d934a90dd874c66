import type { ElectronApplication } from 'playwright-core'
import { expect, it } from 'vitest'
import type { InvokeChannel } from '../../src/shared/ipc'
import { mk1Line } from '../helpers/packages'
import { tempFolder } from '../helpers/station'
import { findings } from './axe'
import { renamed } from './inbox'
import { writeMk1 } from './packages'
import { openWindow } from './window'
import { pressKeys } from './keys'

const REASON = 'The disk reported an error. Check the disk and its cable.'

/** As the door answers when the disk does not: no disk can be made to fail under a window alone. */
async function refuse(app: ElectronApplication, ...channels: InvokeChannel[]): Promise<void> {
  await app.evaluate(
    ({ ipcMain }, { refused, message }) => {
      const handlers: Map<string, unknown> = Reflect.get(ipcMain, '_invokeHandlers')
      if (!Reflect.has(globalThis, 'answering')) {
        Reflect.set(globalThis, 'answering', new Map(handlers))
      }
      const failed = { ok: false, failure: { code: 'failed', message } }
      for (const channel of refused) handlers.set(channel, () => Promise.resolve(failed))
    },
    { refused: channels, message: REASON },
  )
}

async function answerAgain(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ ipcMain }) => {
    const handlers: Map<string, unknown> = Reflect.get(ipcMain, '_invokeHandlers')
    const answering: Map<string, unknown> = Reflect.get(globalThis, 'answering')
    for (const [channel, handler] of answering) handlers.set(channel, handler)
  })
}

/** The keys to each view from the one before, what it asks for, what it says, and what it has then. */
const views = [
  { keys: ['g', 'e'], asks: 'inbox:groups', says: 'The bad lines could', shows: 'group-list' },
  { keys: ['Enter'], asks: 'inbox:lines', says: 'The lines could', shows: 'line-list' },
  { keys: ['g', 't'], asks: 'flight:series', says: 'The telemetry could', shows: 'flight-view' },
  { keys: ['g', 'c'], asks: 'flight:coverage', says: 'The coverage could', shows: 'coverage-list' },
  { keys: ['h'], asks: 'flight:health', says: 'The health could', shows: 'health-figures' },
  { keys: ['g', 'h'], asks: 'history:series', says: 'The history could', shows: 'events' },
] as const

it('a view that can’t be read says why, and is there when it is tried again', async () => {
  const folder = tempFolder()
  const { app, page, row, drop } = await openWindow(folder)
  // These are asked for as soon as there is something to see.
  await refuse(app, 'inbox:groups', 'flight:series')
  await drop(writeMk1(folder, 'pass.json', [mk1Line(2), renamed(3)]))
  await row('pass.json').getByText('Complete').waitFor()
  for (const { keys, asks, says, shows } of views) {
    await refuse(app, asks)
    await pressKeys(page, ...keys)
    await page.getByRole('heading', { name: says }).waitFor()
    await page.getByText(REASON).first().waitFor()
    expect({ says, found: await findings(page) }).toEqual({ says, found: [] })
    await answerAgain(app)
    // The flight also tries by itself, when the station has something new.
    const tried = page.getByRole('button', { name: 'Try again' }).click({ timeout: 5_000 })
    await Promise.allSettled([tried])
    await page.getByTestId(shows).waitFor()
  }
})
