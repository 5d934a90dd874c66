import Database from 'better-sqlite3'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { startStation, type Station, type StationOptions } from '../../src/main/ingest/station'
import type { WatchGiven } from '../../src/main/ingest/folders/foldersInRun'
import type { AfterImport } from '../../src/shared/folders'
import type { SettingsPatch } from '../../src/shared/settings'
import type { WatcherStatus } from '../../src/shared/status'
import { afterTest } from './afterTest'

/** A folder of its own for one test. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'downlink-test-'))
  afterTest(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A folder for all tests of the file or the `describe` that asks for it. */
export function sharedFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'downlink-test-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** What the engine is started with on a database in the folder. */
export function stationAt(folder: string): StationOptions {
  return {
    dataFolder: join(folder, 'data'),
    databasePath: join(folder, 'data', 'downlink.db'),
    defaultIngestFolder: null,
    // A thread fewer, which is a third of what starting one costs.
    hasWindow: false,
  }
}

/** Settings for a run, and what is said of the one folder that is watched in it. */
export type RunSettings = SettingsPatch & {
  readonly ingestFolder?: string
  readonly afterImport?: AfterImport
}

export interface RunOptions extends Omit<StationOptions, 'overrides'> {
  readonly overrides: RunSettings
}

/** A running engine on a database in the folder; stopped after the test. */
export async function runStation(
  folder: string,
  {
    overrides: { ingestFolder, afterImport, ...overrides } = {},
    ...options
  }: Partial<RunOptions> = {},
): Promise<Station> {
  const watch: WatchGiven = {
    ...(ingestFolder !== undefined && { path: ingestFolder }),
    ...(afterImport !== undefined && { afterImport }),
    ...options.watch,
  }
  const station = await startStation({ ...stationAt(folder), ...options, overrides, watch })
  afterTest(() => station.stop())
  // What is put into the watched folders from now on came later than the station.
  await until('the first look', () =>
    station.status().watchers.every(({ state }) => state !== 'starting'),
  )
  return station
}

/** How the one folder that a station watches stands; throws where it watches none. */
export function watcherOf(station: Pick<Station, 'status'>): WatcherStatus {
  const [watcher] = station.status().watchers
  if (watcher === undefined) throw new Error('no folder is watched')
  return watcher
}

/** The test's own connection to what the engine wrote. */
export function openDatabase(folder: string): Database.Database {
  const db = new Database(join(folder, 'data', 'downlink.db'), { readonly: true })
  afterTest(() => db.close())
  return db
}

/** Waits until the condition holds; what it waited for is in the error otherwise. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 60_000,
): Promise<void> {
  const end = performance.now() + timeoutMs
  for (;;) {
    const asked = performance.now()
    if (await condition()) return
    const now = performance.now()
    if (now > end) throw new Error(`waited ${timeoutMs} ms for: ${what}`)
    // What takes long to ask, such as the pixels of a plot, is asked less often.
    await new Promise((resolve) => setTimeout(resolve, Math.max(10, 3 * (now - asked))))
  }
}

/** Waits until a value has not changed for a while. One that is not a number is never steady. */
export async function steady(
  what: string,
  value: () => number | Promise<number>,
  forMs: number,
): Promise<void> {
  let [last, since] = [await value(), performance.now()]
  await until(`${what} to stay as they are for ${forMs} ms`, async () => {
    const now = await value()
    if (now !== last) [last, since] = [now, performance.now()]
    return performance.now() - since >= forMs
  })
}
