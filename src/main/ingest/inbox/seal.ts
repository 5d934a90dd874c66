import type { Seal } from '#shared/inbox/seal'
import { countText } from '#shared/numbers'
import { layoutOf } from '../../database/definitions/layoutOf'
import { fileById } from '../../database/files/files'
import type { ReadDb } from '../../database/handles'
import { lineId } from '../../database/lines/lineId'
import { openReader, type OpenOptions } from '../../database/connection/open'
import type { Progress, Task } from '../jobs/task'

/** Line numbers that one query counts. */
const LINES_PER_QUERY = 200_000

type Rows = { -readonly [K in keyof Seal['rows']]: number } & {
  /** Fixed lines that have no record, and open or dismissed ones that have one. */
  misplaced: number
}

/**
 * Counts the rows of a package one by one and compares them with its ledger: through a connection of
 * its own on the database's path, in one read transaction, so that nothing moves while it counts.
 */
export class Sealing implements Task<Seal> {
  readonly #db: ReadDb
  readonly #fileId: number
  readonly #lastLine: number
  readonly #table: string
  readonly #rows: Rows = { records: 0, open: 0, fixed: 0, dismissed: 0, misplaced: 0 }
  #nextLine = 0

  /** Throws when there is no such file. */
  constructor(options: OpenOptions, fileId: number) {
    this.#fileId = fileId
    this.#db = openReader(options)
    try {
      this.#db.exec('BEGIN')
      this.#lastLine = lastLine(this.#db, fileId)
      this.#table = layoutOf(this.#db, fileId).table
    } catch (error) {
      this.#db.close()
      throw error
    }
  }

  get progress(): Progress {
    const { records, open, dismissed } = this.#rows
    const total = fileById(this.#db, this.#fileId)?.totalLines ?? null
    return { done: records + open + dismissed, total, found: 0 }
  }

  step(until: number): Seal | null {
    while (this.#nextLine <= this.#lastLine) {
      this.#count(this.#nextLine, this.#nextLine + LINES_PER_QUERY - 1)
      this.#nextLine += LINES_PER_QUERY
      if (performance.now() >= until) return null
    }
    return this.#seal()
  }

  close(): void {
    this.#db.close()
  }

  #count(firstLine: number, lastOfThem: number): void {
    const range = {
      first: lineId(this.#fileId, firstLine),
      last: lineId(this.#fileId, lastOfThem),
    }
    const records = this.#db
      .prepare<[typeof range], number>(
        `SELECT count(*) FROM ${this.#table} WHERE id BETWEEN @first AND @last`,
      )
      .pluck()
      .get(range)
    this.#rows.records += records ?? 0
    const bad = this.#db
      .prepare<[typeof range], Omit<Rows, 'records'>>(
        `SELECT
           count(*) FILTER (WHERE status = 'open') AS open,
           count(*) FILTER (WHERE status = 'fixed') AS fixed,
           count(*) FILTER (WHERE status = 'dismissed') AS dismissed,
           count(*) FILTER (WHERE (status = 'fixed') <> (record.id IS NOT NULL)) AS misplaced
         FROM bad_lines LEFT JOIN ${this.#table} AS record USING (id) WHERE bad_lines.id BETWEEN @first AND @last`,
      )
      .get(range)
    if (bad === undefined) return
    this.#rows.open += bad.open
    this.#rows.fixed += bad.fixed
    this.#rows.dismissed += bad.dismissed
    this.#rows.misplaced += bad.misplaced
  }

  #seal(): Seal {
    const file = fileById(this.#db, this.#fileId)
    if (file === null) throw new Error(`There is no package #${this.#fileId} any more.`)
    const { misplaced, ...rows } = this.#rows
    const ledger = {
      total: file.totalLines,
      imported: file.importedLines,
      errors: file.errorLines,
      skipped: file.skippedLines,
    }
    const faults = [
      differ('imported and bad lines together', ledger.imported + ledger.errors, ledger.total),
      differ('records', rows.records, ledger.imported),
      differ('open and dismissed lines', rows.open + rows.dismissed, ledger.errors),
      misplaced === 0 ? null : `${countText(misplaced)} bad lines are in two places, or in none`,
      // Rows that an earlier attempt left beyond the checkpoint are still listed until they go.
      ...(file.status === 'complete' ? inboxFaults(this.#db, this.#fileId, rows) : []),
    ].filter((fault) => fault !== null)
    return { balanced: faults.length === 0, at: new Date().toISOString(), ledger, rows, faults }
  }
}

/** The inbox's own counts against the rows. */
function inboxFaults(db: ReadDb, fileId: number, rows: Seal['rows']): (string | null)[] {
  const counted = db
    .prepare<[number], { open: number; fixed: number; dismissed: number }>(
      `SELECT coalesce(sum(open), 0) AS open, coalesce(sum(fixed), 0) AS fixed,
         coalesce(sum(dismissed), 0) AS dismissed
       FROM fault_counts WHERE file_id = ?`,
    )
    .get(fileId)
  return [
    differ('open lines in the inbox', counted?.open ?? 0, rows.open),
    differ('mended lines in the inbox', counted?.fixed ?? 0, rows.fixed),
    differ('dismissed lines in the inbox', counted?.dismissed ?? 0, rows.dismissed),
  ]
}

function lastLine(db: ReadDb, fileId: number): number {
  const file = fileById(db, fileId)
  if (file === null) throw new Error(`There is no package #${fileId}.`)
  return file.checkpointLine
}

function differ(what: string, has: number, wanted: number): string | null {
  return has === wanted ? null : `${countText(has)} ${what} instead of ${countText(wanted)}`
}
