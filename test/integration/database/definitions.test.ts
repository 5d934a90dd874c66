import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Definition } from '#shared/telemetry/definition'
import { revisionFor } from '../../../src/main/database/definitions/register'
import { layouts } from '../../../src/main/database/definitions/layouts'
import { openWriter } from '../../../src/main/database/connection/open'
import type { WriteDb } from '../../../src/main/database/handles'
import { definitionOf } from '../../helpers/definitions'
import { makeVersion10 } from '../../helpers/oldDatabase'
import { afterTest } from '../../helpers/afterTest'
import { tempFolder } from '../../helpers/station'

const NOW = '2026-01-01T00:00:00.000Z'

function newDatabase(): WriteDb {
  const db = openWriter({ path: join(tempFolder(), 'downlink.db') })
  afterTest(() => db.close())
  return db
}

/** Every kind of channel. */
const channels = [
  {
    name: 'mode',
    from: 'mode',
    kind: 'state',
    states: [
      { value: 0, word: "SAFE's" },
      { value: 3, word: 'DOWNLINK é' },
    ],
  },
  { name: 'volts', from: 'mv', kind: 'number', unit: 'V', scale: 0.001, offset: 1 },
  {
    name: 'heater',
    from: 'heater',
    kind: 'state',
    states: [
      { value: 'off', word: 'is off' },
      { value: 'on', word: 'is on' },
    ],
  },
  { name: 'lat', from: 'lat', kind: 'number', unit: '°', role: 'latitude' },
  { name: 'order', from: 'fw', kind: 'word' },
]

function kestrel(parts: object = {}): Definition {
  return definitionOf({
    file: { kind: 'ndjson', header: true },
    time: { form: 'rfc3339', from: 'ts' },
    channels,
    ...parts,
  })
}

function add(db: WriteDb, definition: Definition): { id: number; revision: number } {
  return db.transaction(() => revisionFor(db, { definition, addedBy: 'ada' }, NOW))()
}

/** A package that was read with a definition, and its records: [line, words, ...doubles]. */
function store(
  db: WriteDb,
  definitionId: number,
  table: string,
  rows: readonly (readonly [number, string, ...(number | null)[]])[],
): number {
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO files (path, name, source, status, definition_id, size_bytes, device, inode,
         mtime_ns, ctime_ns, inserted_at)
       VALUES ('/a', 'a', 'drop', 'complete', ?, 1, '1', '2', '3', '4', ?)`,
    )
    .run(definitionId, NOW)
  for (const [line, words, ...doubles] of rows) {
    db.prepare(
      `INSERT INTO ${table} VALUES (? << 32 | ?, 5, ${doubles.map(() => '?').join(', ')}, ?)`,
    ).run(BigInt(lastInsertRowid), BigInt(line), ...doubles, words)
  }
  return Number(lastInsertRowid)
}

describe('the revisions of a definition', () => {
  it('are counted where something changed, and kept', () => {
    const db = newDatabase()
    expect(add(db, kestrel()).revision).toBe(1)
    expect(add(db, kestrel()).revision).toBe(1)
    const labelled = kestrel({ title: 'Kestrel-1' })
    expect(add(db, labelled).revision).toBe(2)
    expect(add(db, kestrel()).revision).toBe(3)
    const kept = db
      .prepare(`SELECT revision, layout_id, added_by FROM definitions WHERE type = 'kestrel'`)
      .raw()
      .all()
    expect(kept).toEqual([
      [1, 2, 'ada'],
      [2, 2, 'ada'],
      [3, 2, 'ada'],
    ])
  })

  it('share a layout where their columns are the same, and get another with a new channel', () => {
    const db = newDatabase()
    add(db, kestrel())
    add(db, kestrel({ type: 'merlin' }))
    expect(layouts(db).map(({ table }) => table)).toEqual(['records', 'records_2'])
    const more = { name: 'amps', from: 'ma', kind: 'number' }
    add(db, kestrel({ channels: [...channels, more] }))
    expect(layouts(db).map(({ table }) => table)).toEqual(['records', 'records_2', 'records_3'])
  })
})

describe('the public views', () => {
  it('have each channel by its name, in its unit, and states by their words', () => {
    const db = newDatabase()
    const { id } = add(db, kestrel())
    const fileId = store(db, id, 'records_2', [
      [2, '{"order":"v1"}', 0, 7_400, 1, 51.5],
      [3, '{"heater":"warm"}', 7, null, null, null],
      [4, '{"mode":"lost"}', null, 0, 0, -1],
    ])
    const rows = db.prepare('SELECT * FROM telemetry_kestrel ORDER BY line').all()
    const common = { file_id: fileId, timestamp_us: 5 }
    const at = (line: number) => ({ id: fileId * 2 ** 32 + line, line, ...common })
    expect(rows).toEqual([
      {
        ...at(2),
        mode: "SAFE's",
        mode_raw: 0,
        volts: 8.4,
        volts_raw: 7_400,
        heater: 'is on',
        heater_raw: 'on',
        lat: 51.5,
        order: 'v1',
      },
      {
        ...at(3),
        mode: '7',
        mode_raw: 7,
        volts: null,
        volts_raw: null,
        heater: 'warm',
        heater_raw: 'warm',
        lat: null,
        order: null,
      },
      {
        ...at(4),
        mode: 'lost',
        mode_raw: 'lost',
        volts: 1,
        volts_raw: 0,
        heater: 'is off',
        heater_raw: 'off',
        lat: -1,
        order: null,
      },
    ])
    const all = db
      .prepare('SELECT line, velocity, latitude, instruments FROM telemetry ORDER BY line')
      .raw()
      .all()
    expect(all).toEqual([
      [2, null, 51.5, `{"mode":"SAFE's","heater":"is on","order":"v1"}`],
      [3, null, null, '{"mode":"7","heater":"warm"}'],
      [4, null, -1, '{"heater":"is off","mode":"lost"}'],
    ])
  })

  it('have factors, words and roles of the latest revision for what was stored before', () => {
    const db = newDatabase()
    const { id } = add(db, kestrel())
    store(db, id, 'records_2', [[2, '{}', 3, 500, 0, 10]])
    const now: Readonly<Record<string, object>> = {
      mode: {
        states: [
          { value: 3, word: 'BUSY' },
          { value: 0, word: 'SAFE' },
        ],
      },
      volts: { scale: 2, offset: 0, role: 'altitude' },
      heater: {
        states: [
          { value: 'off', word: 'cold' },
          { value: 'on', word: 'is on' },
        ],
      },
      lat: { role: undefined },
    }
    add(db, kestrel({ channels: channels.map((one) => ({ ...one, ...now[one.name] })) }))
    const [row] = db.prepare('SELECT mode, volts, volts_raw, heater FROM telemetry_kestrel').all()
    expect(row).toEqual({ mode: 'BUSY', volts: 1_000, volts_raw: 500, heater: 'cold' })
    expect(db.prepare('SELECT altitude, latitude FROM telemetry').get()).toEqual({
      altitude: 1_000,
      latitude: null,
    })
  })

  it('have all channels that any revision has, as the last of these says, in every layout', () => {
    const db = newDatabase()
    const first = add(db, kestrel())
    store(db, first.id, 'records_2', [[2, '{"order":"v1"}', 3, 500, 0, 10]])
    const second = add(db, kestrel({ channels: [{ name: 'amps', from: 'ma', kind: 'number' }] }))
    store(db, second.id, 'records_3', [[2, '{}', 1.5]])
    const rows = db
      .prepare('SELECT amps, volts, "order", mode FROM telemetry_kestrel ORDER BY file_id')
      .raw()
      .all()
    expect(rows).toEqual([
      [null, 1.5, 'v1', 'DOWNLINK é'],
      [1.5, null, null, null],
    ])
    expect(db.prepare('SELECT count(*) FROM telemetry').pluck().get()).toBe(2)
  })

  it('take 990 channels and names that are words of SQL', () => {
    const db = newDatabase()
    const many = Array.from({ length: 990 }, (_, k) => ({
      name: k === 0 ? 'select' : `c${k}`,
      from: `key ${k}`,
      kind: k % 2 === 0 ? 'number' : 'state',
      ...(k % 2 === 0 ? { scale: 2 } : { states: [{ value: 1, word: 'one' }] }),
    }))
    const { id } = add(db, kestrel({ channels: many }))
    store(db, id, 'records_2', [[2, '{}', ...many.map(() => 1)]])
    expect(db.prepare('SELECT "select", c1, c989_raw FROM telemetry_kestrel').raw().get()).toEqual([
      2,
      'one',
      1,
    ])
    const said = db.prepare<[], string>('SELECT instruments FROM telemetry').pluck().get() ?? ''
    expect(Object.keys(JSON.parse(said))).toHaveLength(495)
  })

  it('are there for the two types that there were, and old packages are in them', () => {
    const path = join(tempFolder(), 'downlink.db')
    makeVersion10(path, 20)
    const db = openWriter({ path })
    afterTest(() => db.close())
    const before = db.prepare('SELECT * FROM telemetry ORDER BY id').all()
    expect(before.length).toBeGreaterThan(0)
    const named = db.prepare('SELECT velocity, instrument1 FROM telemetry_jackal_mk1').all()
    expect(named).toHaveLength(before.length)
    add(db, kestrel())
    expect(db.prepare('SELECT * FROM telemetry ORDER BY id').all()).toEqual(before)
    expect(db.prepare('SELECT velocity, instrument1 FROM telemetry_jackal_mk1').all()).toEqual(
      named,
    )
  })
})
