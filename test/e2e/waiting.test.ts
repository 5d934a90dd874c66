import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { mk1Package } from '../helpers/packages'
import { tempFolder } from '../helpers/station'
import { openWindow } from './window'
import { pressKeys } from './keys'

const whole = mk1Package(300)
const cut = whole.slice(0, mk1Package(200).length - 30)
const wrongHeader = mk1Package(5).replace('jackal_mk1', 'jackal_mk2')

it('says what a file waits for, takes it as it is, and what a wrong header is', async () => {
  const folder = tempFolder()
  const ingest = join(folder, 'Downlink', 'ingest')
  mkdirSync(ingest, { recursive: true })
  const { page, row, ingestFolder, drop } = await openWindow(folder)
  const shoot = process.env['SHOTS'] ?? null
  const shot = async (name: string): Promise<void> => {
    if (shoot !== null) await page.screenshot({ path: join(shoot, `${name}.png`) })
  }
  writeFileSync(join(ingestFolder, 'pass.json'), cut)
  writeFileSync(join(folder, 'wrong.json'), wrongHeader)
  await row('pass.json').getByText('Waiting').waitFor()
  await drop(join(folder, 'wrong.json'))
  await row('wrong.json')
    .getByText(/None of its 5 lines/)
    .waitFor()
  await row('pass.json')
    .getByText(/^For the rest of line 201, until \d\d:\d\d$/)
    .waitFor()
  await expect
    .poll(() => page.getByTestId('go-queue').getAttribute('title'))
    .toContain('1 to do, 1 failed')
  await shot('queue')
  await row('wrong.json').getByRole('button', { name: 'wrong.json', exact: true }).click()
  await page
    .getByTestId('file-failure')
    .getByText(/They fit jackal_mk1/)
    .waitFor()
  // Its bad lines are there to be mended.
  await expect.poll(() => page.getByTestId('error-row').count()).toBe(5)
  await shot('nothing-imported')
  await pressKeys(page, 'Escape')
  await row('pass.json').getByRole('button', { name: 'pass.json', exact: true }).click()
  await page
    .getByTestId('file-waiting')
    .getByText(/rest of line 201/)
    .waitFor()
  await shot('waiting')
  await pressKeys(page, 'g', 'p')
  await page
    .getByText(/^waits for the rest of line 201/)
    .first()
    .waitFor()
  await page.getByRole('row').filter({ hasText: 'pass.json' }).getByText('Waiting').waitFor()
  await shot('pipeline')
  await pressKeys(page, 'g', 'q')
  await row('pass.json').getByRole('button', { name: 'pass.json', exact: true }).click()
  await pressKeys(page, 'a')
  await page.getByTestId('file-state').getByText('Complete').waitFor()
})
