import type Database from 'better-sqlite3'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { NewerDatabaseError } from '../../../src/main/database/connection/migrate'
import { openWriter } from '../../../src/main/database/connection/open'
import { createWriteMethods } from '../../../src/main/database/writeMethods'
import { emptyChunk } from '../../helpers/chunks'
import { startFile } from '../../helpers/startFile'
import { afterTest } from '../../helpers/afterTest'
import { tempFolder } from '../../helpers/station'

function newDatabase() {
  const path = join(tempFolder(), 'downlink.db')
  const db = openWriter({ path })
  afterTest(() => db.open && db.close())
  return { db, path }
}

const columns = (db: Database.Database, table: string): unknown[] =>
  db.prepare('SELECT name FROM pragma_table_xinfo(?)').pluck().all(table)

describe('the public names of the database', () => {
  it.each([
    [
      'files',
      'id path name source status duplicate_of satellite_type size_bytes fingerprint device inode mtime_ns ctime_ns total_lines imported_lines error_lines skipped_lines checkpoint_byte checkpoint_line failure_code failure_message source_state source_reason inserted_at started_at finished_at',
    ],
    ['telemetry', 'id file_id line timestamp_us velocity altitude latitude longitude instruments'],
    ['line_errors', 'id file_id line byte_offset code issues raw raw_bytes status'],
    ['unknown_keys', 'file_id key count first_line'],
  ])('%s has all its columns', (table, names) => {
    const { db } = newDatabase()
    expect(columns(db, table)).toEqual(expect.arrayContaining(names.split(' ')))
  })

  it('has pages of 32 KiB and a WAL from the start', () => {
    const { db } = newDatabase()
    expect(db.pragma('page_size', { simple: true })).toBe(32_768)
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(db.pragma('synchronous', { simple: true })).toBe(1)
  })

  it('refuses a database of a newer program and leaves it as it is', () => {
    const { db, path } = newDatabase()
    db.pragma('user_version = 99999')
    db.close()
    expect(() => openWriter({ path })).toThrow(NewerDatabaseError)
  })
})

const plan = (db: Database.Database, sql: string): string[] =>
  db
    .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all()
    .map(({ detail }) => detail)

describe('what operators and views ask', () => {
  it.each([
    [
      'SELECT * FROM telemetry WHERE timestamp_us BETWEEN 1 AND 2',
      'SEARCH records USING INDEX records_by_time (timestamp_us>? AND timestamp_us<?)',
    ],
    [
      'SELECT * FROM telemetry WHERE id BETWEEN (7 << 32) AND (7 << 32 | 4294967295)',
      'SEARCH records USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)',
    ],
    [
      'SELECT * FROM line_errors WHERE id BETWEEN (7 << 32) AND (7 << 32 | 4294967295)',
      'SEARCH bad_lines USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)',
    ],
    [
      `SELECT id FROM files WHERE path = 'x' ORDER BY id DESC LIMIT 1`,
      'SEARCH files USING COVERING INDEX files_by_path (path=?)',
    ],
  ])('%s is found by an index', (sql, expected) => {
    const { db } = newDatabase()
    expect(plan(db, sql)[0]).toBe(expected)
  })
})

describe.each(['ASC', 'DESC'])('where the index on time is %s', (direction) => {
  const newPlan = (sql: string): string[] => {
    const { db } = newDatabase()
    db.exec(`DROP INDEX records_by_time;
      CREATE INDEX records_by_time ON records (timestamp_us ${direction})`)
    return plan(db, sql)
  }

  it.each([
    'SELECT * FROM telemetry WHERE timestamp_us BETWEEN 1 AND 2',
    'SELECT * FROM telemetry WHERE timestamp_us >= 1 AND timestamp_us < 2 ORDER BY timestamp_us',
    'SELECT * FROM telemetry WHERE timestamp_us >= 1 AND timestamp_us < 2 ORDER BY timestamp_us DESC',
    'SELECT * FROM telemetry WHERE timestamp_us > 1 ORDER BY timestamp_us LIMIT 1',
    'SELECT * FROM telemetry WHERE timestamp_us < 1 ORDER BY timestamp_us DESC LIMIT 1',
  ])('%s searches it and sorts nothing', (sql) => {
    const steps = newPlan(sql)
    expect(steps[0]).toMatch(/^SEARCH records USING INDEX records_by_time \(timestamp_us/)
    expect(steps.join()).not.toContain('TEMP B-TREE')
  })

  it.each([
    'SELECT * FROM telemetry ORDER BY timestamp_us LIMIT 9',
    'SELECT * FROM telemetry ORDER BY timestamp_us DESC LIMIT 9',
  ])('%s goes along it', (sql) => {
    const steps = newPlan(sql)
    expect(steps[0]).toMatch(/^SCAN records USING INDEX records_by_time/)
    expect(steps.join()).not.toContain('TEMP B-TREE')
  })

  it.each(['ASC', 'DESC'])('those of one moment are sorted by id at most (%s)', (order) => {
    const than = order === 'ASC' ? '>' : '<'
    const [first, ...others] = newPlan(
      `SELECT id FROM records INDEXED BY records_by_time WHERE (timestamp_us, id) ${than} (1, 2)
       ORDER BY timestamp_us ${order}, id ${order} LIMIT 9`,
    )
    expect(first).toMatch(/^SEARCH records USING COVERING INDEX records_by_time/)
    expect(others).toEqual(direction === 'ASC' ? [] : ['USE TEMP B-TREE FOR LAST TERM OF ORDER BY'])
  })
})

const writerWithFile = () => {
  const { db } = newDatabase()
  const writer = createWriteMethods(db)
  return { db, writer, fileId: startFile(writer) }
}

describe('a chunk', () => {
  it('is stored once: the same chunk again is refused whole', () => {
    const { db, writer, fileId } = writerWithFile()
    const from = { byte: 0, line: 0 }
    const chunk = emptyChunk({ records: 120, errors: 3 })
    expect(writer.write({ fileId, from, chunk })).toEqual({ stored: true })
    expect(() => writer.write({ fileId, from, chunk })).toThrow(/no longer stands at line 0/)
    expect(db.prepare('SELECT count(*) FROM telemetry').pluck().get()).toBe(120)
    expect(db.prepare('SELECT total_lines FROM files').pluck().get()).toBe(123)
  })

  it('gives ids that hold the file and the line, far beyond two million files', () => {
    const { db, writer } = writerWithFile()
    db.exec('UPDATE files SET id = 1 << 30')
    const fileId = 2 ** 30
    const chunk = emptyChunk({ records: 60, errors: 1 })
    writer.write({ fileId, from: { byte: 0, line: 0 }, chunk })
    const row = db.prepare('SELECT id, file_id, line FROM telemetry ORDER BY id').safeIntegers()
    expect(row.get()).toEqual({
      id: (BigInt(fileId) << 32n) | 2n,
      file_id: BigInt(fileId),
      line: 2n,
    })
    expect(db.prepare('SELECT file_id, line FROM line_errors').get()).toEqual({
      file_id: fileId,
      line: 62,
    })
  })

  it('keeps a hundred unknown keys by name and counts the others together', () => {
    const { db, writer, fileId } = writerWithFile()
    const keys = Array.from({ length: 150 }, (_, i) => ({
      key: `k${i}`,
      count: 2,
      firstLine: i + 2,
    }))
    const chunk = { ...emptyChunk({ records: 1 }), unknownKeys: keys }
    writer.write({ fileId, from: { byte: 0, line: 0 }, chunk })
    const all = db.prepare('SELECT key, count FROM unknown_keys').all()
    expect(all).toHaveLength(101)
    expect(all.at(-1)).toEqual({ key: null, count: 100 })
  })

  it('keeps words in the record itself once the table of words is full', () => {
    const { db, writer, fileId } = writerWithFile()
    db.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 65536)
      INSERT INTO instrument_words (words) SELECT '{"w":"' || i || '"}' FROM n`)
    writer.write({ fileId, from: { byte: 0, line: 0 }, chunk: emptyChunk({ records: 2 }) })
    const stored = db.prepare('SELECT typeof(instruments) FROM records').pluck().all()
    expect(stored).toEqual(['text', 'text'])
    expect(db.prepare('SELECT instruments FROM telemetry').pluck().get()).toBe(
      '{"instrument1":"ok","instrument2":"ok"}',
    )
  })
})
