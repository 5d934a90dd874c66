import Database from 'better-sqlite3'
import { copyFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Station } from '../../../src/main/ingest/station'
import { mk1Header, mk1Line } from '../../helpers/packages'
import { runStation, stationAt, tempFolder, until } from '../../helpers/station'

const builtInFile = resolve(import.meta.dirname, '../../../resources/satellites/jackal_mk1.json')

async function running() {
  const folder = tempFolder()
  const { dataFolder, databasePath } = stationAt(folder)
  const satellites = join(dataFolder, 'satellites')
  const station = await runStation(folder)
  return {
    station,
    satellites,
    own: join(satellites, 'jackal_mk1.json'),
    importText: async (name: string, text: string) => {
      writeFileSync(join(folder, name), text)
      const { fileIds } = await station.addPaths([join(folder, name)], 'drop')
      await station.idle()
      return fileIds[0] ?? 0
    },
    rows: (sql: string): unknown[] => {
      const db = new Database(databasePath, { readonly: true })
      const found = db.prepare(sql).raw().all()
      db.close()
      return found
    },
  }
}

const revisionOf = (station: Station): number => station.status().definitions.revision

interface Editable {
  readonly channels: Record<string, unknown>[]
}

/** Edits a definition as an editor does: beside it, and then in its place. */
function edit(path: string, from: string, change: (definition: Editable) => void): void {
  const definition: Editable = JSON.parse(readFileSync(from, 'utf8'))
  change(definition)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(`${path}.new`, JSON.stringify(definition))
  renameSync(`${path}.new`, path)
}

const withBattery = (volts: number, lines: number): string =>
  [
    mk1Header,
    ...Array.from({ length: lines }, (_, i) =>
      mk1Line(i + 500).replace('}', `,"battery_voltage":${volts}}`),
    ),
  ].join('\n')

describe('a definition that is edited while the station runs', () => {
  it('gains a channel: a new revision and layout, old packages as they were, new ones with it', async () => {
    const { station, own, importText, rows } = await running()
    const before = withBattery(27.4, 300)
    await importText('before.json', before)
    const records = rows('SELECT * FROM telemetry')
    expect(rows('SELECT key, count FROM unknown_keys')).toEqual([['battery_voltage', 300]])

    const told = revisionOf(station)
    edit(own, builtInFile, ({ channels }) => {
      channels.push({ name: 'battery_voltage', from: 'battery_voltage', kind: 'number', unit: 'V' })
    })
    await until('it is read', () => revisionOf(station) > told)
    const second = await importText('after.json', withBattery(28.5, 300).replace(/$/, ' '))

    expect(
      rows("SELECT type, revision, layout_id FROM definitions WHERE type = 'jackal_mk1'"),
    ).toEqual([
      ['jackal_mk1', 1, 1],
      ['jackal_mk1', 2, 2],
    ])
    expect(rows(`SELECT * FROM telemetry WHERE file_id <> ${second}`)).toEqual(records)
    expect(
      rows(
        'SELECT file_id, count(battery_voltage), min(battery_voltage) FROM telemetry_jackal_mk1 GROUP BY 1',
      ),
    ).toEqual([
      [1, 0, null],
      [second, 300, 28.5],
    ])
    expect(rows('SELECT count(*) FROM telemetry')).toEqual([[600]])

    const both = await station.ask('flight:series', {
      scope: { kind: 'satellite', satelliteType: 'jackal_mk1' },
      window: null,
      channels: ['velocity', 'battery_voltage'],
      buckets: 10,
    })
    expect(both.count.reduce((sum, count) => sum + count, 0)).toBe(600)
    const [velocity, battery] = both.channels
    expect([Math.max(...(battery?.max ?? [])), velocity?.min.every(Number.isFinite)]).toEqual([
      28.5,
      true,
    ])
  })

  it('with another factor mends all of history at once, without a new record', async () => {
    const { station, own, importText, rows } = await running()
    await importText('a.json', [mk1Header, mk1Line(2)].join('\n'))
    const raw = Number(rows('SELECT altitude FROM telemetry').flat()[0])
    const told = revisionOf(station)
    edit(own, builtInFile, ({ channels }) => {
      Object.assign(channels[1] ?? {}, { scale: 0.001, unit: 'km' })
    })
    await until('it is read', () => revisionOf(station) > told)
    expect(rows('SELECT altitude FROM telemetry')).toEqual([[raw * 0.001]])
    expect(rows('SELECT altitude, altitude_raw FROM telemetry_jackal_mk1')).toEqual([
      [raw * 0.001, raw],
    ])
    expect(rows('SELECT altitude FROM records')).toEqual([[raw]])
  })

  it('stays as it was while its file is no good, which is said', async () => {
    const { station, own, importText, satellites } = await running()
    edit(own, builtInFile, ({ channels }) => {
      channels.push({ name: 'battery_voltage', from: 'battery_voltage', kind: 'number' })
    })
    await until(
      'it is read',
      () => station.definitionsFolder === satellites && revisionOf(station) > 1,
    )
    writeFileSync(own, '{"format":"downlink-definition/1",')
    await until('its fault is told', () => station.status().definitions.faults !== null)
    expect(station.status().definitions.faults).toContain('jackal_mk1.json: line 1')
    await importText('a.json', withBattery(3, 2))
    expect((await station.ask('types:detail', { type: 'jackal_mk1' }))?.channels).toBe(7)

    copyFileSync(builtInFile, own)
    await until('it is good again', () => station.status().definitions.faults === null)
  })

  it('does not change a package that was begun with the one before, and goes on', async () => {
    const { station, own, importText, rows } = await running()
    await importText('a.json', withBattery(1, 50))
    const told = revisionOf(station)
    edit(own, builtInFile, ({ channels }) => {
      channels.push({ name: 'battery_voltage', from: 'battery_voltage', kind: 'number' })
    })
    await until('it is read', () => revisionOf(station) > told)
    await importText('a.json', withBattery(1, 90))
    expect(
      rows(
        'SELECT files.id, imported_lines, revision FROM files JOIN definitions ON definition_id = definitions.id',
      ),
    ).toEqual([[1, 90, 1]])
    expect(rows('SELECT count FROM unknown_keys')).toEqual([[90]])
  })
})
