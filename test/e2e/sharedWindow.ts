import Database from 'better-sqlite3'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, afterEach } from 'vitest'
import { until } from '../helpers/station'
import { ask } from './bridge'
import { noteStart, type GoBack } from './firstLook'
import { expectNoComplaint, keepPicture, startWindow, whenOpen, type StationWindow } from './window'

/** A page that does not answer any more holds up whatever is asked of it, for good. */
const LONGEST_BACK_MS = 60_000

/**
 * One window and one store for the tests of a file or of a `describe`, which read and change nothing
 * that is stored. Each asks for it and has the page as it starts. After one that failed, or left
 * behind what can't be taken back, the next one gets a new window and a new store.
 *
 * @param prepare fills the store and gives what the tests are to have
 */
export function shareWindow<T>(prepare: (window: StationWindow) => Promise<T>): () => Promise<T> {
  return share({ prepare, rows: true, stored: storedIn })
}

/**
 * The same for tests that change what is stored: all packages of those before are removed. Their
 * rows stay in the queue, so names differ from test to test; what was looked at and which rules were
 * used is not forgotten either.
 */
export function shareStation(): () => Promise<StationWindow> {
  return share({ prepare: (window) => Promise.resolve(window), rows: false, clear: removeAll })
}

interface Sharing<T> {
  readonly prepare: (window: StationWindow) => Promise<T>
  /** Takes away what the test before has stored. */
  readonly clear?: (window: StationWindow) => Promise<void>
  /** Whether the list of the first view has the same rows for each test. */
  readonly rows: boolean
  /** What no test may change. */
  readonly stored?: (folder: string) => unknown
}

interface Shared<T> {
  readonly window: StationWindow
  readonly opened: T
  readonly goBack: GoBack
  readonly stored: unknown
}

function share<T>({
  prepare,
  clear = () => Promise.resolve(),
  rows,
  stored = () => null,
}: Sharing<T>): () => Promise<T> {
  let shared: Shared<T> | null = null

  const begin = async (): Promise<Shared<T>> => {
    const folder = mkdtempSync(join(tmpdir(), 'downlink-shared-'))
    const window = await startWindow(folder)
    try {
      await whenOpen(window)
      const opened = await prepare(window)
      const goBack = await noteStart(window, { rows })
      return { window, opened, goBack, stored: stored(folder) }
    } catch (error) {
      await end(window)
      throw error
    }
  }
  const giveUp = async (): Promise<void> => {
    const given = shared
    shared = null
    if (given !== null) await end(given.window)
  }

  afterEach(async ({ task }) => {
    if (shared === null) return
    const { window } = shared
    try {
      if (task.result?.state === 'fail') throw new Error('it failed')
      expectNoComplaint(window)
      if (!isDeepStrictEqual(stored(window.folder), shared.stored)) {
        throw new Error('it changed the store that others share: it needs a window of its own')
      }
    } catch (error) {
      await keepPicture(window, task.fullTestName)
      await giveUp()
      if (task.result?.state !== 'fail') throw error
    }
  })
  afterAll(giveUp)

  const goBack = async ({ window, goBack: back }: Shared<T>): Promise<void> => {
    try {
      const late = pause(LONGEST_BACK_MS, undefined, { ref: false }).then(() => {
        throw new Error(`it was not back within ${LONGEST_BACK_MS} ms`)
      })
      await Promise.race([late, clear(window).then(back)])
    } catch (error) {
      process.stderr.write(`A shared window is given up: ${String(error)}\n`)
      await giveUp()
    }
  }

  return async () => {
    if (shared !== null) await goBack(shared)
    shared ??= await begin()
    return shared.opened
  }
}

async function end(window: StationWindow): Promise<void> {
  await window.close()
  rmSync(window.folder, { recursive: true, force: true })
}

/** How much there is of everything that operators see, and in which state. */
function storedIn(folder: string): unknown {
  const db = new Database(join(folder, 'data', 'downlink.db'), { readonly: true })
  try {
    const rows = (query: string): unknown[] => db.prepare(query).raw().all()
    return [
      rows('SELECT id, name, status, imported_lines, error_lines, source_state FROM files'),
      rows('SELECT status, count(*) FROM line_errors GROUP BY status'),
      rows('SELECT count(*) FROM records'),
      rows('SELECT count(*), count(undone_at) FROM mends'),
      rows('SELECT count(*), count(undone_at) FROM removals'),
    ]
  } finally {
    db.close()
  }
}

const UNDER_WAY = "('queued', 'processing', 'waiting', 'paused')"

/** Cancels and removes every package as an operator does; nothing of them is in any answer then. */
async function removeAll({ page, folder }: StationWindow): Promise<void> {
  const db = new Database(join(folder, 'data', 'downlink.db'), { readonly: true })
  try {
    const underWay = db
      .prepare<[], number>(`SELECT id FROM files WHERE status IN ${UNDER_WAY}`)
      .pluck()
    for (const fileId of underWay.all()) await ask(page, 'files:act', { fileId, action: 'cancel' })
    await until('what is under way ends', () => underWay.all().length === 0)
    // A copy that was not imported has stored nothing.
    const shown = db
      .prepare<[], number>(
        `SELECT id FROM files WHERE status <> 'duplicate'
           AND id NOT IN (SELECT file_id FROM hidden_files)`,
      )
      .pluck()
    for (const fileId of shown.all()) await ask(page, 'removals:remove', { fileId, note: '' })
    const left = db
      .prepare('SELECT (SELECT count(*) FROM telemetry) + (SELECT count(*) FROM line_errors)')
      .pluck()
    if (shown.all().length > 0 || left.get() !== 0) throw new Error('not every package is removed')
  } finally {
    db.close()
  }
}
