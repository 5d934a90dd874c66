import Database from 'better-sqlite3'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { startStation, type Station, type StationOptions } from '../../src/main/ingest/station'
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
    hasWindow: true,
  }
}

/** A running engine on a database in the folder; stopped after the test. */
export async function runStation(
  folder: string,
  options: Partial<StationOptions> = {},
): Promise<Station> {
  const station = await startStation({ ...stationAt(folder), ...options })
  afterTest(() => station.stop())
  // What is put into the watched folder from now on came later than the station.
  const { watching, ingestFolder } = station.settings()
  if (watching && ingestFolder !== null) {
    await until('the first look', () => station.status().watcher.state !== 'starting')
  }
  return station
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
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`waited ${timeoutMs} ms for: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
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
