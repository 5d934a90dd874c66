import { closeSync, fchmodSync, openSync, rmSync, writeSync } from 'node:fs'
import { tableSql, timeIndexSql, type Layout, type TimeOrder } from '../definitions/layouts'
import type { WriteDb } from '../handles'
import { IMAGE_PAGE_BYTES } from './imagePages'

/** Where the number that tells schemas apart stands in a database's first page. */
const SCHEMA_COOKIE = 40

/**
 * A database file beside the database, attached as `stage`, that is written as a whole again and again.
 *
 * It holds nothing that is needed later: it is removed at the end, and one left by a killed process is
 * replaced.
 */
export class Stage {
  readonly #db: WriteDb
  readonly #path: string
  readonly #file: number
  #isAttached = false

  constructor(db: WriteDb) {
    this.#db = db
    this.#path = `${db.name}.stage`
    rmSync(this.#path, { force: true })
    // Open for as long as SQLite has it open: closing any descriptor of a file drops the process's
    // locks on it.
    this.#file = openSync(this.#path, 'wx+')
    fchmodSync(this.#file, 0o600)
  }

  /**
   * Outside a transaction: one that is under way has already looked at how large the file is. The
   * header comes last: where the disk is too full for all pages that it counts, SQLite must go on
   * finding the old one, or every later transaction would take the file for a damaged database.
   */
  write(image: Uint8Array): void {
    this.#writeFrom(IMAGE_PAGE_BYTES, image)
    this.#writeFrom(0, image.subarray(0, IMAGE_PAGE_BYTES))
    if (this.#isAttached) return
    this.#db.prepare('ATTACH ? AS stage').run(this.#path)
    this.#isAttached = true
  }

  #writeFrom(start: number, image: Uint8Array): void {
    for (let at = start; at < image.length;) {
      at += writeSync(this.#file, image, at, image.length - at, at)
    }
  }

  close(): void {
    if (this.#isAttached) this.#db.exec('DETACH stage')
    closeSync(this.#file)
    rmSync(this.#path, { force: true })
  }
}

/**
 * The first page of a stage for a layout, which is its schema: the very table of the layout and its
 * index on time, or, without an order, a table of columns without types, because SQLite would bring
 * each value that it reads to the column's type once more. Outside a transaction.
 */
export function stageSchema(db: WriteDb, layout: Layout, order: TimeOrder | null): Uint8Array {
  db.exec(`ATTACH ':memory:' AS draft`)
  try {
    db.pragma(`draft.page_size = ${IMAGE_PAGE_BYTES}`)
    if (order === null) {
      db.exec(plainTableSql(layout, 'draft'))
    } else {
      db.exec(tableSql(layout, 'draft'))
      db.exec(timeIndexSql(layout, order, 'draft'))
    }
    const page = new Uint8Array(db.serialize({ attached: 'draft' }).subarray(0, IMAGE_PAGE_BYTES))
    const place = { ascending: 1, descending: 2 }
    const cookie = layout.id * 3 + (order === null ? 0 : place[order])
    new DataView(page.buffer).setUint32(SCHEMA_COOKIE, cookie)
    return page
  } finally {
    db.exec('DETACH draft')
  }
}

function plainTableSql({ table, columns, wordsColumn }: Layout, schema: string): string {
  const names = columns.map(({ column }) => `${column}, `).join('')
  return `CREATE TABLE ${schema}.${table} (
    id INTEGER PRIMARY KEY, timestamp_us, ${names}${wordsColumn})`
}
