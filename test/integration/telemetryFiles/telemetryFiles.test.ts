import Database from 'better-sqlite3'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FileRecord } from '../../../src/shared/files'
import { startStation } from '../../../src/main/ingest/station'
import { parseTimestamp } from '../../../src/main/record/time/timestamp'
import { sharedFolder, stationAt } from '../../helpers/station'
import { readings } from './definitions'
import { channelName, folder, truths, type Truth } from './files'

const isMissing = !existsSync(folder)
const all = isMissing ? {} : truths()
const truth = (path: string): Truth => all[path] ?? { n: 0, ch: [], spots: [] }
const typeOf = (path: string): string => channelName(path).slice(0, 40)

/** What no definition can make a table with a time of, and what the station says of it. */
const refused: Readonly<Record<string, RegExp>> = {
  'granum-cansat/BAD_DATA.csv': /no type of this station fits/,
  'sunpy/EVE_L0CS_DIODES_1m_truncated.txt': /no type of this station fits/,
  'sunpy/observed-solar-cycle-indices.json': /JSON over several lines/,
  'rs-monitor/18112412.log': /blank/,
}

function rowsOf(db: Database.Database, sql: string, ...values: unknown[]): unknown[] {
  return db
    .prepare(sql)
    .raw()
    .all(...values)
}

describe.skipIf(isMissing)('real files of many makers', () => {
  const place = sharedFolder()
  const files = new Map<string, FileRecord | null>()
  let db: Database.Database

  beforeAll(async () => {
    const options = stationAt(place)
    const satellites = join(options.dataFolder, 'satellites')
    mkdirSync(satellites, { recursive: true })
    for (const [path, { definition }] of Object.entries(readings(truth))) {
      const type = typeOf(path)
      const whole = { format: 'downlink-definition/1', type, title: path, ...definition }
      writeFileSync(join(satellites, `${type}.json`), JSON.stringify(whole))
    }
    const station = await startStation(options)
    const { faults } = station.status().definitions
    const ids = new Map<string, number>()
    const add = async (path: string, told?: { type: string; startUs: number | null }) => {
      const { fileIds } = await station.addPaths([join(folder, path)], 'drop', { told })
      ids.set(path, fileIds[0] ?? 0)
    }
    for (const [path, { start }] of Object.entries(readings(truth))) {
      const startUs = start === undefined ? null : parseTimestamp(start)
      await add(path, { type: typeOf(path), startUs })
    }
    for (const path of Object.keys(refused)) await add(path)
    await station.idle()
    for (const [path, id] of ids) files.set(path, await station.file(id))
    await station.stop()
    db = new Database(options.databasePath, { readonly: true })
    if (faults !== null) throw new Error(faults)
  }, 300_000)

  afterAll(() => db.close())

  it.each(Object.entries(isMissing ? {} : readings(truth)))('%s is imported', (path, reading) => {
    const { records = truth(path).n, badLines = 0, otherRecords = 0, cellErrors = {} } = reading
    const file = files.get(path)
    const view = `telemetry_${typeOf(path)}`
    expect(file?.failureMessage ?? '').toBe('')
    expect([file?.status, file?.importedLines, file?.errorLines]).toEqual([
      'complete',
      records,
      badLines,
    ])
    expect(rowsOf(db, 'SELECT other_records FROM files WHERE id = ?', file?.id)).toEqual([
      [otherRecords],
    ])
    const counts = rowsOf(
      db,
      'SELECT channel, sum(count) FROM cell_error_counts WHERE file_id = ? GROUP BY channel',
      file?.id,
    )
    expect(counts).toEqual(Object.entries(cellErrors))
    const times = rowsOf(db, `SELECT timestamp_us FROM ${view} ORDER BY line`).flat()
    expect([times.length, times[0], times.at(-1)]).toEqual([
      records,
      parseTimestamp(reading.first),
      parseTimestamp(reading.last),
    ])
    for (const [line, channel, value] of reading.spots) {
      const stored = rowsOf(db, `SELECT ${channel} FROM ${view} WHERE line = ?`, line)
      expect([line, channel, stored]).toEqual([line, channel, [[value]]])
    }
  })

  it.each(Object.entries(isMissing ? {} : readings(truth)))(
    '%s has a value wherever its file has one',
    (path, { badLines = 0, cellErrors = {}, missing = {} }) => {
      const view = `telemetry_${typeOf(path)}`
      const columns = db.prepare(`SELECT name FROM pragma_table_info('${view}')`).pluck().all()
      for (const column of truth(path).ch) {
        const channel = channelName(column.name)
        // Cells of lines without a time are in no record.
        if (badLines > 0 || column.missing === undefined || !columns.includes(channel)) continue
        const expected = missing[channel] ?? column.missing + (cellErrors[channel] ?? 0)
        const empty = db.prepare(`SELECT count(*) FROM ${view} WHERE ${channel} IS NULL`).pluck()
        expect([channel, empty.get()]).toEqual([channel, expected])
      }
    },
  )

  it.each(Object.entries(isMissing ? {} : refused))('%s is refused in words', (path, words) => {
    const file = files.get(path)
    expect([file?.status, file?.importedLines]).toEqual(['failed', 0])
    expect(file?.failureMessage).toMatch(words)
  })
})
