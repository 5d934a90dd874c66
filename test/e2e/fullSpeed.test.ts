import { join } from 'node:path'
import { expect, it } from 'vitest'
import { writePackage } from '../fixtures/generator/writePackage'
import { openDatabase, tempFolder } from '../helpers/station'
import { openWindow } from './window'

const LINES = 1_000_000

it('a million lines go through the window, which answers all the while', async () => {
  const folder = tempFolder()
  const path = join(folder, 'million.json')
  const { errors } = writePackage(path, {
    type: 'jackal_mk2',
    size: { lines: LINES },
    badShare: 0.001,
    blankShare: 0,
    digits: 'full',
    order: 'newest first',
    seed: 7,
  })
  const bad = Object.values(errors).reduce((sum, count) => sum + count, 0)
  const { app, page, row, drop } = await openWindow(folder)
  await app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks')
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    Reflect.set(globalThis, 'loopDelay', delay)
  })

  const startedAt = performance.now()
  await drop(path)
  await row('million.json').getByText('Reading').waitFor()
  await page.getByRole('button', { name: 'Pipeline' }).click()
  await page.getByText('Staging', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Queue' }).click()
  await row('million.json').getByText('Complete').waitFor({ timeout: 90_000 })
  const seconds = (performance.now() - startedAt) / 1000

  const measured = await app.evaluate(() => {
    const delay = Reflect.get(globalThis, 'loopDelay')
    return {
      p99Ms: delay.percentile(99) / 1e6,
      maxMs: delay.max / 1e6,
      peakKiB: process.resourceUsage().maxRSS,
    }
  })
  console.log(
    `${LINES} lines through the window in ${seconds.toFixed(1)} s; main thread's event loop delay: ` +
      `99th percentile ${measured.p99Ms.toFixed(1)} ms, most ${measured.maxMs.toFixed(1)} ms; ` +
      `peak memory of the main process ${Math.round(measured.peakKiB / 1024)} MiB`,
  )

  const file = openDatabase(folder).prepare(
    'SELECT total_lines, imported_lines, error_lines FROM files',
  )
  expect(file.raw().get()).toEqual([LINES, LINES - bad, bad])
})
