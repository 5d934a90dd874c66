import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { InboxFilter } from '#shared/inbox/filter'
import type { ReadDb } from '../../src/main/database/handles'
import { openReader } from '../../src/main/database/connection/open'
import type { Station } from '../../src/main/ingest/station'
import { mk1Header, mk1Line } from './packages'
import { expectRollupOfRecords } from './rollups'
import { afterTest } from './afterTest'

/** The filter that leaves everything, but for what is named. */
export function inboxFilter(named: Partial<InboxFilter> = {}): InboxFilter {
  return {
    types: [],
    fileIds: [],
    codes: [],
    fields: [],
    statuses: [],
    faultIds: [],
    ...named,
  }
}

/** Ways to spoil a line, each a fault of its own. */
export const spoilt = {
  renamed: (n: number) => mk1Line(n).replace('"velocity"', '"vel"'),
  text: (n: number) => mk1Line(n).replace(/"altitude":([\d.]+)/, '"altitude":"$1 m"'),
  range: (n: number) => mk1Line(n).replace(/"latitude":-?[\d.]+/, '"latitude":120'),
  cut: (n: number) => mk1Line(n).slice(0, -9),
} as const

/** A package whose line n is spoilt the way that `how` names, or clean. */
export function spoiltPackage(
  lines: number,
  how: (n: number) => keyof typeof spoilt | null,
): string {
  const texts = Array.from({ length: lines }, (_, i) => {
    const way = how(i + 2)
    return way === null ? mk1Line(i + 2) : spoilt[way](i + 2)
  })
  return `${[mk1Header, ...texts].join('\n')}\n`
}

/** Imports a text as a package and waits for its end; returns its row's id. */
export async function importText(
  station: Station,
  folder: string,
  name: string,
  text: string | Uint8Array,
): Promise<number> {
  const path = join(folder, name)
  writeFileSync(path, text)
  const { fileIds } = await station.addPaths([path], 'drop')
  await station.idle()
  return fileIds[0] ?? 0
}

/** A reader's connection to what the engine wrote. */
export function readDatabase(folder: string): ReadDb {
  const db = openReader({ path: join(folder, 'data', 'downlink.db') })
  afterTest(() => db.close())
  return db
}

/** The books of every file balance, its rollup is its records', and the inbox counts what there is. */
export function expectBalance(db: ReadDb): void {
  const files = db
    .prepare<[], { id: number; total: number; imported: number; errors: number }>(
      `SELECT id, total_lines = imported_lines + error_lines AS total,
         imported_lines = (SELECT count(*) FROM records
           WHERE id BETWEEN files.id << 32 AND files.id << 32 | 4294967295) AS imported,
         error_lines = (SELECT count(*) FROM bad_lines WHERE status <> 'fixed'
           AND id BETWEEN files.id << 32 AND files.id << 32 | 4294967295) AS errors
       FROM files`,
    )
    .all()
  for (const { id, ...file } of files) {
    expect(file).toEqual({ total: 1, imported: 1, errors: 1 })
    expectRollupOfRecords(db, id)
  }
  const counted = db
    .prepare(
      `SELECT id >> 32 AS file_id, fault, count(*) FILTER (WHERE status = 'open') AS open,
         count(*) FILTER (WHERE status = 'fixed') AS fixed,
         count(*) FILTER (WHERE status = 'dismissed') AS dismissed
       FROM bad_lines GROUP BY 1, 2 ORDER BY 1, 2`,
    )
    .all()
  expect(db.prepare('SELECT * FROM fault_counts ORDER BY file_id, fault').all()).toEqual(counted)
  const fixedWithRecord = db
    .prepare(
      `SELECT count(*) FROM bad_lines LEFT JOIN records USING (id)
       WHERE (status = 'fixed') <> (records.id IS NOT NULL)`,
    )
    .pluck()
    .get()
  expect(fixedWithRecord).toBe(0)
  const blocks = db
    .prepare<[], { fault: number; first_id: number; lines: Buffer }>(
      'SELECT fault, first_id, lines FROM fault_blocks',
    )
    .all()
    .flatMap(({ fault, first_id: first, lines }) => {
      const file = Math.floor(first / 2 ** 32)
      const numbers = new Uint32Array(new Uint8Array(lines).buffer)
      return Array.from(numbers, (line) => `${fault} ${file * 2 ** 32 + line}`)
    })
  const rows = db
    .prepare<[], { fault: number; id: number }>('SELECT fault, id FROM bad_lines')
    .all()
    .map(({ fault, id }) => `${fault} ${id}`)
  expect(blocks.toSorted()).toEqual(rows.toSorted())
}
