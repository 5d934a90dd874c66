import Database from 'better-sqlite3'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { mk1Package } from '../helpers/packages'
import { openDatabase, tempFolder, until } from '../helpers/station'
import { findings } from './axe'
import { drawnColumns } from './flight'
import { idOf } from './inbox'
import { pressKeys } from './keys'
import { shareStation } from './sharedWindow'
import { openWindow, type StationWindow } from './window'

interface HistoryWindow extends StationWindow {
  readonly press: (...keys: string[]) => Promise<void>
  readonly events: Locator
  readonly why: () => Promise<string>
}

const share = shareStation()

async function openShared(): Promise<HistoryWindow> {
  return historyOf(await share())
}

async function openAt(folder: string): Promise<HistoryWindow> {
  return historyOf(await openWindow(folder))
}

function historyOf(window: StationWindow): HistoryWindow {
  const { page } = window
  return {
    ...window,
    press: async (...keys) => {
      await pressKeys(page, ...keys)
    },
    events: page.getByTestId('events'),
    why: () => page.getByTestId('why').innerText(),
  }
}

/** The length of time that is shown, as the window says it. */
async function lengthShown(page: Page): Promise<string> {
  return (await page.getByTestId('history-range').locator('span').nth(1).innerText()).trim()
}

function setPace(page: Page, linesPerSecond: number | null): Promise<unknown> {
  return page.evaluate(
    (lines) =>
      Reflect.get(window, 'downlink').call('settings:update', {
        linesPerSecond: lines,
        linesPerWrite: 500,
      }),
    linesPerSecond,
  )
}

/** Makes what a station that was closed has recorded a minute older. */
function makeOlder(folder: string): void {
  const db = new Database(join(folder, 'data', 'downlink.db'))
  db.exec(`UPDATE pipeline_seconds SET at = at - 60;
    UPDATE pipeline_minutes SET at = at - 60;
    UPDATE pipeline_events SET id = id - 60 * 1000000`)
  db.close()
}

/** Ends the one reader's thread from within, as a fault of the program would. */
function killReader(app: ElectronApplication): Promise<unknown> {
  return app.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const { Session } = process.getBuiltinModule('node:inspector')
        const session = new Session()
        let isDone = false
        session.connect()
        session.on('NodeWorker.attachedToWorker', ({ params: { sessionId, workerInfo } }) => {
          if (isDone || !workerInfo.url.includes('reader.worker')) return
          isDone = true
          const params = { expression: 'process.exit(1)' }
          const message = JSON.stringify({ id: 1, method: 'Runtime.evaluate', params })
          session.post('NodeWorker.sendMessageToWorker', { sessionId, message })
          resolve()
        })
        session.post('NodeWorker.enable', { waitForDebuggerOnStart: false })
      }),
  )
}

/** Waits until what was done is on the screen. */
async function drawnOnce(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(resolve))
      }),
  )
}

describe('the history of the pipeline', () => {
  it('shows what an import did, why it was slow, and goes back in time by keys', async () => {
    const { page, folder, drop, press, events, why } = await openShared()
    await setPace(page, 2_000)
    const path = join(folder, 'slow.json')
    writeFileSync(path, `${mk1Package(6_000)}broken\n`)
    await drop(path)
    await press('g', 'h')
    await page.getByTestId('history-view').waitFor()
    await expect.poll(() => lengthShown(page)).toBe('5 min up to now')
    await until('the pace is said', async () => (await why()).includes('2,000 lines a second'))
    await events.getByText('Complete: 6,001 lines, 1 bad').waitFor()
    await until('the queue is empty', async () => (await why()).includes('the queue is empty'))
    const columns = await drawnColumns(page.getByTestId('plot-lines'))
    expect(columns.filter(Boolean).length).toBeGreaterThan(3)
    // Before the station ran there is a gap, and no line.
    expect(columns.slice(0, Math.floor(columns.length / 2))).not.toContain(true)

    // The newest event, and its page and back.
    await press('j')
    await page
      .getByTestId('chosen-event')
      .getByText(`slow.json (#${idOf(folder, 'slow.json')})`)
      .waitFor()
    await press('Enter')
    await page.getByTestId('file-view').waitFor()
    await press('Escape')
    await page.getByTestId('history-view').waitFor()
    await page.getByTestId('chosen-event').waitFor()
    // A few points back it was still being read.
    await until('back in time', async () => {
      await press('Shift+ArrowLeft')
      await drawnOnce(page)
      return (await why()).includes('2,000 lines a second')
    })
    await press('2')
    await until('an hour', async () => (await lengthShown(page)).startsWith('1 h'))
    await press('0')
    await until('now', async () => (await lengthShown(page)) === '1 h up to now')
  })

  it('tells which line a restarted reader died on, and leads to its package', async () => {
    const { app, page, folder, row, drop, press, events } = await openShared()
    await setPace(page, 2_000)
    const path = join(folder, 'long.json')
    writeFileSync(path, mk1Package(20_000))
    await drop(path)
    await press('g', 'h')
    const stored = page.getByTestId('now-lines')
    await until('lines are stored', async () => /[1-9]/.test(await stored.innerText()))
    await killReader(app)
    const restart = events.getByText(/^Fell after line [\d,]+$/)
    await restart.waitFor()
    const line = Number((await restart.innerText()).replaceAll(/\D/g, ''))
    // Writes of 500 lines behind the header.
    expect(line).toBeGreaterThan(500)
    expect((line - 1) % 500).toBe(0)
    await setPace(page, null)
    await events.getByText('Complete: 20 k lines').waitFor()
    await press('Shift+N', 'Shift+N')
    const chosen = page.getByTestId('chosen-event')
    await chosen.getByText(/^Fell after line/).waitFor()
    await chosen.getByText(/reader.*exit code 1/).waitFor()
    await chosen.getByText(`long.json (#${idOf(folder, 'long.json')})`).waitFor()
    await press('Enter')
    await page.getByTestId('file-view').getByText('long.json').first().waitFor()
    await press('g', 'q')
    await row('long.json').getByText('20,000').first().waitFor()
  })

  it('leads by keys from one pause or pace to the next, and by click from plot to list', async () => {
    const folder = tempFolder()
    const { page, press, events } = await openAt(folder)
    await setPace(page, 100_000)
    await press('Shift+P')
    await page.getByText('Station paused').waitFor()
    await press('Shift+P')
    await page.getByText('Station running').waitFor()
    await press('g', 'h')
    await events.getByText('Everything resumed').waitFor()
    const chosen = page.getByTestId('chosen-event').locator('h3')
    await press('Shift+N')
    await chosen.getByText('Everything resumed').waitFor()
    await press('Shift+N')
    await chosen.getByText('Everything paused').waitFor()
    await press('Shift+N')
    await chosen.getByText('Pace changed').waitFor()
    await page.getByTestId('chosen-event').getByText('100,000, was full speed').waitFor()
    await press('n')
    await chosen.getByText('Everything paused').waitFor()
    await press('Shift+F', 'Shift+F')
    await page.getByTestId('no-events').waitFor()
    await press('Shift+F')
    await events.getByText('Pace changed').click()
    await chosen.getByText('Pace changed').waitFor()
    const box = await page.getByTestId('time-surface').boundingBox()
    if (box === null) throw new Error('there is no time axis')
    await page.mouse.click(box.x + box.width * 0.3, box.y + 50)
    // Long before anything happened: the list goes to its oldest event.
    await events.locator('[aria-selected=true]').getByText('Downlink started').waitFor()
    await page.getByTestId('why').getByText('Nothing is known of this time').waitFor()
    await press('Escape')
    await page.getByTestId('history-view').waitFor()
    await press('Escape')
    await expect.poll(() => page.getByTestId('history-view').count()).toBe(0)
  })

  it('keeps what was before a restart, with a gap between', async () => {
    const folder = tempFolder()
    const first = await openAt(folder)
    await first.press('g', 'h')
    await first.events.getByText('Downlink started').waitFor()
    await first.close()
    makeOlder(folder)
    const { app, page, press, events, why } = await openAt(folder)
    await press('g', 'p')
    await page.getByRole('button', { name: 'History' }).click()
    await events.getByText('Downlink stopped').waitFor()
    await events.getByText('Downlink stopped').click()
    await press('Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight')
    await expect.poll(() => why()).toBe('Downlink was not running.')
    await expect.poll(() => events.getByText('Downlink started').count()).toBe(2)
    const starts = openDatabase(folder)
      .prepare<[], number>("SELECT count(*) FROM pipeline_events WHERE kind = 'started'")
      .pluck()
    await until('the second start is saved', () => starts.get() === 2)
    const ended = new Promise((resolve) => app.process().once('exit', resolve))
    app.process().kill('SIGKILL')
    await ended
    const third = await openAt(folder)
    await third.press('g', 'h')
    await third.events.waitFor()
    await third.press('j')
    const chosen = third.page.getByTestId('chosen-event')
    await chosen.getByText('Downlink started').waitFor()
    await chosen.getByText('The run before was not ended in order').waitFor()
  })

  it('has nothing that axe finds fault with, at 200 % too', async () => {
    const { page, app, folder, row, drop, press, events } = await openShared()
    const path = join(folder, 'some.json')
    writeFileSync(path, `${mk1Package(10)}{}\n`)
    await drop(path)
    await row('some.json').getByText('Complete').waitFor()
    await press('g', 'h')
    await events.getByText(/^Complete: 11 lines/).waitFor()
    await press('j')
    expect(await findings(page)).toEqual([])
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2)
    })
    await until('nothing is cut off', () =>
      page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
    )
    expect(await findings(page)).toEqual([])
  })
})
