import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { flightCalls } from '../../../src/shared/flight/calls'
import type { JobProgress } from '../../../src/shared/jobs'
import { mk1Header, mk1Package } from '../../helpers/packages'
import { runStation, tempFolder, until } from '../../helpers/station'
import { processorTime } from '../../helpers/processorTime'

async function stationWith(records: number) {
  const folder = tempFolder()
  const station = await runStation(folder)
  const path = join(folder, 'a.json')
  writeFileSync(path, mk1Package(records))
  await station.addPaths([path], 'drop')
  await station.idle()
  const out = join(folder, 'out')
  return { folder, station, out }
}

const scope = { kind: 'satellite', satelliteType: 'jackal_mk1' } as const
const channels = ['velocity', 'altitude', 'latitude', 'longitude'] as const

describe('a station that is asked of its telemetry', () => {
  it('answers every question as the contract says, through the threads', async () => {
    const { station } = await stationWith(2_000)
    const whole = { scope, window: null, buckets: 100 }
    const bins = { x: 10, y: 10 }
    const looked = { satelliteType: 'jackal_mk1', window: null, columns: 100 }
    const answers = {
      'flight:satellites': await station.ask('flight:satellites', undefined),
      'flight:series': await station.ask('flight:series', { ...whole, channels }),
      'flight:marks': await station.ask('flight:marks', whole),
      'flight:statuses': await station.ask('flight:statuses', { ...whole, channels: null }),
      'flight:track': await station.ask('flight:track', {
        scope,
        window: null,
        points: 50,
        colour: 'altitude',
      }),
      'flight:scatter': await station.ask('flight:scatter', {
        scope,
        window: null,
        x: 'velocity',
        y: 'altitude',
        points: 0,
        bins,
      }),
      'flight:records': await station.ask('flight:records', { scope, offset: 5, limit: 3 }),
      'flight:at': await station.ask('flight:at', { scope, at: { fileId: 1, line: 7 } }),
      'flight:health': await station.ask('flight:health', { fileId: 1 }),
      'flight:packages': await station.ask('flight:packages', { satelliteType: 'jackal_mk1' }),
      'flight:coverage': await station.ask('flight:coverage', looked),
      'flight:covered': await station.ask('flight:covered', { ...looked, offset: 0, limit: 10 }),
      'flight:coverage-at': await station.ask('flight:coverage-at', {
        satelliteType: 'jackal_mk1',
        at: { us: 1, go: 'next' },
      }),
    }
    for (const [name, answer] of Object.entries(answers)) {
      const call = Object.entries(flightCalls).find(([each]) => each === name)?.[1]
      expect(call?.output.safeParse(answer).error).toBeUndefined()
    }
    expect(answers['flight:at']?.offset).toBe(5)
    expect(answers['flight:records'].rows[0]?.line).toBe(7)
    const empty = await station.ask('flight:series', {
      scope: { kind: 'file', fileId: 9 },
      window: null,
      channels,
      buckets: 10,
    })
    expect(flightCalls['flight:series'].output.safeParse(empty).success).toBe(true)
  })

  it('knows of what comes in while it is asked', async () => {
    const { station, folder } = await stationWith(100)
    expect((await station.ask('flight:health', { fileId: 1 }))?.records).toBe(100)
    const path = join(folder, 'b.json')
    writeFileSync(path, `${mk1Header}\n{}\n`)
    await station.addPaths([path], 'drop')
    await station.idle()
    expect(await station.ask('flight:health', { fileId: 2 })).toMatchObject({
      records: 0,
      time: null,
    })
  })

  it('writes an export, and says how far it is', async () => {
    const { station, out } = await stationWith(60_000)
    const told: JobProgress[] = []
    station.jobs.onProgress((progress) => told.push(progress))
    const outcome = await station.flight.export({
      job: 'e',
      scope,
      window: null,
      channels,
      what: { rows: 'records' },
      format: 'csv',
      path: out,
    })
    expect(outcome).toMatchObject({ state: 'done', name: 'out', rows: 60_000 })
    expect(readFileSync(out, 'utf8').split('\n')).toHaveLength(60_002)
    expect(told.at(-1)).toEqual({ job: 'e', kind: 'export', done: 60_000, total: 60_000, found: 0 })
  })

  it('leaves no file when an export is cancelled, which takes less than a second of work', async () => {
    const { station, folder, out } = await stationWith(150_000)
    let isUnderWay = false
    station.jobs.onProgress(() => {
      isUnderWay = true
    })
    const exporting = station.flight.export({
      job: 'e',
      scope,
      window: null,
      channels,
      what: { rows: 'records' },
      format: 'ndjson',
      path: out,
    })
    await until('the export is under way', () => isUnderWay)
    const worked = processorTime()
    expect(station.jobs.cancel('e')).toBe(true)
    expect(await exporting).toEqual({ state: 'cancelled' })
    expect(worked()).toBeLessThan(1_000)
    expect(readdirSync(folder).filter((name) => name.includes('out'))).toEqual([])
    expect(station.jobs.cancel('e')).toBe(false)
  })

  it('says in words where the file can’t be written', async () => {
    const { station, folder } = await stationWith(10)
    const exporting = station.flight.export({
      job: 'e',
      scope,
      window: null,
      channels,
      what: { rows: 'records' },
      format: 'ndjson',
      path: join(folder, 'nowhere', 'out'),
    })
    await expect(exporting).rejects.toThrow(/can't be written/)
  })
})
