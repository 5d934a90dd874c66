import * as fc from 'fast-check'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { RecordColumns } from '../../../src/main/record/columns'
import { openWriter } from '../../../src/main/database/connection/open'
import { layoutOf } from '../../../src/main/database/definitions/layoutOf'
import type { WriteDb } from '../../../src/main/database/handles'
import type { ChunkWritten, RecordWay } from '../../../src/main/database/records/chunkWriter'
import { FEW_ROWS } from '../../../src/main/database/records/records'
import { createWriteMethods, type WriteMethods } from '../../../src/main/database/writeMethods'
import { afterTest } from '../../helpers/afterTest'
import { emptyChunk } from '../../helpers/chunks'
import { fuzzed } from '../../helpers/fuzz'
import { recordColumns } from '../../helpers/recordColumns'
import { startFile } from '../../helpers/startFile'
import { startOwnType } from '../../helpers/startOwnType'
import { tempFolder } from '../../helpers/station'

const START_US = 1_703_583_267_602_982

interface Opened {
  readonly db: WriteDb
  readonly writer: WriteMethods
}

function newDatabase(way: RecordWay = 'staged'): Opened {
  const db = openWriter({ path: join(tempFolder(), 'downlink.db') })
  const writer = createWriteMethods(db, way)
  afterTest(() => writer.close())
  return { db, writer }
}

/** Stores records as the next chunk of a file. */
function store({ db, writer }: Opened, fileId: number, records: RecordColumns): ChunkWritten {
  const from = db
    .prepare<[number], { byte: number; line: number }>(
      'SELECT checkpoint_byte AS byte, checkpoint_line AS line FROM files WHERE id = ?',
    )
    .get(fileId)
  if (from === undefined) throw new Error('there is no such file')
  const nextLine = (records.line.at(-1) ?? 0) + 1
  // The writer frees what it was given.
  const own = structuredClone(records)
  const chunk = { ...emptyChunk({}), records: own, nextLine, nextByte: nextLine * 100 }
  return writer.write({ fileId, from, chunk })
}

/** Records at such times, with four numbers each. */
function at(times: readonly number[], firstLine = 2): RecordColumns {
  return recordColumns(
    times.map((_, i) => firstLine + i),
    times.map((time, i) => [START_US + time, i / 3, i / 7, (i % 90) / 7, (i % 180) / 7]),
  )
}

const many = (of: (i: number) => number, count = 2 * FEW_ROWS): number[] =>
  Array.from({ length: count }, (_, i) => of(i))

/** Whether the chunk that was written last came with its index. */
function isTransferred({ db }: Opened): boolean {
  return db.prepare(`SELECT 1 FROM stage.sqlite_schema WHERE type = 'index'`).get() !== undefined
}

/** As many as one expression of SQLite may speak of. */
function inParts<T>(all: readonly T[], length: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / length) }, (_, i) =>
    all.slice(i * length, (i + 1) * length),
  )
}

/** All that a layout's table holds, the types of it, and how many bytes it takes. */
function contentOf({ db }: Opened, fileId: number) {
  const { table, timeIndex, columns, wordsColumn } = layoutOf(db, fileId)
  const names = ['timestamp_us', ...columns.map(({ column }) => column), wordsColumn]
  const all = (sql: string, ...values: string[]) =>
    db
      .prepare(sql)
      .raw()
      .safeIntegers()
      .all(...values)
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  return {
    rows: all(`SELECT * FROM ${table} NOT INDEXED ORDER BY id`),
    types: inParts(names, 100).map((some) =>
      all(
        `SELECT ${some.map((name) => `typeof(${name})`).join(` || ' ' || `)}, count(*)
         FROM ${table} GROUP BY 1 ORDER BY 1`,
      ),
    ),
    entries: all(`SELECT timestamp_us, id FROM ${table} INDEXED BY ${timeIndex}`),
    index: all('SELECT sql FROM main.sqlite_schema WHERE name = ?', timeIndex),
    bytes: all(
      `SELECT name, sum(payload) FROM dbstat('main') WHERE name IN (?, ?) GROUP BY 1 ORDER BY 1`,
      table,
      timeIndex,
    ),
  }
}

/** What both ways make of chunks of a type with so many numbers; the staged one transfers all of them. */
function both(numbers: number, chunks: readonly RecordColumns[]) {
  const [staged, bound] = (['staged', 'bound'] as const).map((way) => {
    const opened = newDatabase(way)
    const fileId = startOwnType(opened.writer, numbers)
    for (const records of chunks) {
      expect(store(opened, fileId, records)).toEqual({ stored: true })
      expect(way === 'bound' || isTransferred(opened)).toBe(true)
    }
    return contentOf(opened, fileId)
  })
  return { staged, bound }
}

/** Its rows without their ids. */
function valuesOf(db: WriteDb, table: string): unknown[] {
  const row = db.prepare<[], unknown[]>(`SELECT * FROM ${table} ORDER BY id`).raw()
  return row.all().map(([, ...values]) => values)
}

const anyValue = fc.oneof(
  fc.double({ noDefaultInfinity: true }),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.integer({ min: -130, max: 130 }),
  fc.constantFrom(NaN, 0, -0, 1, 2 ** 31, -(2 ** 31), 2 ** 47, -(2 ** 47), 2 ** 47 - 1),
)

describe('records that are transferred', () => {
  it.each([
    [1, 40],
    [4, 40],
    [20, 20],
    [250, 3],
    [990, 1],
  ])('are those of the plain way, bit for bit: %i numbers', (numbers, runs) => {
    const rows = fc.array(fc.array(anyValue, { minLength: numbers, maxLength: numbers }), {
      minLength: 1,
      maxLength: 40,
    })
    fc.assert(
      fc.property(rows, fc.constantFrom(-1, 1), (some, forwards) => {
        const chunk = (firstLine: number) =>
          recordColumns(
            many((i) => firstLine + i),
            many((i) => i).map((i) => [
              START_US + forwards * Math.floor((firstLine + i) / 3),
              ...(some[i % some.length] ?? []),
            ]),
          )
        const { staged, bound } = both(numbers, [chunk(2), chunk(2_000)])
        expect(staged).toEqual(bound)
      }),
      { numRuns: fuzzed(runs) },
    )
  })

  it('are copied as they are, without a look at their values', () => {
    const opened = newDatabase()
    const fileId = startFile(opened.writer)
    store(opened, fileId, at(many((i) => i)))
    const codes = opened.db
      .prepare<[], { opcode: string }>(
        'EXPLAIN INSERT INTO main.records SELECT * FROM stage.records',
      )
      .all()
      .map(({ opcode }) => opcode)
    expect(codes).toContain('RowCell')
    expect(codes).not.toContain('Column')
  })

  it('of two layouts in turn stand in the layout of their type', () => {
    const opened = newDatabase()
    const files = [startFile(opened.writer), startOwnType(opened.writer, 4)]
    for (let round = 0; round < 3; round += 1) {
      for (const fileId of files) {
        store(
          opened,
          fileId,
          at(
            many((i) => round * 10_000 + i),
            2 + round * 1_000,
          ),
        )
        expect(isTransferred(opened)).toBe(true)
      }
    }
    const table = (fileId: number): string => layoutOf(opened.db, fileId).table
    const values = files.map((fileId) => valuesOf(opened.db, table(fileId)))
    expect(values[0]).toHaveLength(6 * FEW_ROWS)
    expect(values[0]).toEqual(values[1])
  })
})

describe('records are copied value by value', () => {
  const forwards = at(many((i) => 1_000 + i))

  it.each([
    ['where they begin before the last one', at(many((i) => 1_000 + 2 * FEW_ROWS - 2 + i))],
    ['where they have the times of others', forwards],
    ['where they turn back at their end', at(many((i) => (i === 511 ? 8_000 : 9_000 + i)))],
    ['where they go the other way', at(many((i) => 900 - i))],
    ['where they go the other way, behind the last one', at(many((i) => 9_000 - i))],
  ])('%s', (_, records) => {
    const opened = newDatabase()
    const first = startFile(opened.writer)
    store(opened, first, forwards)
    expect(isTransferred(opened)).toBe(true)
    store(opened, startFile(opened.writer, { path: '/b.json' }), records)
    expect(isTransferred(opened)).toBe(false)
    expect(contentOf(opened, first).rows).toHaveLength(4 * FEW_ROWS)
  })

  it.each([1, -1])(
    'where they begin at the moment of the last one, before it (steps of %i)',
    (step) => {
      const opened = newDatabase()
      const first = startFile(opened.writer)
      const second = startFile(opened.writer, { path: '/b.json' })
      const end = 2 * FEW_ROWS - 1
      store(opened, first, at(many((i) => step * i)))
      store(opened, second, at(many(() => step * end)))
      expect(isTransferred(opened)).toBe(true)
      store(
        opened,
        first,
        at(
          many((i) => step * (end + i)),
          2 + 2 * FEW_ROWS,
        ),
      )
      expect(isTransferred(opened)).toBe(false)
      expect(contentOf(opened, first).rows).toHaveLength(6 * FEW_ROWS)
    },
  )

  it('but not where they begin at the moment of the last one, behind it', () => {
    const opened = newDatabase()
    store(opened, startFile(opened.writer), forwards)
    const second = startFile(opened.writer, { path: '/b.json' })
    store(opened, second, at(many((i) => 1_000 + 2 * FEW_ROWS - 1 + i)))
    expect(isTransferred(opened)).toBe(true)
  })

  it('where the table has a column of somebody else’s', () => {
    const opened = newDatabase()
    opened.db.exec('ALTER TABLE records ADD COLUMN note TEXT')
    const fileId = startFile(opened.writer)
    expect(store(opened, fileId, forwards)).toEqual({ stored: true })
    expect(isTransferred(opened)).toBe(false)
    expect(contentOf(opened, fileId).rows).toHaveLength(2 * FEW_ROWS)
  })

  it('where the first layout would get a missing value, which it refuses', () => {
    const opened = newDatabase()
    const fileId = startFile(opened.writer)
    const records = at(many((i) => i))
    const [velocity] = records.values
    velocity?.fill(NaN, 300, 301)
    expect(store(opened, fileId, records)).toMatchObject({
      stored: false,
      refused: [{ index: 300, reason: expect.stringContaining('NOT NULL') }],
    })
  })

  it('where somebody has an index of his own, and rules are kept', () => {
    const opened = newDatabase()
    opened.db.exec('CREATE UNIQUE INDEX own ON records (velocity)')
    const fileId = startFile(opened.writer)
    const records = at(many((i) => i))
    const [velocity] = records.values
    velocity?.fill(1 / 3, 300, 301)
    expect(store(opened, fileId, records)).toMatchObject({
      stored: false,
      refused: [{ index: 300 }],
    })
    expect(opened.db.pragma('main.integrity_check', { simple: true })).toBe('ok')
  })
})

function indexOrderOf({ db }: Opened): unknown {
  return db
    .prepare(
      `SELECT iif("desc", 'descending', 'ascending') FROM pragma_index_xinfo('records_by_time')`,
    )
    .pluck()
    .get()
}

describe('the index on time', () => {
  it.each([
    ['ascending', 1],
    ['descending', -1],
  ] as const)('is %s where the first records are, and stays so', (order, step) => {
    for (const way of ['staged', 'bound'] as const) {
      const opened = newDatabase(way)
      const fileId = startFile(opened.writer)
      store(opened, fileId, at(many((i) => step * i)))
      expect(indexOrderOf(opened)).toBe(order)
      store(opened, startFile(opened.writer, { path: '/b.json' }), at(many((i) => -step * i)))
      expect(indexOrderOf(opened)).toBe(order)
      contentOf(opened, fileId)
    }
  })

  it('is chosen anew when all records are gone', () => {
    const opened = newDatabase()
    store(opened, startFile(opened.writer), at(many((i) => i)))
    opened.db.exec('DELETE FROM records')
    expect(indexOrderOf(opened)).toBe('ascending')
    store(opened, startFile(opened.writer, { path: '/b.json' }), at(many((i) => -i)))
    expect(indexOrderOf(opened)).toBe('descending')
  })

  it('may have one order in one layout and the other in another', () => {
    const opened = newDatabase()
    const files = [startFile(opened.writer), startOwnType(opened.writer, 4)]
    for (const [k, fileId] of files.entries()) {
      store(opened, fileId, at(many((i) => (k === 0 ? i : -i))))
      expect(isTransferred(opened)).toBe(true)
    }
    expect(files.map((fileId) => String(contentOf(opened, fileId).index))).toEqual([
      expect.stringContaining('ASC'),
      expect.stringContaining('DESC'),
    ])
  })

  it.each([1, -1])('stays full, also of a second file over the same time (steps of %i)', (step) => {
    const opened = newDatabase()
    const pages = (): number => Number(opened.db.pragma('main.page_count', { simple: true }))
    const before = pages()
    const fileIds = ['/a.json', '/b.json'].map((path) => startFile(opened.writer, { path }))
    const sizes = fileIds.map((fileId) => {
      for (let chunk = 0; chunk < 5; chunk += 1) {
        const first = chunk * 20_000
        store(
          opened,
          fileId,
          at(
            many((i) => step * (first + i) * 10, 20_000),
            2 + first,
          ),
        )
      }
      return pages()
    })
    // 100,000 rows of 59 bytes, and as many entries of 20, in pages of 32 KiB.
    const least = (100_000 * (59 + 20)) / 32_768
    expect((sizes[0] ?? 0) - before).toBeLessThan(least * 1.05)
    expect((sizes[1] ?? 0) - (sizes[0] ?? 0)).toBeLessThan(least * 1.3)
  })
})
