import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { needs } from '../helpers/needs'
import { mk1Header, mk1Line, mk1Package, realPackages } from '../helpers/packages'
import { openDatabase, tempFolder, until } from '../helpers/station'
import { ask } from './bridge'
import { dragFiles, dropAddress } from './drag'
import { idOf } from './inbox'
import { pressKeys } from './keys'
import { shareStation } from './sharedWindow'
import { openWindow, type StationWindow } from './window'

const open = shareStation()

/** Files arrive and go as fast as they may: what they wait for has tests of its own. */
async function hurry({ page }: StationWindow): Promise<void> {
  await ask(page, 'settings:update', { quietMs: 100, graceMs: 100 })
}

describe('a first folder to watch', () => {
  // It is offered where nothing was imported yet, so this is the first of the tests.
  it('is chosen in a dialog, and the window shows which one it is', async () => {
    const window = await open()
    const { app, page, row, folder } = window
    await hurry(window)
    const chosen = join(folder, 'other inbox')
    mkdirSync(chosen)
    for (const lines of [8, 9]) writeFileSync(join(chosen, `${lines}.json`), mk1Package(lines))
    await app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
    }, chosen)
    await page.getByRole('button', { name: /Watch a folder/ }).click()
    await page.getByRole('banner').getByText('other inbox').waitFor()

    // What lies there already is asked about before anything of it is imported.
    const question = page.getByTestId('folder-question')
    await question.getByText('2 files were here already').waitFor()
    await expect
      .poll(() => question.innerText())
      .toContain('What comes here from now on is imported, and deleted')
    writeFileSync(join(chosen, 'chosen.json'), mk1Package(41))
    await row('chosen.json').getByText('Complete').waitFor()
    await expect.poll(() => row('8.json').getByText('Complete').count()).toBe(0)

    await question.getByRole('button', { name: 'Import and leave' }).click()
    await question.waitFor({ state: 'detached' })
    await page.getByTestId('notice').getByText('They are imported and stay here').waitFor()
    for (const name of ['8.json', '9.json']) {
      await row(name)
        .getByText(/^Kept in place/)
        .waitFor()
    }
    expect(readdirSync(chosen)).toEqual(expect.arrayContaining(['8.json', '9.json']))
  })
})

describe('a station at work', () => {
  describe('dropping files on the window', () => {
    it('says what it will do, imports them, and leaves the originals alone', async () => {
      const { page, row, drop, folder } = await open()
      const path = join(folder, 'pass.json')
      writeFileSync(path, mk1Package(1_500))

      await dragFiles(page, [path], ['dragEnter', 'dragOver'])
      await page.getByText(/Import 1 file/).waitFor()
      await drop(path)
      await row('pass.json').getByText('Complete').waitFor()

      await expect.poll(() => row('pass.json').innerText()).toContain('1,500')
      expect(readFileSync(path, 'utf8')).toBe(mk1Package(1_500))
      const stored = openDatabase(folder).prepare('SELECT count(*) FROM telemetry').pluck().get()
      expect(stored).toBe(1_500)
    })

    it('takes the files of a folder', async () => {
      const { row, drop, folder } = await open()
      const passes = join(folder, 'two passes')
      mkdirSync(passes)
      writeFileSync(join(passes, 'one.json'), mk1Package(10))
      writeFileSync(join(passes, 'two.json'), mk1Package(20))
      await drop(passes)
      await row('one.json').getByText('Complete').waitFor()
      await row('two.json').getByText('Complete').waitFor()
    })

    it('says which entries of a folder were not taken, in a list that can be read', async () => {
      const { page, row, drop, folder } = await open()
      const passes = join(folder, 'odd passes')
      mkdirSync(join(passes, 'more'), { recursive: true })
      symlinkSync('single.json', join(passes, 'link.json'))
      writeFileSync(join(passes, 'single.json'), mk1Package(11))
      writeFileSync(join(passes, 'other.json.filepart'), mk1Package(20))
      await drop(passes)
      await row('single.json').getByText('Complete').waitFor()
      await page.getByText(/^1 added, 3 not taken, such as odd passes/).waitFor()
      await page.getByRole('button', { name: 'Show which' }).click()
      const rows = page.getByTestId('not-taken-row')
      await rows.nth(2).waitFor()
      const texts = await rows.allInnerTexts()
      expect(
        texts.map((text) => text.split(/\n+/)).toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)),
      ).toEqual([
        [
          'odd passes/link.json',
          'A link. Links in a folder are not followed; add the file itself.',
        ],
        ['odd passes/more', 'A folder in the folder. Add it by itself for the files in it.'],
        [
          'odd passes/other.json.filepart',
          expect.stringMatching(/WinSCP.*Add it by itself if it is whole\.$/),
        ],
      ])
      await pressKeys(page, 'Escape')
      await rows.first().waitFor({ state: 'detached' })
      // It can be read again when the notice is gone, without the pointer.
      await pressKeys(page, 'Control+K')
      await page.keyboard.type('not taken')
      await pressKeys(page, 'Enter')
      await rows.nth(2).waitFor()
    })

    it('does nothing with what is no file, and goes nowhere', async () => {
      const { page, row, drop, folder } = await open()
      const names = openDatabase(folder).prepare('SELECT name FROM files').pluck()
      const before = names.all()
      const secret = join(folder, 'secret.json')
      writeFileSync(secret, mk1Package(12))
      for (const address of ['https://example.com/a.png', `file://${secret}`, 'only words']) {
        await dropAddress(page, address)
      }
      const path = join(folder, 'whole.json')
      writeFileSync(path, mk1Package(21))
      await drop(path)
      await row('whole.json').getByText('Complete').waitFor()
      expect(page.url()).toBe('app://downlink/index.html')
      expect(names.all()).toEqual([...before, 'whole.json'])
    })

    it('says of a copy that it is already imported, and imports it again when asked', async () => {
      const { row, drop, folder } = await open()
      for (const name of ['first.json', 'copy.json']) {
        writeFileSync(join(folder, name), mk1Package(30))
      }
      await drop(join(folder, 'first.json'))
      await row('first.json').getByText('Complete').waitFor()
      await drop(join(folder, 'copy.json'))
      await row('copy.json')
        .getByText(`Already imported as #${idOf(folder, 'first.json')}`)
        .waitFor()
      await row('copy.json').getByRole('button', { name: 'Import again' }).click()
      await row('copy.json').getByText('Complete').waitFor()
    })

    it('imports the two real packages whole', needs('the real packages'), async () => {
      const { row, drop } = await open()
      await drop(realPackages.mk1, realPackages.mk2)
      for (const name of ['jackal_mk1_telemetry.json', 'jackal_mk2_telemetry.json']) {
        await row(name).getByText('Complete').waitFor()
        await expect.poll(() => row(name).innerText()).toMatch(/1,000\s+1,000\s+0/)
      }
    })
  })

  describe('pause and resume', () => {
    it('holds a file where it is and lets it go on', async () => {
      const { page, row, drop, folder } = await open()
      await page.getByRole('button', { name: 'Settings' }).click()
      await page.getByLabel('Most lines per second').fill('2000')
      await pressKeys(page, 'Enter')
      await page.getByRole('button', { name: 'Queue' }).click()
      const path = join(folder, 'slow.json')
      writeFileSync(path, mk1Package(12_000))
      await drop(path)
      await page.getByRole('button', { name: 'Pause slow.json' }).click()
      await row('slow.json').getByText('Paused').waitFor()
      const db = openDatabase(folder)
      const count = db.prepare('SELECT count(*) FROM telemetry').pluck()
      const atPause = Number(count.get())
      expect(atPause).toBeLessThan(12_000)

      await page.getByRole('button', { name: 'Resume slow.json' }).click()
      await row('slow.json').getByText('Reading').waitFor()
      await ask(page, 'settings:update', { linesPerSecond: null })
      await row('slow.json').getByText('Complete').waitFor()
      expect(count.get()).toBe(12_000)
    })

    it('pauses everything and lets everything go on', async () => {
      const { page, row, drop, folder } = await open()
      await page.getByRole('button', { name: 'Pause all' }).click()
      const path = join(folder, 'held.json')
      writeFileSync(path, mk1Package(100))
      await drop(path)
      await row('held.json').waitFor()
      await expect.poll(() => row('held.json').innerText()).not.toContain('Complete')
      await page.getByRole('banner').getByRole('button', { name: 'Resume all' }).click()
      await row('held.json').getByText('Complete').waitFor()
    })
  })

  describe('a file page', () => {
    it('shows the ledger and every bad line with its reason, field and bytes', async () => {
      const { page, row, drop, folder } = await open()
      const outOfRange = mk1Line(3).replace(/"latitude":[^,]+/, '"latitude":99.5')
      const path = join(folder, 'chaos.json')
      const lines = [
        mk1Header,
        mk1Line(2),
        outOfRange,
        'broken{',
        '',
        '{"timestamp":1}',
        mk1Line(7),
      ]
      writeFileSync(path, `${lines.join('\r\n')}\n`)
      await drop(path)
      await row('chaos.json').getByText('Complete').waitFor()
      await row('chaos.json').getByRole('button').first().press('Enter')

      const ledger = page.getByRole('region', { name: 'Ledger' })
      await ledger.waitFor()
      expect((await ledger.innerText()).replaceAll(/\s+/g, ' ')).toContain(
        '6 lines = 2 imported + 3 bad + 1 skipped',
      )
      const bad = page.getByRole('grid', { name: 'Bad lines' }).getByRole('row')
      await until('three bad lines and the head', async () => (await bad.count()) === 4)
      const third = bad.nth(1)
      await expect.poll(() => third.getByRole('gridcell').first().innerText()).toBe('3')
      await expect.poll(() => third.innerText()).toMatch(/must lie between -90 and 90/)
      await expect.poll(() => third.locator('mark').innerText()).toBe('99.5')
      await expect
        .poll(() => bad.filter({ hasText: 'broken{' }).innerText())
        .toMatch(/Not valid JSON/)
      await expect
        .poll(() => bad.filter({ hasText: '{"timestamp":1}' }).innerText())
        .toMatch(/and \d more/)

      await third.click()
      const raw = page.getByTestId('raw-line')
      await raw.waitFor()
      await expect.poll(() => raw.innerText()).toBe(outOfRange)
    })
  })

  describe('a failed file', () => {
    it('says why, and is read when it is mended and retried', async () => {
      const { page, row, drop, folder } = await open()
      const path = join(folder, 'bad.json')
      writeFileSync(path, '{"satellite_type":"hubble"}\n')
      await drop(path)
      await row('bad.json').getByText('Failed').waitFor()
      await expect.poll(() => row('bad.json').innerText()).toContain('hubble')
      writeFileSync(path, mk1Package(5))
      await page.getByRole('button', { name: 'Retry bad.json' }).click()
      await row('bad.json').getByText('Complete').waitFor()
    })
  })

  describe('the watched folder', () => {
    it('imports what is copied into it and deletes it once it is safe', async () => {
      const window = await open()
      const { page, row, ingestFolder } = window
      await hurry(window)
      await page.getByText('Watching').waitFor()
      const path = join(ingestFolder, 'copied.json')
      writeFileSync(path, mk1Package(700))
      await row('copied.json').getByText('Complete').waitFor()
      await row('copied.json').getByText('Deleted').waitFor()
      expect(existsSync(path)).toBe(false)
    })

    it('that goes away is said so, and watched again when it is back', async () => {
      const window = await open()
      const { page, ingestFolder, row } = window
      await hurry(window)
      renameSync(ingestFolder, `${ingestFolder}.away`)
      await page
        .getByText(/Folder is missing|is not there/)
        .first()
        .waitFor()
      renameSync(`${ingestFolder}.away`, ingestFolder)
      await page.getByRole('banner').getByText('Watching').waitFor()
      writeFileSync(join(ingestFolder, 'later.json'), mk1Package(40))
      await row('later.json').getByText('Complete').waitFor()
    })
  })
})

describe('another watched folder', () => {
  it('is watched beside the first one, with an answer, a site and subfolders of its own', async () => {
    const window = await open()
    const { app, page, row, folder } = window
    await hurry(window)
    const [north, south] = [join(folder, 'north'), join(folder, 'south')]
    for (const path of [north, south]) {
      mkdirSync(path)
      await app.evaluate(({ dialog }, chosen) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
      }, path)
      await page.keyboard.press('Control+Shift+O')
      await page.getByRole('banner').getByText('Watching').waitFor()
      await expect
        .poll(() => page.getByRole('banner').innerText())
        .toContain(path === north ? 'north' : '2 folders')
    }
    await page.getByRole('banner').getByRole('button', { name: '2 folders' }).click()
    const card = page.getByTestId('watched-folder').filter({ hasText: 'south' })
    await card.getByRole('button', { name: /After import/ }).click()
    await page.getByRole('option', { name: 'Move to the archive folder' }).click()
    await card.getByRole('textbox', { name: /Site/ }).fill('Troll')
    await page.keyboard.press('Enter')
    await card.getByText('Left alone').click()
    await card.getByText('Imported, too').waitFor()

    mkdirSync(join(south, 'today'))
    writeFileSync(join(south, 'today', 'today.json'), mk1Package(42))
    await page.keyboard.press('g')
    await page.keyboard.press('q')
    await row('today.json')
      .getByText(/^Archived/)
      .waitFor()
    expect(readdirSync(join(folder, 'archive'))).toEqual(['today.json'])
    await row('today.json').getByRole('button').first().press('Enter')
    await page.getByText('Troll', { exact: true }).waitFor()
  })
})

describe('a restart', () => {
  it('finds the history as it was, goes on with what was not finished, and stores each line once', async () => {
    const folder = tempFolder()
    const first = await openWindow(folder)
    writeFileSync(join(folder, 'done.json'), mk1Package(60))
    await first.drop(join(folder, 'done.json'))
    await first.row('done.json').getByText('Complete').waitFor()
    await first.page.getByRole('button', { name: 'Pause all' }).click()
    writeFileSync(join(folder, 'waiting.json'), mk1Package(80))
    await first.drop(join(folder, 'waiting.json'))
    await first.row('waiting.json').waitFor()
    await first.close()

    const second = await openWindow(folder)
    await second.row('done.json').getByText('Complete').waitFor()
    await second.page.getByRole('banner').getByRole('button', { name: 'Resume all' }).click()
    await second.row('waiting.json').getByText('Complete').waitFor()

    // The whole program is killed in the middle of a package, with lines of it stored.
    await ask(second.page, 'settings:update', { linesPerSecond: 2_000, linesPerWrite: 500 })
    const path = join(folder, 'big.json')
    writeFileSync(path, mk1Package(20_000))
    await second.drop(path)
    const db = openDatabase(folder)
    const stored = db
      .prepare(
        `SELECT count(*), count(DISTINCT line), max(line) FROM telemetry
         WHERE file_id = (SELECT id FROM files WHERE name = 'big.json')`,
      )
      .raw()
    await until('lines are stored', () => Reflect.get(Object(stored.get()), 0) > 0)
    second.app.process().kill('SIGKILL')
    await second.app.waitForEvent('close').catch(() => undefined)
    expect(Reflect.get(Object(stored.get()), 0)).toBeLessThan(20_000)

    const third = await openWindow(folder)
    await ask(third.page, 'settings:update', { linesPerSecond: null })
    await third.row('big.json').getByText('Complete').waitFor()
    expect(stored.get()).toEqual([20_000, 20_000, 20_001])
  })
})
