import { countText } from '#shared/numbers'
import type { ComponentStatus } from '#shared/status'
import type { ComponentRegistry, Registration } from '../components/componentRegistry'
import type { WrittenChunk } from '../persister/dataPersister'
import type { ReaderThread } from '../reader/readerThreads'
import { STAGING_CHUNKS, type DataStaging } from '../staging/dataStaging'
import { BusyTime } from '../vitals/busyTime'
import type { Reading } from '../vitals/reading'
import { threadReading } from '../vitals/threadReading'
import type { FileLedger } from './fileLedger'

export interface PipelinePartsDeps {
  readonly registry: ComponentRegistry
  /** The FileParser's id in the registry. */
  readonly parent: string
  readonly file: NonNullable<ComponentStatus['file']>
  readonly ledger: FileLedger
}

/**
 * Reader, staging and persister of one file as they stand in the live tree. They keep their places
 * there when they fall and rise again.
 */
export class PipelineParts {
  readonly #deps: PipelinePartsDeps
  #parts: readonly Registration[] | null = null
  #thread: ReaderThread | null = null
  #staging: DataStaging | null = null
  readonly #writing = new BusyTime()
  /** Lines that were read before the present staging, and all that were written. */
  #readBefore = 0
  #written = 0
  #last: WrittenChunk | null = null

  constructor(deps: PipelinePartsDeps) {
    this.#deps = deps
  }

  begin(thread: ReaderThread, staging: DataStaging): void {
    this.#thread = thread
    this.#staging = staging
    this.#parts ??= this.#register()
    for (const part of this.#parts) part.update({ state: 'running' })
  }

  /** The pipeline's run is over; another one may follow. */
  end(): void {
    this.#readBefore = this.#read
    this.#thread = null
    this.#staging = null
  }

  written(chunk: WrittenChunk): void {
    this.#last = chunk
    this.#written += chunk.imported + chunk.errors
  }

  async whileWriting<T>(work: Promise<T>): Promise<T> {
    this.#writing.busy()
    try {
      return await work
    } finally {
      this.#writing.free()
    }
  }

  /** They fell with each other. */
  restarted(reason: string): void {
    for (const part of this.#parts ?? []) part.restarted(reason)
  }

  restartedAsAsked(): void {
    for (const part of this.#parts ?? []) part.restartedAsAsked()
  }

  remove(): void {
    for (const part of this.#parts ?? []) part.remove()
    this.#parts = null
  }

  #register(): Registration[] {
    const { registry, parent, file } = this.#deps
    const reader = registry.register(`${parent}-reader`, 'FileReader', parent, file)
    const staging = registry.register(`${parent}-staging`, 'DataStaging', parent, file)
    const persister = registry.register(`${parent}-persister`, 'DataPersister', parent, file)
    reader.measure(() => this.#ofReader())
    staging.measure(() => this.#ofStaging())
    persister.measure(() => this.#ofPersister())
    return [reader, staging, persister]
  }

  /** Lines that left the reader. */
  get #read(): number {
    if (this.#staging === null) return this.#readBefore
    const { normalized, persisting, persisted, error } = this.#staging.counts
    return this.#readBefore + normalized + persisting + persisted + error
  }

  #ofReader(): Reading {
    const { line, doneBytes, sizeBytes } = this.#deps.ledger
    const share =
      sizeBytes === 0 ? 0 : Math.floor((Math.min(doneBytes, sizeBytes) / sizeBytes) * 100)
    return {
      ...(this.#thread === null ? {} : threadReading(this.#thread)),
      done: this.#read,
      line,
      detail: `${share} %, line ${countText(line)}, byte ${countText(doneBytes)}`,
    }
  }

  #ofStaging(): Reading {
    const { normalized = 0, persisting = 0 } = this.#staging?.counts ?? {}
    return {
      depth: this.#staging?.depth ?? 0,
      room: STAGING_CHUNKS,
      detail: `${countText(normalized)} lines wait, ${countText(persisting)} are being written`,
    }
  }

  #ofPersister(): Reading {
    const chunk = this.#last
    const detail =
      chunk === null
        ? 'nothing written yet'
        : `${countText(chunk.imported + chunk.errors)} lines in ${countText(chunk.milliseconds)} ms`
    return { done: this.#written, busyMs: this.#writing.ms, detail }
  }
}
