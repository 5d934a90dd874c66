import type { Chunk } from '../../record/chunk'
import type { Checkpoint } from '../../database/records/checkpoint'
import type { ChunkToWrite, ChunkWritten, RefusedRecord } from '../../database/records/chunkWriter'
import type { Pace } from '../pace'

/** Where a persister takes its chunks from. */
export interface ChunkSource {
  take(): Promise<Chunk | null>
  settle(imported: number, errors: number): void
}

export interface PersisterPorts {
  readonly fileId: number
  /** Hands the chunk's buffers over; a refused chunk comes back. */
  readonly write: (input: ChunkToWrite) => Promise<ChunkWritten>
  /** Turns records that the database refused into bad lines with their own bytes. */
  readonly reject: (chunk: Chunk, refused: readonly RefusedRecord[]) => Promise<Chunk>
  readonly onWritten: (chunk: WrittenChunk) => void
}

export interface WrittenChunk {
  readonly imported: number
  readonly errors: number
  readonly skipped: number
  readonly from: Checkpoint
  readonly to: Checkpoint
  readonly milliseconds: number
}

/**
 * Writes what comes out of the source at the station's pace, each chunk in one transaction, until
 * the source ends. Throws what the database throws; what was written before stays.
 */
export async function persistFrom(
  source: ChunkSource,
  start: Checkpoint,
  pace: Pace,
  ports: PersisterPorts,
  signal: AbortSignal,
): Promise<void> {
  let from = start
  for (;;) {
    const chunk = await source.take()
    if (chunk === null) return
    await pace.whileNotPaused(signal)
    signal.throwIfAborted()
    const startedAt = performance.now()
    const stored = await store(chunk, from, ports)
    const written: WrittenChunk = {
      ...stored,
      from,
      milliseconds: performance.now() - startedAt,
    }
    source.settle(written.imported, written.errors)
    ports.onWritten(written)
    from = written.to
    await pace.afterWrite(written.imported + written.errors, signal)
  }
}

type Stored = Omit<WrittenChunk, 'from' | 'milliseconds'>

async function store(chunk: Chunk, from: Checkpoint, ports: PersisterPorts): Promise<Stored> {
  const stored: Stored = {
    imported: chunk.records.count,
    errors: chunk.errors.count,
    skipped: chunk.skippedLines,
    to: { byte: chunk.nextByte, line: chunk.nextLine },
  }
  const written = await ports.write({ fileId: ports.fileId, from, chunk })
  if (written.stored) return stored
  return store(await ports.reject(written.chunk, written.refused), from, ports)
}
