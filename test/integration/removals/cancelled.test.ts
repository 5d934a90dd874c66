import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Rule } from '#shared/inbox/rules'
import type { JobProgress } from '#shared/jobs'
import { startStation, type Station } from '../../../src/main/ingest/station'
import { publicRows } from '../../helpers/dump'
import {
  expectBalance,
  importText,
  inboxFilter,
  readDatabase,
  spoiltPackage,
} from '../../helpers/inbox'
import { runStation, sharedFolder, stationAt, tempFolder, until } from '../../helpers/station'
import { processorTime } from '../../helpers/processorTime'

/** Enough for every action to take some time; what is quick needs more of them. */
const LINES = 40_000
const MANY_LINES = 100_000
/** The promise is a second, and a busy machine gets more. */
const SOON_MS = 4_000
const JOB = 'the-job'

const rename: Rule = { steps: [{ do: 'rename', from: 'vel', to: 'velocity' }] }

/** Stations that have stopped, for copies. */
const homes = new Map([LINES, MANY_LINES].map((lines) => [lines, sharedFolder()]))
beforeAll(async () => {
  for (const [lines, home] of homes) {
    const station = await startStation(stationAt(home))
    const text = spoiltPackage(lines, (n) => (n % 2 === 0 ? 'renamed' : null))
    await importText(station, home, 'a.json', text)
    await station.stop()
  }
})

async function manyBadLines(lines = LINES) {
  const folder = tempFolder()
  cpSync(homes.get(lines) ?? '', folder, { recursive: true })
  const station = await runStation(folder)
  const { rows } = await station.ask('inbox:groups', {
    filter: inboxFilter(),
    order: 'lines',
    offset: 0,
    limit: 1,
  })
  const target = { faultId: rows[0]?.faultId ?? 0, satelliteType: 'jackal_mk1', fileIds: [] }
  return { folder, station, fileId: 1, target, db: readDatabase(folder) }
}

/** Cancels an action once a part of it is done; answers how it ended and how much work that took. */
async function cancelled(station: Station, begin: () => Promise<{ state: string } | null>) {
  let progress: JobProgress | null = null
  const end = station.jobs.onProgress((told) => {
    if (told.job === JOB && told.done > 0) progress = told
  })
  const running = begin()
  let isOver = false
  void running.finally(() => (isOver = true)).catch(() => undefined)
  await until('progress', () => progress !== null || isOver)
  const worked = processorTime()
  station.jobs.cancel(JOB)
  const outcome = await running
  end()
  return { state: outcome?.state, tookMs: worked(), progress }
}

type Cancelled = Awaited<ReturnType<typeof cancelled>>

function expectSoon({ state, tookMs, progress }: Cancelled): void {
  expect(progress).not.toBeNull()
  expect(state).toBe('cancelled')
  expect(tookMs).toBeLessThan(SOON_MS)
}

/** What only reads may be through before it is cancelled: then nothing was left to stop. */
function expectSoonOrDone(ended: Cancelled): void {
  expect(['cancelled', 'done']).toContain(ended.state)
  expectSoon({ ...ended, state: 'cancelled' })
}

describe('a long action tells its progress, and cancelled it ends soon and changes nothing', () => {
  it('of mending, taking back and dismissing many lines', async () => {
    const { station, target, db } = await manyBadLines()
    const { inbox } = station
    expectSoonOrDone(await cancelled(station, () => inbox.preview(JOB, target, rename)))

    await inbox.preview('preview', target, rename)
    expectSoon(await cancelled(station, () => inbox.apply(JOB, 'preview', '')))
    expect((await station.ask('inbox:counts', undefined)).lines).toEqual({
      open: LINES / 2,
      fixed: 0,
      dismissed: 0,
    })

    const applied = await inbox.apply('apply', 'preview', '')
    const mendId = applied.state === 'done' ? (applied.mendId ?? 0) : 0
    const undo = await cancelled(station, () => inbox.undo(JOB, mendId))
    expectSoon(undo)
    expect(undo.progress).toMatchObject({ total: LINES / 2 })
    expect((await station.ask('inbox:counts', undefined)).lines).toEqual({
      open: 0,
      fixed: LINES / 2,
      dismissed: 0,
    })
    await inbox.undo('undo', mendId)

    const all = { filter: inboxFilter() }
    const dismiss = await cancelled(station, () => inbox.dismiss(JOB, all, ''))
    expectSoon(dismiss)
    expect(dismiss.progress).toMatchObject({ total: LINES / 2 })
    expect((await station.ask('inbox:counts', undefined)).lines).toEqual({
      open: LINES / 2,
      fixed: 0,
      dismissed: 0,
    })
    expectBalance(db)
  })

  it('of searching, exporting and reading the source again', async () => {
    const { folder, station, fileId } = await manyBadLines(MANY_LINES)
    const { inbox, flight } = station
    const path = join(folder, 'out')
    const needle = new TextEncoder().encode('no such text')
    const filter = inboxFilter()
    expectSoonOrDone(await cancelled(station, () => inbox.search(JOB, filter, needle)))
    for (const format of ['csv', 'ndjson'] as const) {
      const request = { filter, format, path }
      expectSoon(await cancelled(station, () => inbox.exportBadLines(JOB, request)))
      expect(existsSync(path)).toBe(false)
    }
    const corrected = { fileId, path }
    expectSoon(await cancelled(station, () => inbox.exportCorrected(JOB, corrected)))
    expect(existsSync(path)).toBe(false)
    expectSoon(await cancelled(station, () => inbox.recheck(JOB, fileId)))
    expectSoonOrDone(await cancelled(station, () => inbox.seal(JOB, fileId)))
    const telemetry = {
      job: JOB,
      scope: { kind: 'file', fileId },
      window: null,
      channels: ['velocity'],
      what: { rows: 'records' },
      format: 'csv',
      path,
    } as const
    expectSoon(await cancelled(station, () => flight.export(telemetry)))
    expect(existsSync(path)).toBe(false)
  })

  it('of giving space back: what is deleted stays so, and the rest goes later', async () => {
    const { station, fileId, db } = await manyBadLines(MANY_LINES)
    await station.removals.remove(fileId, '')
    expectSoon(await cancelled(station, () => station.removals.free(JOB, fileId)))
    const left = db.prepare<[], number>('SELECT count(*) FROM records').pluck().get() ?? 0
    expect(left).toBeGreaterThan(0)
    expect(left).toBeLessThan(MANY_LINES / 2)
    expect(await station.file(fileId)).toMatchObject({ removal: { freeing: 'begun' } })
    expect(publicRows(db)).toMatchObject({ telemetry: 0, lineErrors: 0 })
    expect(await station.removals.free('rest', fileId)).toMatchObject({ state: 'done' })
    expect(await station.file(fileId)).toMatchObject({ removal: { freeing: 'done' } })
  })
})
