import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { eachStatusBlock, packStatusBlocks } from '../../../src/main/record/statusRollup'
import { openWriter } from '../../../src/main/database/connection/open'
import type { WriteDb } from '../../../src/main/database/handles'
import { readStatusRows } from '../../../src/main/database/rollups/rollups'
import type { FlightScope } from '../../../src/shared/flight/scope'
import type { Station } from '../../../src/main/ingest/station'
import { openDatabase, runStation, stationAt, tempFolder } from '../../helpers/station'

const base = {
  format: 'downlink-definition/1',
  type: 'kestrel',
  title: 'Kestrel',
  file: { kind: 'delimited', comment: '#' },
  recognise: { columns: ['unix_ms', 'bat_mv'] },
  missing: ['x'],
  time: { form: 'epoch', from: 'unix_ms', unit: 'ms' },
}
const battery = {
  name: 'bat_voltage',
  from: 'bat_mv',
  kind: 'number',
  unit: 'V',
  label: 'Battery',
  group: 'EPS',
  decimals: 3,
  scale: 0.001,
}
const mode = {
  name: 'mode',
  from: 'mode',
  kind: 'state',
  states: [
    { value: 0, word: 'SAFE', level: 'red' },
    { value: 1, word: 'IDLE' },
  ],
}
const heater = {
  name: 'heater',
  from: 'heater',
  kind: 'state',
  states: [
    { value: 'off', word: 'cold' },
    { value: 'on', word: 'warm' },
  ],
}
const firmware = { name: 'fw', from: 'fw', kind: 'word' }
const spin = { name: 'spin', from: 'spin', kind: 'number', scale: -0.1, offset: 0.3 }

const first = { ...base, channels: [battery, mode, heater, firmware, spin] }
const BEGIN = 1_700_000_000_000

function csv(count: number, from = 0, columns = 'unix_ms,bat_mv,mode,heater,fw,spin'): string {
  const lines = Array.from({ length: count }, (_, k) => {
    const i = from + k
    const cells: Record<string, string> = {
      unix_ms: String(BEGIN + i * 1000),
      bat_mv: i % 10 === 3 ? 'x' : String(7000 + (i % 100)),
      mode:
        i % 50 < 40 ? '0' : i % 50 < 45 ? '1' : i % 50 === 49 ? 'x' : i % 2 === 0 ? '7' : 'LOST',
      heater: i % 7 === 0 ? 'on' : i % 11 === 0 ? 'stuck' : 'off',
      fw: i % 3 === 0 ? 'x' : 'v1',
      spin: String(i % 17),
      panel: String(i / 8),
    }
    return columns
      .split(',')
      .map((name) => cells[name] ?? '')
      .join(',')
  })
  return `${[columns, ...lines].join('\n')}\n`
}

function define(folder: string, definition: typeof base & { channels: object[] }): void {
  const satellites = join(stationAt(folder).dataFolder, 'satellites')
  mkdirSync(satellites, { recursive: true })
  writeFileSync(join(satellites, `${definition.type}.json`), JSON.stringify(definition))
}

async function add(station: Station, folder: string, name: string, text: string): Promise<number> {
  const path = join(folder, name)
  writeFileSync(path, text)
  const { fileIds } = await station.addPaths([path], 'drop')
  await station.idle()
  const id = fileIds[0] ?? 0
  const file = await station.file(id)
  if (file?.status !== 'complete') throw new Error(`${file?.status} ${file?.failureMessage}`)
  return id
}

async function started(definition: typeof base & { channels: object[] }) {
  const folder = tempFolder()
  define(folder, definition)
  return { folder, station: await runStation(folder) }
}

const satellite: FlightScope = { kind: 'satellite', satelliteType: 'kestrel' }

async function exported(
  station: Station,
  folder: string,
  scope: FlightScope,
  format: 'csv' | 'excel' | 'ndjson' | 'package',
  channels: readonly string[] = [],
) {
  const path = join(folder, `out.${format}`)
  await station.flight.export({
    job: 'export',
    scope,
    window: null,
    channels,
    what: { rows: 'records' },
    format,
    path,
  })
  return readFileSync(path, 'utf8')
}

/** Takes what states say by a number out of the sums, as they were once. */
function leaveTextsAlone(db: WriteDb, fileId: number): void {
  for (const { id, ...row } of readStatusRows(db, fileId, { fromUs: 0, toUs: 2 ** 53 - 1 })) {
    const blocks = [...eachStatusBlock(row)].map(({ block, instruments }) => ({
      block,
      instruments: new Map(
        [...instruments].flatMap(([name, { counts, ...others }]) => {
          const texts = new Map([...counts].filter(([word]) => typeof word === 'string'))
          return texts.size === 0 ? [] : [[name, { ...others, counts: texts }] as const]
        }),
      ),
    }))
    const { words, blocks: packed } = packStatusBlocks(blocks)
    db.prepare('UPDATE status_rollups SET words = ?, blocks = ? WHERE id = ?').run(
      words,
      new Uint8Array(packed.buffer),
      id,
    )
  }
}

describe('the views of any satellite type', () => {
  it('have its channels, in its order', async () => {
    const { folder, station } = await started(first)
    await add(station, folder, 'a.csv', csv(10))
    const channels = await station.ask('flight:channels', satellite)
    expect(channels.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'bat_voltage number',
      'mode state',
      'heater state',
      'fw word',
      'spin number',
    ])
    expect(channels[0]).toMatchObject({ label: 'Battery', unit: 'V', group: 'EPS', decimals: 3 })
    expect(channels[1]?.states[0]).toEqual({ value: '0', word: 'SAFE', level: 'red' })
    expect(await station.ask('flight:channels', { kind: 'file', fileId: 99 })).toEqual([])
  })

  it('show what the SQL view shows, bit for bit', async () => {
    const { folder, station } = await started(first)
    await add(station, folder, 'a.csv', csv(500))
    const db = openDatabase(folder)
    const rows = db
      .prepare<[], Record<string, string | number | null>>(
        'SELECT line, bat_voltage, mode, heater, fw, spin FROM telemetry_kestrel ORDER BY line',
      )
      .all()
    const { rows: page } = await station.ask('flight:records', {
      scope: satellite,
      offset: 0,
      limit: 500,
    })
    expect(
      page.map(({ line, record: { values, instruments } }) => {
        const words = new Map(instruments.map(({ name, word }) => [name, word]))
        const said = (name: string): string | null => words.get(name) ?? null
        return { line, ...values, mode: said('mode'), heater: said('heater'), fw: said('fw') }
      }),
    ).toEqual(rows)
    expect(rows.some((row) => row['mode'] === '7')).toBe(true)
    expect(rows.some((row) => row['mode'] === 'LOST')).toBe(true)
    expect(rows.some((row) => row['heater'] === 'stuck')).toBe(true)
    const series = await station.ask('flight:series', {
      scope: satellite,
      window: null,
      channels: ['spin', 'nowhere', 'mode'],
      buckets: 1,
    })
    const spins = rows.map((row) => Number(row['spin']))
    expect(series.channels[0]?.min[0]).toBe(Math.min(...spins))
    expect(series.channels[0]?.max[0]).toBe(Math.max(...spins))
    expect(series.channels.slice(1).map(({ min }) => min[0])).toEqual([NaN, NaN])
    const scatter = await station.ask('flight:scatter', {
      scope: satellite,
      window: null,
      x: 'bat_voltage',
      y: 'spin',
      points: 1000,
      bins: { x: 1, y: 1 },
    })
    const both = rows.filter((row) => row['bat_voltage'] !== null)
    expect(scatter.kind === 'points' && [...scatter.x]).toEqual(both.map((r) => r['bat_voltage']))
    expect(
      await station.ask('flight:track', {
        scope: satellite,
        window: null,
        points: 9,
        colour: null,
      }),
    ).toBeNull()
    const lines = (await exported(station, folder, satellite, 'ndjson', ['bat_voltage', 'spin']))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(
      lines.map(({ line, bat_voltage: volts, spin: turns, instruments }) => ({
        line,
        bat_voltage: volts,
        mode: instruments.mode ?? null,
        heater: instruments.heater ?? null,
        fw: instruments.fw ?? null,
        spin: turns,
      })),
    ).toEqual(rows)
  })

  it('count the states of packages too that were read before states were summed up', async () => {
    const { folder, station } = await started(first)
    const fileId = await add(station, folder, 'a.csv', csv(60_000))
    const question = { scope: satellite, window: null, channels: null, buckets: 40 }
    const statuses = await station.ask('flight:statuses', question)
    const health = await station.ask('flight:health', { fileId })
    expect(statuses.instruments.map(({ name }) => name)).toEqual(['mode', 'heater', 'fw'])
    await station.stop()
    const database = openWriter({ path: stationAt(folder).databasePath })
    leaveTextsAlone(database, fileId)
    database.close()
    const again = await runStation(folder)
    for (const _ of ['read', 'kept']) {
      expect(await again.ask('flight:statuses', question)).toEqual(statuses)
      expect((await again.ask('flight:health', { fileId }))?.instruments).toEqual(
        health?.instruments,
      )
    }
  })

  it('count words and states alike, from records and from blocks', async () => {
    const { folder, station } = await started(first)
    const count = 60_000
    const fileId = await add(station, folder, 'a.csv', csv(count))
    const db = openDatabase(folder)
    const truth = (name: string) =>
      Object.fromEntries(
        db
          .prepare<[], [string, number]>(
            `SELECT ${name}, count(*) FROM telemetry_kestrel WHERE ${name} IS NOT NULL GROUP BY 1`,
          )
          .raw()
          .all(),
      )
    const expected = { mode: truth('mode'), heater: truth('heater'), fw: truth('fw') }
    for (const window of [null, { fromUs: BEGIN * 1000, toUs: (BEGIN + count * 1000) * 1000 }]) {
      const { instruments } = await station.ask('flight:statuses', {
        scope: satellite,
        window,
        channels: null,
        buckets: 40,
      })
      const totals = instruments.map(({ name, words }) => [
        name,
        Object.fromEntries(words.map(({ word, total }) => [word, Math.round(total)])),
      ])
      expect(totals.map(([name]) => name)).toEqual(['mode', 'heater', 'fw'])
      expect(Object.fromEntries(totals)).toEqual(expected)
    }
    const one = await station.ask('flight:statuses', {
      scope: satellite,
      window: null,
      channels: ['fw'],
      buckets: 40,
    })
    expect(one.instruments.map(({ name }) => name)).toEqual(['fw'])
    const health = await station.ask('flight:health', { fileId })
    expect(
      Object.fromEntries(
        (health?.instruments ?? []).map(({ name, words }) => [
          name,
          Object.fromEntries(words.map(({ word, count: records }) => [word, records])),
        ]),
      ),
    ).toEqual(expected)
    const [volts] = health?.channels ?? []
    expect(volts).toMatchObject({ name: 'bat_voltage', unit: 'V', values: count - count / 10 })
    expect(volts?.min?.value).toBe(
      db.prepare('SELECT min(bat_voltage) FROM telemetry_kestrel').pluck().get(),
    )
  })

  it('have nothing of a channel that has no value, and say so', async () => {
    const { folder, station } = await started(first)
    const fileId = await add(
      station,
      folder,
      'a.csv',
      csv(20, 0, 'unix_ms,bat_mv').replaceAll(/,\d+$/gm, ',x'),
    )
    const health = await station.ask('flight:health', { fileId })
    expect(
      health?.channels.map(({ name, values, min, mean, max }) => [name, values, min, mean, max]),
    ).toEqual([
      ['bat_voltage', 0, null, null, null],
      ['spin', 0, null, null, null],
    ])
    expect(health?.instruments).toEqual([])
  })

  it('follow the latest revision, over packages of both', async () => {
    const folder = tempFolder()
    define(folder, first)
    const before = await runStation(folder)
    await add(before, folder, 'old.csv', csv(100))
    await before.stop()
    const panel = { name: 'panel', from: 'panel', kind: 'number', unit: 'W', role: 'altitude' }
    const named = {
      ...mode,
      states: [
        { value: 0, word: 'RESCUE' },
        { value: 1, word: 'IDLE' },
      ],
    }
    define(folder, {
      ...base,
      channels: [{ ...battery, scale: 0.002 }, named, panel, firmware],
    })
    const station = await runStation(folder)
    await add(station, folder, 'new.csv', csv(100, 100, 'unix_ms,bat_mv,mode,fw,panel'))
    const channels = await station.ask('flight:channels', satellite)
    expect(channels.map(({ name }) => name)).toEqual([
      'bat_voltage',
      'mode',
      'panel',
      'fw',
      'heater',
      'spin',
    ])
    const { channels: plots, count } = await station.ask('flight:series', {
      scope: satellite,
      window: null,
      channels: ['bat_voltage', 'panel', 'spin'],
      buckets: 2,
    })
    expect([...count]).toEqual([100, 100])
    expect(plots.map(({ min }) => [...min])).toEqual([
      [14, 14],
      [NaN, 12.5],
      [16 * -0.1 + 0.3, NaN],
    ])
    const { instruments } = await station.ask('flight:statuses', {
      scope: satellite,
      window: null,
      channels: ['mode'],
      buckets: 1,
    })
    const words = instruments[0]?.words.map(({ word, total }) => [word, total])
    expect(words?.toSorted(([a], [b]) => String(a).localeCompare(String(b)))).toEqual([
      ['7', 8],
      ['IDLE', 20],
      ['LOST', 8],
      ['RESCUE', 160],
    ])
  })

  it('export units, and packages that import again as they are', async () => {
    const { folder, station } = await started(first)
    const fileId = await add(station, folder, 'a.csv', csv(300))
    const excel = await exported(station, folder, { kind: 'file', fileId }, 'excel', [
      'bat_voltage',
    ])
    expect(excel.split('\n')[0]).toContain('timestamp_us (µs),bat_voltage (V),mode,heater,fw')
    const text = await exported(station, folder, { kind: 'file', fileId }, 'package')
    const again = await add(station, folder, 'again.csv', `${text}# not the same bytes\n`)
    const db = openDatabase(folder)
    const rowsOf = (id: number) =>
      db
        .prepare(
          `SELECT line, timestamp_us, bat_voltage_raw, mode_raw, heater_raw, fw, spin_raw
           FROM telemetry_kestrel WHERE file_id = ? ORDER BY line`,
        )
        .all(id)
    expect(rowsOf(again)).toEqual(rowsOf(fileId))
    expect(rowsOf(again)).toHaveLength(300)
  })

  it('lose no value of a channel that is called as a field of the export is', async () => {
    const names = ['instruments', 'file', 'timestamp']
    const called = names.map((name) => ({ name, from: name, kind: 'number' }))
    const { folder, station } = await started({ ...base, channels: [...called, mode] })
    const text = 'unix_ms,bat_mv,instruments,file,timestamp,mode\n1700000000000,0,1,2,3,0\n'
    await add(station, folder, 'a.csv', text)
    const line = await exported(station, folder, satellite, 'ndjson', names)
    expect(JSON.parse(line)).toMatchObject({
      line: 2,
      timestamp_us: BEGIN * 1000,
      instruments: 1,
      file: 2,
      timestamp: 3,
      mode: 'SAFE',
    })
    const [head, row] = (await exported(station, folder, satellite, 'csv', names)).split('\n')
    expect(head).toBe('id,file_id,line,timestamp_us,instruments,file,timestamp,mode')
    expect(row).toMatch(/,1,2,3,SAFE$/)
  })
})
