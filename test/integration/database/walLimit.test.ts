import Database from 'better-sqlite3'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ReadDb } from '../../../src/main/database/handles'
import { eachRawLine } from '../../../src/main/database/inbox/rawLines'
import { openReader, openWriter } from '../../../src/main/database/connection/open'
import { RecordRows } from '../../../src/main/export/recordRows'
import { keepWalShort, LongReaderError } from '../../../src/main/database/connection/walLimit'
import { createWriteMethods } from '../../../src/main/database/writeMethods'
import { emptyChunk } from '../../helpers/chunks'
import { startFile } from '../../helpers/startFile'
import { afterTest } from '../../helpers/afterTest'
import { tempFolder } from '../../helpers/station'

const MOST = 1024 ** 2

function database() {
  const path = join(tempFolder(), 'downlink.db')
  const db = openWriter({ path })
  afterTest(() => db.open && db.close())
  const writer = createWriteMethods(db)
  const fileId = startFile(writer)
  const wal = (): number => statSync(`${path}-wal`).size
  const grow = (): void => {
    while (wal() <= MOST) writer.updateSettings({ linesPerSecond: 1 + (wal() % 1_000) })
  }
  return { path, db, writer, fileId, wal, grow }
}

describe('the WAL', () => {
  it('is emptied once it is too long', () => {
    const { db, wal, grow } = database()
    grow()
    keepWalShort(db, MOST)
    expect(wal()).toBe(0)
  })

  it('is not written on while somebody reads on and on, and is afterwards', () => {
    const { path, db, wal, grow } = database()
    const other = new Database(path, { readonly: true })
    afterTest(() => other.close())
    other.exec('BEGIN')
    other.prepare('SELECT count(*) FROM files').get()
    grow()
    expect(() => keepWalShort(db, MOST)).toThrow(LongReaderError)
    other.exec('COMMIT')
    keepWalShort(db, MOST)
    expect(wal()).toBe(0)
  })
})

/** The lines of a file's records, as an export takes them. */
function* eachRecord(db: ReadDb, fileId: number): Generator<{ line: number }> {
  const scope = { kind: 'file', fileId } as const
  const { rows } = new RecordRows(db, { scope, window: null, channels: [], format: 'ndjson' })
  for (let row = rows.next(); row.done !== true; row = rows.next()) yield JSON.parse(row.value)
}

describe.each([
  { what: 'records', each: eachRecord, count: 12_345, chunk: { records: 12_345 } },
  { what: 'bad lines', each: eachRawLine, count: 1_234, chunk: { errors: 1_234 } },
])('reading all $what of a file', ({ each, count, chunk }) => {
  it('gives every line once, in order, however slowly they are taken, and holds nothing up', () => {
    const { path, db, writer, fileId, wal, grow } = database()
    writer.write({ fileId, from: { byte: 0, line: 0 }, chunk: emptyChunk(chunk) })
    const reader = openReader({ path })
    afterTest(() => reader.close())
    const lines: number[] = []
    for (const { line } of each(reader, fileId)) {
      lines.push(line)
      if (lines.length % 1_000 !== 1) continue
      grow()
      keepWalShort(db, MOST)
      expect(wal()).toBe(0)
    }
    expect(lines).toEqual(Array.from({ length: count }, (_, i) => i + 2))
  })
})
