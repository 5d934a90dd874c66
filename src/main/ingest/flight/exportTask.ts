import type { FlightExport, FlightExported } from '#shared/flight/export'
import { scopeFiles } from '../../database/flight/scopeFiles'
import type { ReadDb } from '../../database/handles'
import { BucketRows } from '../../export/bucketRows'
import { ExportFile } from '../../export/exportFile'
import type { ExportRows } from '../../export/exportRows'
import { RecordRows } from '../../export/recordRows'
import { SameReading } from '../../export/sameReading'
import type { Progress, Task } from '../jobs/task'

/** Lines between two looks at the clock. */
const LINES_PER_LOOK = 256

export interface FlightExportToFile extends FlightExport {
  /** Where the file is to be; one that is there is replaced. */
  readonly path: string
}

/** Writes what a view shows to a file, which is whole or not there. */
export class ExportFlight implements Task<FlightExported> {
  readonly #rows: ExportRows
  readonly #out: ExportFile
  readonly #reading: SameReading
  #lines = 0

  constructor(db: ReadDb, request: FlightExportToFile) {
    // Before the rows are planned: what is read anew from then on shows.
    this.#reading = new SameReading(
      db,
      scopeFiles(db, request.scope).map(({ fileId }) => fileId),
    )
    this.#rows = rowsOf(db, request)
    this.#out = new ExportFile(request.path)
    if (this.#rows.header !== null) this.#write(this.#rows.header)
  }

  get progress(): Progress {
    return { done: this.#rows.done, total: this.#rows.total, found: 0 }
  }

  /** Throws with words when the disk refuses, or a package was read anew meanwhile. */
  async step(until: number): Promise<FlightExported | null> {
    do {
      for (let line = 0; line < LINES_PER_LOOK; line += 1) {
        const next = this.#rows.rows.next()
        if (next.done === true) return this.#finish()
        this.#write(next.value)
        this.#lines += 1
      }
    } while (performance.now() < until)
    return null
  }

  close(): void {
    this.#out.close()
  }

  #write(line: string): void {
    this.#out.write(`${line}\n`, this.#rows.encoding)
  }

  async #finish(): Promise<FlightExported> {
    this.#reading.check()
    await this.#out.finish()
    const { name, bytes } = this.#out
    return { name, rows: this.#lines, bytes, untoldStartUs: this.#rows.untoldStartUs }
  }
}

function rowsOf(db: ReadDb, request: FlightExport): ExportRows {
  const { what, format } = request
  if (what.rows === 'records') return new RecordRows(db, request)
  if (format === 'package') throw new Error('A package holds records, not the points of a plot.')
  return new BucketRows(db, { ...request, format }, what)
}
