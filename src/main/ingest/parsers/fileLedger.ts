import type { Stage } from '#shared/status'
import type { Checkpoint, LineCounts } from '../../database/records/checkpoint'
import type { StoredFile } from '../../database/files/files'
import { announce } from '../events'
import type { WrittenChunk } from '../persister/dataPersister'

/** How much of a file is stored, told at every step. */
export class FileLedger {
  readonly #file: StoredFile
  #counts: LineCounts
  #doneBytes: number
  #sizeBytes: number

  constructor(file: StoredFile) {
    this.#file = file
    this.#counts = {
      imported: file.importedLines,
      errors: file.errorLines,
      skipped: file.skippedLines,
    }
    this.#doneBytes = file.checkpointByte
    this.#sizeBytes = file.sizeBytes
  }

  get doneBytes(): number {
    return this.#doneBytes
  }

  get sizeBytes(): number {
    return this.#sizeBytes
  }

  /** How long the file is now. */
  set sizeBytes(bytes: number) {
    this.#sizeBytes = bytes
  }

  /** The line that would be stored next. */
  get line(): number {
    const { imported, errors, skipped } = this.#counts
    return imported + errors + skipped + 2
  }

  get badLines(): number {
    return this.#counts.errors
  }

  /** There are lines, and every one is bad. */
  get nothingImported(): boolean {
    return this.#counts.imported === 0 && this.#counts.errors > 0
  }

  /** Takes over what the database says. */
  set(counts: LineCounts, checkpoint: Checkpoint): void {
    this.#counts = counts
    this.#doneBytes = checkpoint.byte
  }

  /** Counts a chunk that was stored. */
  add({ imported, errors, skipped, to }: WrittenChunk): void {
    this.#counts = {
      imported: this.#counts.imported + imported,
      errors: this.#counts.errors + errors,
      skipped: this.#counts.skipped + skipped,
    }
    this.#doneBytes = to.byte
  }

  /** Announces where the file is. */
  tell(stage: Stage, waitingFor: string | null): void {
    announce('progress', {
      fileId: this.#file.id,
      name: this.#file.name,
      status: 'processing',
      stage,
      waitingFor,
      sizeBytes: Math.max(this.#sizeBytes, this.#doneBytes),
      doneBytes: this.#doneBytes,
      importedLines: this.#counts.imported,
      errorLines: this.#counts.errors,
      skippedLines: this.#counts.skipped,
    })
  }

  /** The sum that must come out even, in words. */
  sum(): string {
    const { imported, errors, skipped } = this.#counts
    return `${imported + errors} lines = ${imported} imported + ${errors} bad, ${skipped} skipped`
  }
}
