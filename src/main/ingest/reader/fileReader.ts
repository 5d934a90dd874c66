import type { Chunk } from '../chunk'
import type { Pace } from '../pace'
import type { ReaderThread } from './readerThreads'

/** Where a reader puts what it read: it may go on as soon as a place is free. */
export interface ChunkSink {
  reserve(): Promise<void>
  put(chunk: Chunk): void
  end(): void
}

/**
 * Reads the open file of a thread chunk by chunk into the sink until the file's present end. A full
 * sink or a paused station makes it wait.
 */
export async function readInto(
  thread: ReaderThread,
  sink: ChunkSink,
  pace: Pace,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    await pace.whileNotPaused(signal)
    await sink.reserve()
    signal.throwIfAborted()
    const chunk = await thread.call('next', { maxLines: pace.linesPerChunk })
    sink.put(chunk)
    if (chunk.atEnd) break
  }
  sink.end()
}
