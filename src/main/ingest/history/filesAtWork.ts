import type { FileProgress } from '../events'

/** A file that is being read, as far as it told of itself. */
export interface FileAtWork {
  readonly name: string
  /** When its first line was read in this run; null before that. */
  readonly beganMs: number | null
  /** Stored so far, bad lines among them. */
  readonly lines: number
  readonly bad: number
  /** The last line that is stored, and the byte where the next one begins. */
  readonly line: number
  readonly byte: number
  readonly isCompared: boolean
  /** Chunks that waited to be written when the last one was. */
  readonly staged: number
}

/** The files that are being read. */
export class FilesAtWork {
  readonly #files = new Map<number, FileAtWork>()

  get(fileId: number): FileAtWork | undefined {
    return this.#files.get(fileId)
  }

  began(fileId: number, atMs: number): void {
    const file = this.#files.get(fileId)
    if (file !== undefined) this.#files.set(fileId, { ...file, beganMs: atMs })
  }

  progress(progress: FileProgress): void {
    const { fileId, name, stage, doneBytes, importedLines, errorLines, skippedLines } = progress
    const known = this.#files.get(fileId)
    this.#files.set(fileId, {
      name,
      beganMs: known?.beganMs ?? null,
      lines: importedLines + errorLines,
      bad: errorLines,
      // The header is line 1.
      line: importedLines + errorLines + skippedLines + 1,
      byte: doneBytes,
      isCompared: stage === 'hashing',
      staged: stage === 'reading' ? (known?.staged ?? 0) : 0,
    })
  }

  staged(fileId: number, chunks: number): void {
    const file = this.#files.get(fileId)
    if (file !== undefined) this.#files.set(fileId, { ...file, staged: chunks })
  }

  /** The file is not read any more. */
  ended(fileId: number): void {
    this.#files.delete(fileId)
  }

  /** Files that are being compared with what is stored. */
  get compared(): number {
    return [...this.#files.values()].filter(({ isCompared }) => isCompared).length
  }

  /** Chunks of all files that wait to be written. */
  get stagedChunks(): number {
    return [...this.#files.values()].reduce((sum, { staged }) => sum + staged, 0)
  }
}
