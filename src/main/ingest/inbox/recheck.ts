import { MAX_DIFFERENCES } from '#shared/inbox/bounds'
import type { SourceCheck } from '#shared/inbox/seal'
import type { Chunk } from '../../record/chunk'
import { columnsOf } from '../../record/layout'
import { revisionOfFile } from '../../database/definitions/revisions'
import { headOf } from '../../database/files/fileHeads'
import { fileById, type StoredFile } from '../../database/files/files'
import type { ReadDb } from '../../database/handles'
import { FileFailureError } from '../reader/failure'
import { PackageReader, usualWays } from '../reader/packageReader'
import type { Knowledge } from '../reader/recognise'
import { SpareBuffers } from '../reader/spareBuffers'
import { compareChunk, type Difference } from './compareChunk'
import { findSource, noSourceWords, type SourceFile } from './sourceFile'
import type { Progress, Task } from '../jobs/task'

const LINES_PER_CHUNK = 4_000

export interface RecheckRequest {
  readonly fileId: number
  readonly archiveFolders: readonly string[]
}

interface OpenSource {
  readonly source: SourceFile
  readonly reader: PackageReader
}

/** Reads a package's source once more and compares every line with what is stored of it. */
export class Recheck implements Task<SourceCheck> {
  readonly #db: ReadDb
  readonly #file: StoredFile
  readonly #archiveFolders: readonly string[]
  #open: OpenSource | null = null
  #nextLine = 1
  #lines = 0
  #different = 0
  readonly #differences: Difference[] = []

  /** Throws when there is no such file. */
  constructor(db: ReadDb, { fileId, archiveFolders }: RecheckRequest) {
    const file = fileById(db, fileId)
    if (file === null) throw new Error(`There is no package #${fileId}.`)
    this.#db = db
    this.#file = file
    this.#archiveFolders = archiveFolders
  }

  get progress(): Progress {
    return { done: this.#lines, total: this.#file.totalLines, found: this.#different }
  }

  async step(until: number): Promise<SourceCheck | null> {
    try {
      if (this.#open === null) {
        const missing = await this.#openSource()
        if (missing !== null) return this.#unread(missing)
      }
      return this.#compare(until)
    } catch (error) {
      if (error instanceof FileFailureError) return this.#unread(error.message)
      throw error
    }
  }

  close(): void {
    this.#open?.reader.close()
    this.#open = null
  }

  /** Returns why there is nothing to read; null when there is. */
  async #openSource(): Promise<string | null> {
    if (this.#file.status !== 'complete') {
      return 'Only a package that was read to its end can be checked.'
    }
    const source = await findSource(this.#file, this.#archiveFolders)
    if (source === null) return noSourceWords(this.#file)
    const knowledge = this.#knowledge()
    const reader = PackageReader.open(source.path, null, usualWays, new SpareBuffers(), knowledge)
    this.#open = { source, reader }
    return null
  }

  /** It is read as it was read first, whatever its type is read with by now. */
  #knowledge(): Knowledge {
    const { definition } = revisionOfFile(this.#db, this.#file.id)
    const { type } = definition
    const startUs = headOf(this.#db, this.#file.id)?.startUs ?? null
    return { types: new Map([[type, definition]]), told: { type, startUs }, begun: definition }
  }

  #compare(until: number): SourceCheck | null {
    const open = this.#open
    if (open === null) return null
    do {
      const chunk = open.reader.next(LINES_PER_CHUNK)
      this.#take(chunk, open.reader)
      if (chunk.atEnd) return this.#result(open)
    } while (performance.now() < until)
    return null
  }

  #result({ source, reader }: OpenSource): SourceCheck {
    const { fingerprint, changed } = reader.finish()
    return {
      source: source.where,
      reason: null,
      sameFile: fingerprint === this.#file.fingerprint && !changed,
      lines: this.#lines,
      different: this.#different,
      differences: this.#differences,
    }
  }

  #take(chunk: Chunk, { definition }: PackageReader): void {
    const first = this.#nextLine
    // A last line without line end comes in a chunk that ends before it.
    const lastRead = Math.max(
      chunk.nextLine - 1,
      chunk.records.line.at(-1) ?? 0,
      chunk.errors.line.at(-1) ?? 0,
    )
    const last = chunk.atEnd ? 2 ** 32 - 1 : lastRead
    for (const difference of compareChunk(this.#db, this.#file.id, {
      chunk,
      columns: columnsOf(definition),
      first,
      last,
    })) {
      this.#different += 1
      if (this.#differences.length < MAX_DIFFERENCES) this.#differences.push(difference)
    }
    this.#lines += chunk.records.count + chunk.errors.count
    this.#nextLine = lastRead + 1
  }

  #unread(reason: string): SourceCheck {
    return {
      source: null,
      reason,
      sameFile: false,
      lines: this.#lines,
      different: this.#different,
      differences: this.#differences,
    }
  }
}
