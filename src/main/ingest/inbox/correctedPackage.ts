import type { CorrectedPackage } from '#shared/inbox/exports'
import { fileById, type StoredFile } from '../../database/files/files'
import type { ReadDb } from '../../database/handles'
import { unknownKeys } from '../../database/lines/unknownKeys'
import { ExportFile } from '../../export/exportFile'
import { RecordRows } from '../../export/recordRows'
import { OtherSourceError } from './otherSource'
import { findSource } from './sourceFile'
import { correctedSource } from './correctedSource'
import type { Progress, Task } from '../jobs/task'

export interface CorrectedPackageRequest {
  readonly fileId: number
  /** Where the file is to be; one that is there is replaced. */
  readonly path: string
  readonly archiveFolders: readonly string[]
}

/**
 * Writes a package in which mended lines stand in the place of bad ones, and lines that are still bad
 * are left out: it imports without a bad line. Made from the source where that is still to be had,
 * byte for byte but for these lines, blank ones and the line ends; else from the records, whose values
 * are the same and whose unknown keys are gone.
 */
export class ExportCorrected implements Task<CorrectedPackage> {
  readonly #db: ReadDb
  readonly #request: CorrectedPackageRequest
  readonly #file: StoredFile
  #out: ExportFile
  #from: CorrectedPackage['from'] = 'source'
  #texts: Iterator<string | Uint8Array, number> | null = null
  #lines = 0

  /** Throws when there is no such package, or when it has no records to write. */
  constructor(db: ReadDb, request: CorrectedPackageRequest) {
    this.#db = db
    this.#request = request
    const file = fileById(db, request.fileId)
    if (file === null) throw new Error(`There is no package #${request.fileId}.`)
    if (file.status !== 'complete') {
      throw new Error('Only a package that was read to its end can be corrected as a whole.')
    }
    this.#file = file
    this.#out = new ExportFile(request.path)
  }

  get progress(): Progress {
    return { done: this.#lines, total: this.#file.importedLines, found: 0 }
  }

  async step(until: number): Promise<CorrectedPackage | null> {
    this.#texts ??= await this.#fromSource()
    try {
      do {
        const next = this.#texts.next()
        if (next.done === true) return await this.#finish(next.value)
        this.#out.write(next.value)
        this.#out.write('\n')
        this.#lines += 1
      } while (performance.now() < until)
    } catch (error) {
      if (!(error instanceof OtherSourceError)) throw error
      this.#out.close()
      this.#out = new ExportFile(this.#request.path)
      this.#lines = 0
      this.#texts = this.#fromDatabase()
    }
    return null
  }

  close(): void {
    this.#texts?.return?.()
    this.#out.close()
  }

  async #fromSource(): Promise<Iterator<string | Uint8Array, number>> {
    const source = await findSource(this.#file, this.#request.archiveFolders)
    if (source === null) return this.#fromDatabase()
    return correctedSource(this.#db, this.#file, source.path)
  }

  /** As the package of its type that its records make. */
  *#fromDatabase(): Generator<string | Uint8Array, number> {
    this.#from = 'database'
    const scope = { kind: 'file' as const, fileId: this.#file.id }
    const asPackage = { scope, window: null, channels: null, format: 'package' as const }
    const { header, rows, encoding } = new RecordRows(this.#db, asPackage)
    if (header !== null) yield Buffer.from(header, encoding)
    for (let row = rows.next(); row.done !== true; row = rows.next()) {
      yield Buffer.from(row.value, encoding)
    }
    return 0
  }

  /** @param untold mended lines that are not in it */
  async #finish(untold: number): Promise<CorrectedPackage> {
    await this.#out.finish()
    const { name, bytes } = this.#out
    const file = fileById(this.#db, this.#file.id) ?? this.#file
    const lines = file.importedLines - untold
    return {
      name,
      lines,
      bytes,
      leftOut: file.totalLines - lines,
      from: this.#from,
      lostKeys: this.#from === 'source' ? 0 : unknownKeys(this.#db, file.id).length,
    }
  }
}
