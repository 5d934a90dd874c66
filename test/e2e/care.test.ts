import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { writeManifest } from '../../scripts/package/manifest.js'
import { productOf } from '../../scripts/package/product.js'
import { root } from '../../scripts/lib/project.js'
import { crashFolder } from '../../src/main/support/crashDumps'
import { afterTest } from '../helpers/afterTest'
import { sharedFolder, until } from '../helpers/station'
import { unzip } from '../helpers/unzip'
import { findings } from './axe'
import { launch, makeHome } from './launch'

const pair = generateKeyPairSync('ed25519')

/** The program's own folder, as it is in a release: with the key of whoever makes these. */
function releasedApp(folder: string, key: KeyObject): string {
  const path = join(folder, 'app')
  mkdirSync(path)
  for (const name of ['out', 'resources', '.runtime', 'package.json']) {
    if (existsSync(join(root, name))) symlinkSync(join(root, name), join(path, name))
  }
  writeFileSync(join(path, 'update-key.pem'), key.export({ type: 'spki', format: 'pem' }))
  return path
}

const choosing = (app: ElectronApplication, path: string): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen })
  }, path)

describe('what looks after a station', () => {
  const folder = sharedFolder()
  const home = makeHome()
  let app: ElectronApplication
  let page: Page
  let complaints: string[]

  beforeAll(async () => {
    const dumps = join(crashFolder(home.data), 'completed')
    mkdirSync(dumps, { recursive: true })
    writeFileSync(join(dumps, 'before.dmp'), 'a piece of memory')
    const path = releasedApp(folder, pair.publicKey)
    const started = await launch(home, (one) =>
      one.evaluate((electron, given) => {
        // As Electron does for the folder that it is given; it is not in its types.
        Reflect.get(electron.app, 'setAppPath').call(electron.app, given)
      }, path),
    )
    ;({ app, page, complaints } = started)
    await page.getByText('Station running').waitFor()
    await page.getByRole('button', { name: 'Settings' }).click()
  })
  afterAll(async () => {
    await app.close()
    home.remove()
  })
  // A page that its policy refused something, or that failed, says so.
  afterEach(() => {
    if (complaints.length > 0) throw new Error(`the page complained: ${complaints.join('; ')}`)
  })

  it('makes backups as they are set, and says across the window that one could not be made', async () => {
    const target = join(folder, 'backups')
    mkdirSync(target)
    const section = page.getByTestId('backup-settings')
    await section.getByText('No backups are made').waitFor()
    await choosing(app, target)
    await section.getByRole('button', { name: 'Choose…' }).click()
    await section.getByText(/^1 backup, the last one of .* The next one is made at/).waitFor()
    expect(readdirSync(target)).toEqual([expect.stringMatching(/^downlink-[0-9a-f]{8}-\w+\.db$/)])

    const time = section.getByRole('textbox', { name: 'Time of backups' })
    await time.fill('25:00')
    await time.press('Enter')
    await section.getByText('“25:00” is no time of day').waitFor()
    await time.fill('3:30')
    await time.press('Enter')
    await expect.poll(() => time.inputValue()).toBe('03:30')
    await section.getByRole('button', { name: /How often/ }).click()
    await page.getByRole('option', { name: 'Every week' }).click()
    await section.getByRole('button', { name: /Day of backups/ }).waitFor()
    expect(await findings(page)).toEqual([])

    rmSync(target, { recursive: true })
    await section.getByRole('button', { name: /How often/ }).click()
    await page.getByRole('option', { name: 'Every few hours' }).click()
    const alert = page.getByTestId('backup-alert')
    await alert.getByText(`No backup could be made in ${target}: the folder is not there`).waitFor()
    await section.getByRole('button', { name: 'Make none' }).click()
    await alert.waitFor({ state: 'detached' })
  })

  it('shows all of what it would collect for support before it saves that', async () => {
    const section = page.getByTestId('support-settings')
    await section.getByText('before.dmp').waitFor()
    await section.getByRole('button', { name: 'Collect for support…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Collect for support' })
    const text = dialog.getByTestId('support-text')
    await expect.poll(() => text.inputValue()).toContain('This archive was made by Downlink')
    await dialog.getByRole('button', { name: /^schema\.sql/ }).click()
    await expect.poll(() => text.inputValue()).toContain('CREATE TABLE files')
    expect(await findings(page)).toEqual([])
    const names = await dialog.getByRole('listitem').getByRole('button').allInnerTexts()

    const path = join(folder, 'support.zip')
    await choosing(app, path)
    await dialog.getByRole('button', { name: 'Save…' }).click()
    await page.getByText('Saved support.zip').waitFor()
    const found = await unzip(path)
    expect(Object.keys(found)).toEqual(names.map((name) => name.split('\n')[0]))
    expect(JSON.parse(found['versions.json']?.toString() ?? '')).toMatchObject({
      name: 'Downlink',
      electron: expect.any(String),
    })

    await app.evaluate(({ Menu }) => {
      Menu.getApplicationMenu()?.getMenuItemById('collect-support')?.click()
    })
    await dialog.getByRole('checkbox', { name: /may hold telemetry/ }).check()
    await dialog.getByRole('button', { name: 'Save…' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect((await unzip(path))['crash-dumps/before.dmp']?.toString()).toBe('a piece of memory')
  })

  it('says that a newer version lies in a folder, what is new and where it is', async () => {
    const share = join(folder, 'share')
    mkdirSync(share)
    const deb = join(share, 'downlink_9.0.0_amd64.deb')
    writeFileSync(deb, 'a package')
    const product = { ...productOf({ isTrial: false }), version: '9.0.0' }
    const news = 'Plots are faster.\nNothing else.'
    await writeManifest(share, [deb], { product, news, signing: pair.privateKey })
    const section = page.getByTestId('update-settings')
    await section.getByText('Not looked for').waitFor()
    await choosing(app, share)
    await section.getByRole('button', { name: 'Choose…' }).click()
    const state = section.getByTestId('update-state')
    await state.getByText('Version 9.0.0').waitFor()
    await state.getByText('Plots are faster.').waitFor()
    await page.getByText('Version 9.0.0 is there to be installed.').waitFor()
    expect(await findings(page)).toEqual([])

    await app.evaluate(({ shell }) => {
      shell.showItemInFolder = (path) => Reflect.set(globalThis, 'shown', path)
    })
    await state.getByRole('button', { name: `Show in folder: ${basename(deb)}` }).click()
    await until(
      'it is shown',
      async () => (await app.evaluate(() => Reflect.get(globalThis, 'shown'))) === deb,
    )

    appendFileSync(deb, 'x')
    await section.getByRole('button', { name: 'Look now' }).click()
    await state.getByText('is not the file that was released').waitFor()
    rmSync(share, { recursive: true })
    await section.getByRole('button', { name: 'Look now' }).click()
    await state.getByText("can't be read").waitFor()
    await section.getByRole('button', { name: 'Look no more' }).click()
    await section.getByText('Not looked for').waitFor()
  })
})

it('a build without a key looks for no releases, and says so', async () => {
  const home = makeHome()
  const { app, page } = await launch(home)
  afterTest(async () => {
    await app.close()
    home.remove()
  })
  await page.getByText('Station running').waitFor()
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByText('This build has no key to check releases with').waitFor()

  // What a crash leaves stays here.
  const crashes = crashFolder(home.data)
  await app.evaluate(() => process.crash()).catch(() => undefined)
  await until('a dump', () =>
    existsSync(crashes)
      ? readdirSync(crashes, { recursive: true }).some((name) => String(name).endsWith('.dmp'))
      : false,
  )
})
