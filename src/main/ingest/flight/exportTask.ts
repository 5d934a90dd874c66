import type { FlightExport, FlightExported } from '#shared/flight/export'
import { fileById } from '../../database/files'
import { scopeFiles } from '../../database/flight/scopeFiles'
import type { ReadDb } from '../../database/handles'
import { ExportFile } from '../inbox/exportFile'
import type { Progress, Task } from '../inbox/task'
import { BucketRows } from './bucketRows'
import type { ExportRows } from './exportRows'
import { RecordRows } from './recordRows'

/** Lines between two looks at the clock. */
const LINES_PER_LOOK = 256

export interface FlightExportToFile extends FlightExport {
  /** Where the file is to be; one that is there is replaced. */
  readonly path: string
}

/** Writes what a view shows to a file, which is whole or not there. */
export class ExportFlight implements Task<FlightExported> {
  readonly #db: ReadDb
  readonly #rows: ExportRows
  readonly #out: ExportFile
  /** The packages, and when reading of each began. */
  readonly #begun: ReadonlyMap<number, string | null>
  #lines = 0

  constructor(db: ReadDb, request: FlightExportToFile) {
    const { what } = request
    this.#db = db
    this.#rows =
      what.rows === 'records' ? new RecordRows(db, request) : new BucketRows(db, request, what)
    this.#begun = new Map(
      scopeFiles(db, request.scope).map(({ fileId }) => [fileId, this.#begunAt(fileId)]),
    )
    this.#out = new ExportFile(request.path)
    if (this.#rows.header !== null) this.#out.write(`${this.#rows.header}\n`)
  }

  get progress(): Progress {
    return { done: this.#rows.done, total: this.#rows.total, found: 0 }
  }

  /** Throws with words when the disk refuses, or a package was read anew meanwhile. */
  step(until: number): FlightExported | null {
    do {
      for (let line = 0; line < LINES_PER_LOOK; line += 1) {
        const next = this.#rows.rows.next()
        if (next.done === true) return this.#finish()
        this.#out.write(`${next.value}\n`)
        this.#lines += 1
      }
    } while (performance.now() < until)
    return null
  }

  close(): void {
    this.#out.close()
  }

  #finish(): FlightExported {
    for (const [fileId, begunAt] of this.#begun) {
      if (this.#begunAt(fileId) === begunAt) continue
      const name = fileById(this.#db, fileId)?.name ?? `Package #${fileId}`
      throw new Error(`${name} was read anew meanwhile. Export again to have all of it.`)
    }
    this.#out.finish()
    return { name: this.#out.name, rows: this.#lines, bytes: this.#out.bytes }
  }

  #begunAt(fileId: number): string | null {
    return fileById(this.#db, fileId)?.startedAt ?? null
  }
}
