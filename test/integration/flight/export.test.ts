import * as fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { series } from '../../../src/main/database/flight/series'
import { ExportFlight, type FlightExportToFile } from '../../../src/main/ingest/flight/exportTask'
import type { ReadDb } from '../../../src/main/database/handles'
import { fuzzed } from '../../helpers/fuzz'
import { readPackage } from '../../helpers/readPackage'
import type { Row } from '../../helpers/rollups'
import { scopeOf } from '../../helpers/scopes'
import { rowsOf, shuffledTimes, START, STEP } from '../../helpers/shapes'
import { tempFolder } from '../../helpers/station'
import { newStore } from '../../helpers/storeRecords'

const textOf = (line: number): string =>
  JSON.stringify({ instrument1: line === 4 ? '=1+1' : 'ok', instrument2: 'on' })

async function write(db: ReadDb, request: Omit<FlightExportToFile, 'job'>) {
  const task = new ExportFlight(db, { ...request, job: 'export' })
  for (;;) {
    const result = await task.step(performance.now())
    if (result === null) continue
    task.close()
    return { result, lines: readFileSync(request.path, 'utf8').split('\n').slice(0, -1) }
  }
}

/** -0 is stored as 0. */
const value = fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0)
const degrees = (most: number) =>
  fc.double({ min: -most, max: most, noNaN: true }).map((number) => number + 0)
const word = fc.oneof(
  fc.constantFrom('ok', 'faulty', 'é', '"', '=1', '\ud800', '{}', '\u2028', '\\'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
)

const channels = ['velocity', 'longitude'] as const

describe('an export of telemetry', () => {
  it('has each record of the window, as it is stored', async () => {
    const { db, store } = newStore()
    const fileIds = [
      store(rowsOf({ count: 9_000, isBad: (i) => i % 9 === 0 }), 800, textOf),
      store(rowsOf({ count: 9_000, time: shuffledTimes(9_000) }), 20_000, textOf),
    ]
    const scope = scopeOf(db, fileIds)
    const window = { fromUs: START + 100 * STEP, toUs: START + 7_000 * STEP }
    const path = join(tempFolder(), 'out.ndjson')
    const { result, lines } = await write(db, {
      scope,
      window,
      channels,
      what: { rows: 'records' },
      format: 'ndjson',
      path,
    })
    const stored = db
      .prepare<[], Record<string, unknown> & { instruments: string }>(
        `SELECT id, file_id, line, timestamp_us, velocity, longitude, instruments FROM telemetry
         WHERE timestamp_us >= ${window.fromUs} AND timestamp_us < ${window.toUs} ORDER BY id`,
      )
      .all()
      .map((row) => ({ ...row, instruments: JSON.parse(row.instruments) as unknown }))
    const found = lines.map((line) => {
      const {
        file: _file,
        timestamp: _timestamp,
        ...row
      }: Record<string, unknown> = JSON.parse(line)
      return row
    })
    expect(found).toEqual(stored)
    expect(result).toMatchObject({ name: 'out.ndjson', rows: stored.length })
    expect(result.bytes).toBe(readFileSync(path).length)
  })

  it('as CSV is for people and safe in spreadsheets', async () => {
    const { db, store } = newStore()
    const fileId = store(rowsOf({ count: 4 }), 800, textOf)
    const { lines } = await write(db, {
      scope: { kind: 'file', fileId },
      window: null,
      channels: ['altitude'],
      what: { rows: 'records' },
      format: 'csv',
      path: join(tempFolder(), 'out.csv'),
    })
    expect(lines).toHaveLength(5)
    expect(lines[0]).toBe(
      'id,file_id,file,line,timestamp,timestamp_us,altitude,instrument1,instrument2',
    )
    const altitude = db.prepare('SELECT altitude FROM telemetry WHERE line = 4').pluck().get()
    expect(lines[3]).toBe(
      `${2 ** 32 + 4},1,1.json,4,2023-12-26T09:34:29.602982Z,1703583269602982,${String(altitude)},'=1+1,on`,
    )
  })

  it('has the very numbers of the plot', async () => {
    const { db, store } = newStore()
    const fileId = store(
      rowsOf({ count: 3_000, time: (i) => START + (i + (i > 900 ? 900 : 0)) * STEP }),
    )
    const scope = scopeOf(db, [fileId])
    const shown = series(db, { scope, window: null, channels, buckets: 60 })
    const what = { rows: 'buckets', buckets: 60 } as const
    const request = { scope, window: null, channels, what }
    const ndjson = await write(db, {
      ...request,
      format: 'ndjson',
      path: join(tempFolder(), 'out.ndjson'),
    })
    const filled = [...shown.count.keys()].filter((i) => (shown.count[i] ?? 0) > 0)
    expect(filled.length).toBeLessThan(60)
    expect(ndjson.lines.map((line): unknown => JSON.parse(line))).toEqual(
      filled.map((i) =>
        expect.objectContaining({
          from_us: shown.fromUs + i * shown.bucketUs,
          records: shown.count[i],
          velocity: {
            min: shown.channels[0]?.min[i],
            mean: shown.channels[0]?.mean[i],
            max: shown.channels[0]?.max[i],
          },
        }),
      ),
    )
    const csv = await write(db, { ...request, format: 'csv', path: join(tempFolder(), 'out.csv') })
    expect(csv.lines[0]).toBe(
      'from,to,first,last,records,velocity_min,velocity_mean,velocity_max,longitude_min,longitude_mean,longitude_max',
    )
    expect(csv.lines).toHaveLength(1 + filled.length)
  })

  it('for a spreadsheet has a mark of its encoding and units', async () => {
    const { db, store } = newStore()
    const fileId = store(rowsOf({ count: 2 }), 800, textOf)
    const request = { scope: { kind: 'file', fileId }, window: null, channels } as const
    const { lines } = await write(db, {
      ...request,
      what: { rows: 'records' },
      format: 'excel',
      path: join(tempFolder(), 'out.csv'),
    })
    expect(lines[0]).toBe(
      '\ufeffid,file_id,file,line,timestamp (UTC),timestamp_us (µs),velocity (m/s),longitude (°),instrument1,instrument2',
    )
    expect(lines).toHaveLength(3)
  })

  it('as a package imports again with the same records, whatever these are', async () => {
    const record = fc.tuple(
      fc.integer({ min: 0, max: 7_258_118_399_999_999 }),
      value,
      value,
      degrees(90),
      degrees(180),
      fc.tuple(word, word),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 300 }), async (records) => {
        const { db, store } = newStore()
        const rows = records.map(([us, ...values], i): Row => {
          const [velocity, altitude, latitude, longitude] = values
          return [i + 2, us, velocity, altitude, latitude, longitude]
        })
        const words = records.map(([, , , , , [instrument1, instrument2]]) => ({
          instrument1,
          instrument2,
        }))
        const fileId = store(rows, 100, (line) => JSON.stringify(words[line - 2]))
        const { lines } = await write(db, {
          scope: { kind: 'file', fileId },
          window: null,
          channels: ['velocity'],
          what: { rows: 'records' },
          format: 'package',
          path: join(tempFolder(), 'again.json'),
        })
        expect(lines[0]).toBe('{"satellite_type":"jackal_mk1"}')
        const again = readPackage('jackal_mk1', lines.slice(1))
        expect(again.errors).toEqual([])
        expect(
          again.records.map((r): Row => [
            r.line,
            r.timestampUs,
            r.velocity,
            r.altitude,
            r.latitude,
            r.longitude,
          ]),
        ).toEqual(rows)
        expect(again.records.map(({ instruments }) => instruments)).toEqual(words)
      }),
      { numRuns: fuzzed(40) },
    )
  })

  it('has no mean outside of what it is the mean of', async () => {
    const { db, store } = newStore()
    const rows = rowsOf({ count: 3_000 }).map(([line, us]): Row => [line, us, 0.1, 0.1, 0.1, 0.1])
    const { lines } = await write(db, {
      scope: { kind: 'file', fileId: store(rows) },
      window: null,
      channels: ['velocity'],
      what: { rows: 'buckets', buckets: 3 },
      format: 'ndjson',
      path: join(tempFolder(), 'out.ndjson'),
    })
    expect(lines.length).toBeGreaterThan(1)
    for (const line of lines) {
      expect(JSON.parse(line).velocity).toEqual({ min: 0.1, mean: 0.1, max: 0.1 })
    }
  })

  it('leaves no file behind when it is not finished', async () => {
    const { db, store } = newStore()
    const fileId = store(rowsOf({ count: 5_000 }))
    const folder = tempFolder()
    const task = new ExportFlight(db, {
      job: 'export',
      scope: { kind: 'file', fileId },
      window: null,
      channels,
      what: { rows: 'records' },
      format: 'csv',
      path: join(folder, 'out.csv'),
    })
    expect(await task.step(performance.now())).toBeNull()
    expect(task.progress.total).toBe(5_000)
    task.close()
    expect(readdirSync(folder)).toEqual([])
  })

  it('fails in words when a package was read anew meanwhile', async () => {
    const { db, store } = newStore()
    const fileId = store(rowsOf({ count: 5_000 }))
    const folder = tempFolder()
    const task = new ExportFlight(db, {
      job: 'export',
      scope: { kind: 'file', fileId },
      window: null,
      channels,
      what: { rows: 'records' },
      format: 'csv',
      path: join(folder, 'out.csv'),
    })
    expect(await task.step(performance.now())).toBeNull()
    db.prepare('UPDATE files SET started_at = ?').run('later')
    await expect(task.step(performance.now() + 60_000)).rejects.toThrow(/was read anew meanwhile/)
    task.close()
    expect(readdirSync(folder)).toEqual([])
  })
})
