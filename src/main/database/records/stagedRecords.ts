import type Database from 'better-sqlite3'
import { closeSync, fchmodSync, openSync, rmSync, writeSync } from 'node:fs'
import type { RecordColumns } from '../../record/columns'
import { layoutOf } from '../definitions/layoutOf'
import type { Layout } from '../definitions/layouts'
import type { WriteDb } from '../handles'
import type { Dictionary } from './dictionary'
import { lineId } from '../lines/lineId'
import { IMAGE_PAGE_BYTES, IMAGE_SCHEMA, PageImage } from './pageImage'
import { BoundRecords, FEW_ROWS, type RecordWriter } from './records'

/**
 * Writes records by way of a file beside the database: each chunk becomes a page image there, which
 * SQLite then copies in with one statement. The plain way does what an image can't hold, and what
 * is too little to be worth one.
 *
 * The file holds nothing that is needed later: it is written anew for each chunk and removed at the
 * end, and one left by a killed process is replaced.
 */
export class StagedRecords implements RecordWriter {
  readonly #db: WriteDb
  readonly #words: Dictionary
  readonly #plain: BoundRecords
  readonly #path: string
  readonly #image: PageImage
  readonly #file: number
  readonly #inserts = new Map<number, Database.Statement<[bigint]>>()

  constructor(db: WriteDb, words: Dictionary) {
    this.#db = db
    this.#words = words
    this.#plain = new BoundRecords(db, words)
    this.#path = `${db.name}.stage`
    rmSync(this.#path, { force: true })
    this.#image = new PageImage(emptyImage(db, this.#path))
    // Open for as long as SQLite has it open: closing any descriptor of a file drops the process's
    // locks on it.
    this.#file = openSync(this.#path, 'r+')
    fchmodSync(this.#file, 0o600)
    db.prepare('ATTACH ? AS stage').run(this.#path)
  }

  ready(fileId: number, records: RecordColumns): () => void {
    if (records.count < FEW_ROWS) return this.#plain.ready(fileId, records)
    const numbers = this.#words
      .numbers(records.words)
      .flatMap((id) => id ?? [])
      .map(Number)
    if (numbers.length < records.words.length) return this.#plain.ready(fileId, records)
    this.#write(this.#image.build(records, numbers))
    const insert = this.#insertOf(layoutOf(this.#db, fileId))
    return () => insert.run(lineId(fileId, 0))
  }

  /**
   * The list of columns and the expression keep SQLite from its transfer optimisation, which would
   * fill the index in an order that ruins it when timestamps do not ascend.
   */
  #insertOf({ id, table, columns, wordsColumn }: Layout): Database.Statement<[bigint]> {
    const known = this.#inserts.get(id)
    if (known !== undefined) return known
    const names = columns.map(({ column }) => `${column}, `).join('')
    const staged = columns.map((_, k) => `c${k}, `).join('')
    const insert = this.#db.prepare<[bigint]>(
      `INSERT INTO ${table} (id, timestamp_us, ${names}${wordsColumn})
       SELECT ? | rowid, t, ${staged}w FROM stage.s`,
    )
    this.#inserts.set(id, insert)
    return insert
  }

  /**
   * Outside a transaction: one that is under way has already looked at how large the file is. The
   * header comes last: where the disk is too full for all pages that it counts, SQLite must go on
   * finding the old one, or every later transaction would take the file for a damaged database.
   */
  #write(image: Uint8Array): void {
    this.#writeFrom(IMAGE_PAGE_BYTES, image)
    this.#writeFrom(0, image.subarray(0, IMAGE_PAGE_BYTES))
  }

  #writeFrom(start: number, image: Uint8Array): void {
    for (let at = start; at < image.length;) {
      at += writeSync(this.#file, image, at, image.length - at, at)
    }
  }

  close(): void {
    this.#db.exec('DETACH stage')
    closeSync(this.#file)
    rmSync(this.#path, { force: true })
  }
}

/** Lets SQLite itself make the file, and gives its first page. */
function emptyImage(db: WriteDb, path: string): Uint8Array {
  db.prepare('ATTACH ? AS stage').run(path)
  db.pragma(`stage.page_size = ${IMAGE_PAGE_BYTES}`)
  // Nothing in it is needed later, so nothing of it has to reach the disk.
  db.pragma('stage.journal_mode = MEMORY')
  db.pragma('stage.synchronous = OFF')
  db.exec(IMAGE_SCHEMA.replace('TABLE s', 'TABLE stage.s'))
  const whole = db.serialize({ attached: 'stage' })
  db.exec('DETACH stage')
  return new Uint8Array(whole.subarray(0, IMAGE_PAGE_BYTES))
}
