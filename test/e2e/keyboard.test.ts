import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { mk1Package } from '../helpers/packages'
import { tempFolder, until } from '../helpers/station'
import { openWindow } from './window'
import { pressKeys } from './keys'

it('a shift by keyboard alone: samples in, a file opened, its bad lines read, the tree looked at', async () => {
  const { page, row } = await openWindow(tempFolder())
  const focused = (): Promise<string> =>
    page.evaluate(() => document.activeElement?.closest('button')?.textContent ?? '')

  await until('the samples have the focus', async () => {
    await pressKeys(page, 'Tab')
    return (await focused()).includes('Load sample packages')
  })
  await pressKeys(page, 'Enter')
  const faulty = row('jackal_mk2_with_faults.json')
  await faulty.getByText('Complete').waitFor()
  await until('both are through', async () => (await row('Complete').count()) === 2)

  // Down and up again: what is asked may be a key behind what is shown.
  let presses = 0
  await until('the file has the focus', async () => {
    await pressKeys(page, presses % 4 < 2 ? 'j' : 'k')
    presses += 1
    return (await page.locator('[aria-selected="true"]').innerText()).includes('mk2_with_faults')
  })
  await pressKeys(page, 'Enter')
  await page.getByRole('heading', { level: 1, name: 'jackal_mk2_with_faults.json' }).waitFor()
  const lines = page.getByRole('grid', { name: 'Bad lines' }).getByRole('row')
  await until('bad lines', async () => (await lines.count()) > 3)

  await pressKeys(page, 'Escape')
  await faulty.waitFor()
  await pressKeys(page, '?')
  await page.getByRole('heading', { name: 'Keys' }).waitFor()
  await pressKeys(page, 'Escape')

  await page.getByRole('heading', { name: 'Keys' }).waitFor({ state: 'hidden' })
  await pressKeys(page, 'Control+k')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.type('pipeline')
  await pressKeys(page, 'Enter')
  await page.locator('[data-component="TelemetrySupervisor"]').waitFor()
})

it('pauses, resumes and cancels a file from the list', async () => {
  const folder = tempFolder()
  const { page, row, drop } = await openWindow(folder)
  const path = join(folder, 'pass.json')
  writeFileSync(path, mk1Package(60_000))
  await page.getByRole('banner').getByRole('button', { name: 'Pause all' }).click()
  await drop(path)
  await row('pass.json').waitFor()
  await pressKeys(page, 'j')
  await pressKeys(page, 'Space')
  await row('pass.json').getByText('Paused', { exact: true }).waitFor()
  await pressKeys(page, 'Space')
  await row('pass.json').getByText('Queued').waitFor()
  await pressKeys(page, 'Delete')
  await row('pass.json').getByText('Cancelled').waitFor()
  await expect.poll(() => row('pass.json').count()).toBe(1)
})
