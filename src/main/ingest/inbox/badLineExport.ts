import type { TableFormat } from '#shared/exports'
import type { BadLineExport } from '#shared/inbox/exports'
import type { InboxFilter } from '#shared/inbox/filter'
import type { ReadDb } from '../../database/handles'
import { eachIdBatch, filteredParts, type FilteredParts } from '../../database/inbox/lineIds'
import { rawLines } from '../../database/inbox/rawLines'
import { BadLineRows } from '../../export/badLineRows'
import { ExportFile } from '../../export/exportFile'
import type { Progress, Task } from '../jobs/task'

const LINES_PER_READ = 200

export interface BadLineExportRequest {
  readonly filter: InboxFilter
  readonly format: TableFormat
  /** Where the file is to be; one that is there is replaced. */
  readonly path: string
  readonly archiveFolders: readonly string[]
}

/** Writes the bad lines of a filter to a file. */
export class ExportBadLines implements Task<BadLineExport> {
  readonly #db: ReadDb
  readonly #rows: BadLineRows
  readonly #out: ExportFile
  readonly #total: number
  readonly #texts: AsyncIterator<string>
  #lines = 0

  constructor(db: ReadDb, request: BadLineExportRequest) {
    this.#db = db
    this.#rows = new BadLineRows(db, request.format, request.archiveFolders)
    const filtered = filteredParts(db, request.filter)
    this.#total = filtered.total
    this.#texts = this.#textsOf(filtered)
    this.#out = new ExportFile(request.path)
  }

  get progress(): Progress {
    return { done: this.#lines, total: this.#total, found: 0 }
  }

  async step(until: number): Promise<BadLineExport | null> {
    do {
      const next = await this.#texts.next()
      if (next.done === true) {
        await this.#out.finish()
        const { name, bytes } = this.#out
        return { name, lines: this.#lines, bytes, truncated: this.#rows.truncated }
      }
      this.#out.write(next.value)
    } while (performance.now() < until)
    return null
  }

  close(): void {
    this.#rows.close()
    this.#out.close()
  }

  async *#textsOf(filtered: FilteredParts): AsyncGenerator<string> {
    if (this.#rows.header !== null) yield `${this.#rows.header}\n`
    for (const ids of inReads(eachIdBatch(this.#db, filtered))) {
      for (const line of rawLines(this.#db, ids)) {
        if (!filtered.statuses.includes(line.status)) continue
        this.#lines += 1
        yield* await this.#rows.piecesOf(line)
        yield '\n'
      }
    }
  }
}

function* inReads(batches: Iterable<readonly bigint[]>): Generator<readonly bigint[]> {
  for (const ids of batches) {
    for (let at = 0; at < ids.length; at += LINES_PER_READ) {
      yield ids.slice(at, at + LINES_PER_READ)
    }
  }
}
