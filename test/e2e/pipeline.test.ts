import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { mk1Package } from '../helpers/packages'
import { openDatabase, until } from '../helpers/station'
import { findings } from './axe'
import { pressKeys } from './keys'
import { shareStation } from './sharedWindow'
import type { StationWindow } from './window'

const LINES = 120_000

interface Steered extends StationWindow {
  readonly folder: string
  readonly press: (...keys: string[]) => Promise<void>
  readonly panel: Locator
  /** Chooses a component by keys alone. */
  readonly choose: (name: string) => Promise<void>
  readonly part: (name: string) => Locator
  readonly cell: (name: string, cell: string) => Promise<string>
  readonly set: (patch: Record<string, unknown>) => Promise<void>
}

const open = shareStation()

/** The Pipeline view, with these packages going through slowly, one at a time. */
async function openPipeline(names: readonly string[]): Promise<Steered> {
  const window = await open()
  const { page, folder } = window
  const set = async (patch: Record<string, unknown>): Promise<void> => {
    await page.evaluate(
      (settings) => Reflect.get(globalThis, 'downlink').call('settings:update', settings),
      patch,
    )
  }
  await set({ filesAtOnce: 1, linesPerSecond: 5_000, linesPerWrite: 1_000 })
  const content = mk1Package(LINES)
  const paths = names.map((name) => {
    const path = join(folder, name)
    // Of another size each, so that none is taken for a copy.
    writeFileSync(path, content + '\n'.repeat(name.length))
    return path
  })
  if (paths.length > 0) await window.drop(...paths)
  const press = async (...keys: string[]): Promise<void> => {
    await pressKeys(page, ...keys)
  }
  await press('g', 'p')
  await page.getByTestId('component-tree').waitFor()
  const part = (name: string): Locator => page.locator(`[data-component="${name}"]`)
  const panel = page.getByTestId('component-panel')
  return {
    ...window,
    folder,
    press,
    panel,
    part,
    set,
    choose: async (name) => {
      await part(name).first().waitFor()
      await press('Home')
      for (let row = 0; row < 30; row += 1) {
        const tip = await panel.getByRole('heading', { level: 2 }).getAttribute('title')
        if (tip?.endsWith(`(${name})`)) return
        await press('j')
      }
      throw new Error(`there is no ${name}`)
    },
    cell: (name, cell) => part(name).first().locator(`[data-cell="${cell}"]`).innerText(),
  }
}

const numberOf = (text: string): number => Number(text.replaceAll(/[^\d]/g, ''))

describe('the live tree', () => {
  it('moves while a package goes through, and is paused and drained by keys', async () => {
    const { page, press, panel, cell, choose, part, set } = await openPipeline([
      'pass_1.json',
      'pass_22.json',
    ])
    await until('a rate', async () => numberOf(await cell('FileReader', 'rate')) > 1_000)
    await until('a load', async () => numberOf(await cell('Writer', 'load')) > 0)
    await until('memory', async () => /MB/.test(await cell('FileReader', 'memory')))
    await expect
      .poll(() => cell('FileReader', 'detail'))
      .toMatch(/^\d+ %, line [\d,]+, byte [\d,]+$/)
    await expect.poll(() => cell('FileParsersSupervisor', 'detail')).toBe('1 at work, 1 queued')
    const before = await cell('FileReader', 'detail')
    await until('it moves', async () => (await cell('FileReader', 'detail')) !== before)

    await choose('TelemetrySupervisor')
    await panel.getByText('The 1 package in work stands still').waitFor()
    await press('Space')
    await page.getByText('Station paused').waitFor()
    await panel.getByText('The station is paused: nothing moves').waitFor()
    await press('Space')
    await page.getByText('Station running').waitFor()

    await panel.getByText(/1 package in work is finished, no other is begun/).waitFor()
    await press('Control+Shift+D')
    await panel.getByRole('button', { name: 'Take the drain back' }).waitFor()
    await press('Control+Shift+D')
    await panel.getByRole('button', { name: 'Drain', exact: true }).waitFor()
    await press('Control+Shift+D')
    await page.getByText('draining: 1 at work, 1 queued').waitFor()
    await set({ linesPerSecond: null })
    await page.getByText('Station paused').waitFor()
    await expect.poll(() => part('FileParser').count()).toBe(0)
    await expect.poll(() => cell('FileParsersSupervisor', 'depth')).toBe('1')
    await press('Space')
    await page.getByText('Station running').waitFor()
    await until('the other', async () => (await cell('FileParsersSupervisor', 'depth')) === '0')
  })

  it('has a reader restarted in the middle of its package, which goes on from its line', async () => {
    const { folder, press, panel, choose, part, set, row } = await openPipeline([
      'restarted_333.json',
    ])
    await choose('FileReader')
    const will = panel.getByText(
      /Restart the reader of restarted_333\.json .+ goes on from line [\d,]+ /,
    )
    await will.waitFor()
    const line = numberOf(/from line ([\d,]+)/.exec(await will.innerText())?.[1] ?? '')
    await press('r')
    await until('restarted', async () =>
      (await panel.getByTestId('component-restarts').innerText()).includes('1, as asked'),
    )
    await until('goes on', async () => {
      const now = /from line ([\d,]+)/.exec(await will.innerText())?.[1] ?? ''
      return numberOf(now) > line
    })
    await choose('Writer')
    await panel.getByText('Nothing is lost.').waitFor()
    await press('r')
    await until('restarted', async () =>
      (await panel.getByTestId('component-restarts').innerText()).includes('1, as asked'),
    )
    await set({ linesPerSecond: null })
    await part('FileParser').waitFor({ state: 'detached' })
    await press('g', 'q')
    await row('restarted_333.json').getByText('Complete').waitFor()
    const db = openDatabase(folder)
    expect(db.prepare('SELECT count(*), count(DISTINCT line) FROM telemetry').raw().get()).toEqual([
      LINES,
      LINES,
    ])
  })

  it('has the package held that keeps crashing its parser, and released', async () => {
    const { app, folder, press, panel, choose, part, set, row, drop } = await openPipeline([])
    // Every reader's thread really ends at every third chunk; so it gets further each time.
    await app.evaluate(() => {
      const { Worker } = process.getBuiltinModule('node:worker_threads')
      const post = Worker.prototype.postMessage
      let chunks = 0
      Worker.prototype.postMessage = function (message: unknown, transfer) {
        const isRead = Reflect.get(Object(message), 'method') === 'next'
        if (isRead && !Reflect.has(globalThis, 'mended') && (chunks += 1) % 3 === 0) {
          void this.terminate()
        }
        Reflect.apply(post, this, [message, transfer])
      }
    })
    const path = join(folder, 'crasher.json')
    writeFileSync(path, mk1Package(LINES))
    await drop(path)
    await choose('FileParser')
    await panel.getByTestId('component-error').waitFor()
    await panel.getByText(/crasher\.json is taken out of work as failed/).waitFor()
    await press('w')
    await panel.getByText('Held', { exact: true }).waitFor()
    await panel.getByText(/Held by the operator \(.+\) at line [\d,]+: its parser had/).waitFor()
    await panel.getByText(/goes back into the queue and on from line [\d,]+/).waitFor()
    await app.evaluate(() => Reflect.set(globalThis, 'mended', true))
    await set({ linesPerSecond: null })
    await press('w')
    await part('FileParser').waitFor({ state: 'detached' })
    await press('g', 'q')
    await row('crasher.json').getByText('Complete').waitFor()
    const db = openDatabase(folder)
    expect(db.prepare('SELECT count(*) FROM telemetry').pluck().get()).toBe(LINES)
  })

  it('has a menu that says what each action will do, and keys in the sheet', async () => {
    const { page, press, choose, part } = await openPipeline(['in_the_menu_4444.json'])
    await choose('FileParser')
    await press('Shift+F10')
    const pause = page.getByRole('menuitem', { name: /Pause the package/ })
    await pause.getByText(/in_the_menu_4444\.json stands still at line [\d,]+/).waitFor()
    await expect.poll(() => page.getByRole('menuitem', { name: /Hold/ }).count()).toBe(0)
    await press('Enter')
    await part('FileParser').getByText('Paused', { exact: true }).waitFor()
    await press('Escape', 'g', 'p')
    await choose('FileParser')
    await press('Space')
    await part('FileReader').waitFor()
    await press('?')
    await page.getByRole('heading', { name: 'In the pipeline' }).waitFor()
    await press('Escape')
    await page.getByRole('heading', { name: 'In the pipeline' }).waitFor({ state: 'hidden' })
    await press('Control+k')
    await page.keyboard.type('drain')
    await press('Enter')
    await page.getByText('draining: 1 at work, 0 queued').waitFor()
  })

  it('has nothing that axe finds fault with, at 200 % too', async () => {
    const { app, page, press, choose, panel, set } = await openPipeline([
      'looked_at_by_axe_55555.json',
    ])
    // At work for as long as it takes to look.
    await set({ linesPerSecond: 500 })
    await choose('FileReader')
    expect(await findings(page), 'reader').toEqual([])
    await choose('FileParser')
    expect(await findings(page), 'parser').toEqual([])
    await press('Shift+F10')
    await page.getByRole('menuitem').first().waitFor()
    expect(await findings(page), 'menu').toEqual([])
    await press('Escape')
    await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      window?.setContentSize(1280, 800)
      window?.webContents.setZoomFactor(2)
    })
    await until('zoomed', () => page.evaluate(() => innerWidth < 700))
    expect(await findings(page), 'zoomed').toEqual([])
    await until('nothing is cut off', () =>
      page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
    )
    const button = panel.getByRole('button', { name: 'Pause the package' })
    await button.scrollIntoViewIfNeeded()
    await expect.poll(() => button.isVisible()).toBe(true)
  })
})
