import { basename, join } from 'node:path'
import type { ElectronApplication } from 'playwright-core'
import { z } from 'zod'
import { dragFiles } from '../../e2e/drag'
import { launch } from '../../e2e/launch'
import type { Run } from '../lib/contender'
import type { DataFile } from '../lib/data'
import { countRows, expectRows } from '../lib/stored'
import { homeIn } from './home'

const LONGEST_MS = 600_000

/** An import through the real window, from the drop until the window says that it is complete. */
export interface WindowRun extends Run {
  /** Delay of the main process's event loop meanwhile, sampled every millisecond. */
  readonly loopDelay: { readonly p99Ms: number; readonly maxMs: number }
}

const Watched = z.object({
  p99Ms: z.number(),
  maxMs: z.number(),
  processorSeconds: z.number(),
  peakKiB: z.number(),
})

/** Starts the program at home in the folder, drops the package on it, and closes it again. */
export async function throughWindow(data: DataFile, folder: string): Promise<WindowRun> {
  const home = homeIn(folder)
  const { app, page } = await launch(home)
  let measured: WindowRun
  try {
    await page.getByText(/^Station (running|paused)$/).waitFor()
    const row = page.getByRole('row').filter({ hasText: basename(data.path) })
    await watch(app)
    const started = performance.now()
    await dragFiles(page, [data.path], ['dragEnter', 'dragOver', 'drop'])
    await row.getByText('Complete').waitFor({ timeout: LONGEST_MS })
    const seconds = (performance.now() - started) / 1000
    const { processorSeconds, peakKiB, ...loopDelay } = await readWatched(app)
    measured = { seconds, processorSeconds, peakBytes: peakKiB * 1024, loopDelay }
  } finally {
    await app.close()
  }
  const database = join(home.data, 'downlink.db')
  expectRows('telemetry', countRows(database, 'telemetry'), data.records)
  expectRows('line_errors', countRows(database, 'line_errors'), data.errors)
  return measured
}

/** From now on, in the main process. */
async function watch(app: ElectronApplication): Promise<void> {
  await app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks')
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    Reflect.set(globalThis, 'loopDelay', delay)
    Reflect.set(globalThis, 'processorBefore', process.cpuUsage())
  })
}

async function readWatched(app: ElectronApplication): Promise<z.infer<typeof Watched>> {
  const measured: unknown = await app.evaluate(() => {
    const delay = Reflect.get(globalThis, 'loopDelay')
    const { user, system } = process.cpuUsage(Reflect.get(globalThis, 'processorBefore'))
    return {
      p99Ms: delay.percentile(99) / 1e6,
      maxMs: delay.max / 1e6,
      processorSeconds: (user + system) / 1e6,
      peakKiB: process.resourceUsage().maxRSS,
    }
  })
  return Watched.parse(measured)
}
