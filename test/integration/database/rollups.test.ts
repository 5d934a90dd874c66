import Database from 'better-sqlite3'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openWriter } from '../../../src/main/database/connection/open'
import { createWriteMethods } from '../../../src/main/database/writeMethods'
import { makeVersion10 } from '../../helpers/oldDatabase'
import {
  blocksIn,
  expectRollupOfRecords,
  storedRollup,
  sumsIn,
  type Row,
} from '../../helpers/rollups'
import { newStore } from '../../helpers/storeRecords'
import { afterTest } from '../../helpers/afterTest'
import { tempFolder } from '../../helpers/station'

/** Records with bad lines between them; time goes on, with a gap and a step back. */
function rowsOf(count: number, factor = 1): Row[] {
  return Array.from({ length: count }, (_, i): Row => {
    const time =
      1_703_583_267_602_982 +
      factor * (i * 11 + (i > 7_000 ? 90_000 : 0) - (i % 1_000 === 0 ? 50 : 0))
    return [i + 2, time, i / 3, 0.5 - i / 7, (i % 180) - 90, (i % 360) - 180]
  }).filter((_, i) => i % 97 !== 5 && !(i > 3_000 && i < 3_700))
}

/** Instruments that change now and then. */
const textOf = (line: number): string =>
  JSON.stringify({
    instrument1: line % 70 < 3 ? 'faulty' : 'ok',
    instrument2: ['a', 'b', 'c'][Math.floor(line / 900) % 3] ?? '',
  })

const rowsInTable = (db: ReturnType<typeof openWriter>): number =>
  Number(db.prepare('SELECT count(*) FROM rollups').pluck().get())

describe('the rollup of a file', () => {
  it('is that of its records, whichever way and in whatever chunks they are written', () => {
    const [staged = [], bound] = (['staged', 'bound'] as const).map((way) => {
      const { db, store } = newStore(way)
      const fileIds = [6_000, 50_000, 3_000, 300, 256, 100].map((linesPerChunk) =>
        store(rowsOf(9_000), linesPerChunk, textOf),
      )
      fileIds.push(store(rowsOf(600, -1), 1, textOf))
      for (const fileId of fileIds) expectRollupOfRecords(db, fileId)
      return fileIds.map((fileId) => storedRollup(db, fileId))
    })
    expect(staged).toHaveLength(7)
    expect(staged).toEqual(bound)
  })

  it('needs few rows, however few lines are written at once', () => {
    const { db, store } = newStore()
    store(rowsOf(1_000), 1)
    expect(rowsInTable(db)).toBe(1)
    store(rowsOf(25_000), 256)
    expect(rowsInTable(db)).toBeLessThanOrEqual(1 + 25_000 / 256 / 40 + 1)
  })

  it('takes less than a byte a record', () => {
    const { db, store } = newStore()
    store(rowsOf(200_000))
    const bytes = db.prepare(`SELECT sum(pgsize) FROM dbstat WHERE name = 'rollups'`).pluck().get()
    expect(Number(bytes) / 200_000).toBeLessThan(1)
  })

  it('goes when the file is read from its first line again', () => {
    const { db, writer, store } = newStore()
    const other = store(rowsOf(1_000))
    const fileId = store(rowsOf(25_000))
    writer.fail({ fileId, code: 'unreadable', message: 'no' })
    const identity = { sizeBytes: 11, device: '1', inode: '2', mtimeNs: '3', ctimeNs: '4' }
    writer.requeue({ fileId, identity })
    while (writer.resumePoint({ fileId }).more);
    expect(storedRollup(db, fileId).times).toHaveLength(0)
    expectRollupOfRecords(db, other)
  })
})

/** A database as version 10 would have left it, with the files and records of a newer one. */
function copyAsVersion10(from: string, to: string): void {
  makeVersion10(to, 0)
  const db = new Database(to)
  db.exec(`ATTACH '${from}' AS fresh; DELETE FROM files; DELETE FROM records;
    DELETE FROM instrument_words`)
  for (const table of ['files', 'records', 'instrument_words']) {
    const columns = db.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table).join()
    db.exec(`INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM fresh.${table}`)
  }
  db.close()
}

describe('the upgrade of a database of version 10', () => {
  it('makes the rollups that an import makes', () => {
    const { db: fresh, path: freshPath, store } = newStore()
    const fileIds = [
      store(rowsOf(34_000), 14_000, textOf),
      store(rowsOf(100, -1), 100, textOf),
      store(rowsOf(15_000), 300, textOf),
    ]
    const path = join(tempFolder(), 'downlink.db')
    copyAsVersion10(freshPath, path)
    const upgraded = openWriter({ path })
    afterTest(() => upgraded.close())
    for (const fileId of fileIds) {
      const [made, imported] = [storedRollup(upgraded, fileId), storedRollup(fresh, fileId)]
      expect(blocksIn(made)).toEqual(blocksIn(imported))
      sumsIn(made).forEach((sum, k) => expect(sum).toBeCloseTo(sumsIn(imported)[k] ?? NaN, 3))
      expectRollupOfRecords(upgraded, fileId)
    }
  })

  it('lets what lies at the checkpoint be taken back', () => {
    const { db: fresh, path: freshPath, store } = newStore()
    const fileId = store(rowsOf(30_000))
    fresh.exec(`UPDATE files SET checkpoint_line = 25_000, status = 'processing'`)
    const path = join(tempFolder(), 'downlink.db')
    copyAsVersion10(freshPath, path)
    const upgraded = openWriter({ path })
    const writer = createWriteMethods(upgraded)
    afterTest(() => writer.close())
    expectRollupOfRecords(upgraded, fileId)
    writer.resumePoint({ fileId })
    expectRollupOfRecords(upgraded, fileId)
    expect(storedRollup(upgraded, fileId).times.length).toBeGreaterThan(0)
  })
})
