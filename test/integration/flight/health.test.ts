import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openWriter } from '../../../src/main/database/connection/open'
import { mk1Header, mk1Line } from '../../helpers/packages'
import { runStation, tempFolder } from '../../helpers/station'
import type { WriteDb } from '../../../src/main/database/handles'
import { health } from '../../../src/main/database/flight/health'
import { channelNames } from '../../helpers/satellites/definition'
import { rowsOf, shapes, START, STEP, type Shape } from '../../helpers/shapes'
import { newStore } from '../../helpers/storeRecords'

interface Plain {
  readonly line: number
  readonly timestamp_us: number
  readonly velocity: number
  readonly altitude: number
  readonly latitude: number
  readonly longitude: number
  readonly instruments: string
}

function recordsOf(db: WriteDb, fileId: number): Plain[] {
  return db
    .prepare<[number], Plain>('SELECT * FROM telemetry WHERE file_id = ? ORDER BY id')
    .all(fileId)
}

const textOf = (line: number): string =>
  JSON.stringify({ a: line % 70 < 3 ? 'faulty' : 'ok', b: line > 6_000 ? 'off' : 'on' })

const asText = (line: string) => line.replace(/"velocity":([^,]+)/, '"velocity":"$1"')
const counted = (count: number) => [{ channel: 'velocity', count, firstLine: 3 }]

/** All that a health page says, found the long way. */
function truth(records: readonly Plain[], gapUs: number) {
  const times = records.map((record) => record.timestamp_us)
  const steps = times.slice(1).map((time, i) => time - (times[i] ?? 0))
  const rises = steps.filter((step) => step > 0).length
  const falls = steps.filter((step) => step < 0).length
  const sorted = times.toSorted((a, b) => a - b)
  const gaps = sorted
    .slice(1)
    .map((toUs, i) => ({ fromUs: sorted[i] ?? 0, toUs }))
    .filter(({ fromUs, toUs }) => toUs - fromUs > gapUs)
  return {
    firstUs: sorted[0],
    lastUs: sorted.at(-1),
    gaps: gaps.length,
    gapTotalUs: gaps.reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs, 0),
    longest: Math.max(0, ...gaps.map(({ fromUs, toUs }) => toUs - fromUs)),
    order: falls > rises ? 'descending' : 'ascending',
    outOfOrder: falls > rises ? rises : falls,
    repeated: steps.filter((step) => step === 0).length,
  }
}

function instrumentsOf(records: readonly Plain[]) {
  const said = records.map(({ instruments }): Record<string, string> => JSON.parse(instruments))
  return Object.keys(said[0] ?? {}).map((name) => {
    const words = said.map((of) => of[name] ?? '')
    const counts = new Map<string, number>()
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
    return {
      name,
      changes: words.filter((word, i) => i > 0 && word !== words[i - 1]).length,
      words: [...counts]
        .map(([word, count]) => ({ word, count }))
        .toSorted((a, b) => b.count - a.count),
    }
  })
}

const manyGaps: Shape = {
  count: 20_000,
  time: (i) => START + (i + 40 * Math.floor(i / 60)) * STEP,
}

describe('the health of a package', () => {
  const all = Object.entries({ ...shapes, 'with many gaps to a block': manyGaps })
  it.each(all)('is that of its records: a file %s', (_, shape) => {
    const { db, store } = newStore()
    store(rowsOf({ count: 3_000, seed: 9 }))
    const fileId = store(rowsOf(shape), 700, textOf)
    const records = recordsOf(db, fileId)
    const found = health(db, fileId)
    if (found === null || found.time === null) throw new Error('expected a health')
    const { gapUs, stepUs, longestGaps, recordsOverTime, ...time } = found.time
    const { longest, ...expected } = truth(records, gapUs ?? Infinity)
    expect(time).toEqual(expected)
    expect((longestGaps[0]?.toUs ?? 0) - (longestGaps[0]?.fromUs ?? 0)).toBe(longest)
    expect(longestGaps.length).toBe(Math.min(20, time.gaps))
    expect(gapUs).toBe(stepUs === null ? null : 10 * stepUs)
    expect(recordsOverTime.reduce((sum, count) => sum + count, 0)).toBeCloseTo(records.length, 3)
    expect(found.records).toBe(records.length)
    expect(found.instruments).toEqual(instrumentsOf(records))
    for (const name of channelNames) {
      const values = records.map((record) => record[name])
      const channel = found.channels.find((each) => each.name === name)
      for (const [end, value] of [
        ['min', Math.min(...values)],
        ['max', Math.max(...values)],
      ] as const) {
        const first = records.find((record) => record[name] === value)
        expect(channel?.[end]).toEqual({
          value,
          line: first?.line,
          timestampUs: first?.timestamp_us,
        })
      }
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      expect(Math.abs((channel?.mean ?? NaN) - mean)).toBeLessThan(1e-6)
    }
  })

  it('has the units of its satellite type and the keys that this does not know', () => {
    const { db, store } = newStore()
    const fileId = store(rowsOf({ count: 10 }))
    db.prepare(`INSERT INTO unknown_keys VALUES (?, 'battery', 7, 3)`).run(fileId)
    const found = health(db, fileId)
    expect(found?.channels.map(({ name, unit }) => `${name} ${unit}`)).toEqual([
      'velocity m/s',
      'altitude m',
      'latitude °',
      'longitude °',
    ])
    expect(found?.unknownKeys).toEqual([{ key: 'battery', count: 7, firstLine: 3 }])
  })

  it('says how often numbers came as text, which an older version did not count', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    const path = join(folder, 'a.json')
    const lines = [mk1Line(2), asText(mk1Line(3)), 'bad', asText(mk1Line(5))]
    writeFileSync(path, [mk1Header, ...lines].join('\n'))
    await station.addPaths([path], 'drop')
    await station.idle()
    expect(await station.ask('text-numbers:list', { fileId: 1 })).toEqual(counted(2))
    // The last line had no line end, so it is read again with what follows.
    appendFileSync(path, `\n${asText(mk1Line(6)).replace('"velocity"', ' "velocity"')}\n`)
    await station.addPaths([path], 'drop')
    await station.idle()
    expect(await station.file(1)).toMatchObject({ importedLines: 4 })
    expect(await station.ask('text-numbers:list', { fileId: 1 })).toEqual(counted(3))
    expect((await station.ask('flight:health', { fileId: 1 }))?.textNumbers).toEqual(counted(3))
    await station.stop()
    const db = openWriter({ path: join(folder, 'data', 'downlink.db') })
    db.exec('UPDATE files SET text_numbers_counted = NULL')
    expect(health(db, 1)?.textNumbers).toBeNull()
    db.close()
  })

  it('is empty without records, and none without a package', () => {
    const { db, store } = newStore()
    const fileId = store([])
    expect(health(db, fileId)).toEqual({
      records: 0,
      time: null,
      channels: [],
      instruments: [],
      textNumbers: [],
      unknownKeys: [],
      cellErrors: { records: 0, counts: [] },
      emptyChannels: [],
    })
    expect(health(db, 99)).toBeNull()
  })
})
