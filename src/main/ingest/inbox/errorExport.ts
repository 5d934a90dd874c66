import type { TableFormat } from '#shared/exports'
import type { ErrorExport } from '#shared/inbox/exports'
import type { InboxFilter } from '#shared/inbox/filter'
import type { LineErrorStatus } from '#shared/lineErrors'
import type { ReadDb } from '../../database/handles'
import { eachIdBatch, filteredParts } from '../../database/inbox/lineIds'
import { rawLines, type RawLine } from '../../database/inbox/rawLines'
import { BadLineRows } from '../../export/badLineRows'
import { ExportFile } from '../../export/exportFile'
import type { Progress, Task } from '../jobs/task'

const LINES_PER_READ = 200

export interface ErrorExportRequest {
  readonly filter: InboxFilter
  readonly format: TableFormat
  /** Where the file is to be; one that is there is replaced. */
  readonly path: string
  readonly archiveFolders: readonly string[]
}

/** Writes the bad lines of a filter to a file. */
export class ExportErrors implements Task<ErrorExport> {
  readonly #db: ReadDb
  readonly #rows: BadLineRows
  readonly #out: ExportFile
  readonly #total: number
  readonly #statuses: readonly LineErrorStatus[]
  readonly #batches: Iterator<readonly bigint[]>
  /** What was read and not written yet, last line first. */
  #read: RawLine[] = []
  /** What is still to be written of the current line. */
  #pieces: Iterator<string> = [].values()
  #lines = 0

  constructor(db: ReadDb, request: ErrorExportRequest) {
    this.#db = db
    this.#rows = new BadLineRows(db, request.format, request.archiveFolders)
    const filtered = filteredParts(db, request.filter)
    this.#total = filtered.total
    this.#statuses = filtered.statuses
    this.#batches = inReads(eachIdBatch(db, filtered))
    this.#out = new ExportFile(request.path)
    if (this.#rows.header !== null) this.#out.write(`${this.#rows.header}\n`)
  }

  get progress(): Progress {
    return { done: this.#lines, total: this.#total, found: 0 }
  }

  async step(until: number): Promise<ErrorExport | null> {
    do {
      const piece = this.#pieces.next()
      if (piece.done !== true) {
        this.#out.write(piece.value)
        continue
      }
      if (this.#lines > 0) this.#out.write('\n')
      const line = this.#nextLine()
      if (line === null) {
        await this.#out.finish()
        const { name, bytes } = this.#out
        return { name, lines: this.#lines, bytes, truncated: this.#rows.truncated }
      }
      this.#pieces = (await this.#rows.piecesOf(line))[Symbol.iterator]()
      this.#lines += 1
    } while (performance.now() < until)
    return null
  }

  close(): void {
    this.#rows.close()
    this.#out.close()
  }

  #nextLine(): RawLine | null {
    while (this.#read.length === 0) {
      const next = this.#batches.next()
      if (next.done === true) return null
      this.#read = rawLines(this.#db, next.value)
        .filter(({ status }) => this.#statuses.includes(status))
        .toReversed()
    }
    return this.#read.pop() ?? null
  }
}

function* inReads(batches: Iterable<readonly bigint[]>): Generator<readonly bigint[]> {
  for (const ids of batches) {
    for (let at = 0; at < ids.length; at += LINES_PER_READ) {
      yield ids.slice(at, at + LINES_PER_READ)
    }
  }
}
