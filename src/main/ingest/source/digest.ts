import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { WorkerThread } from '../../workers/workerThread'
import type { Digest, DigestMethods } from './digestMethods'

/** Small enough that hashing a piece does not hold up the event loop. */
const PIECE_BYTES = 256 * 1024
/** Above this hashing would take the event loop more time than starting a thread for it. */
const LARGE_BYTES = 4 * 1024 * 1024

export interface DigestOptions {
  /** About how large the file is. */
  readonly sizeBytes: number
  /** Gets the bytes as they are read; an open file to write. */
  readonly copyTo: FileHandle | null
  readonly signal: AbortSignal | null
}

/**
 * Reads an open file from its beginning to its end. Large ones are read in a thread of their own.
 * @throws the system's error; the signal's reason. Nothing is read or written any more then
 */
export function digestOf(file: FileHandle, options: DigestOptions): Promise<Digest> {
  return options.sizeBytes > LARGE_BYTES ? inThread(file, options) : inPieces(file, options)
}

async function inThread(file: FileHandle, { copyTo, signal }: DigestOptions): Promise<Digest> {
  signal?.throwIfAborted()
  const thread = new WorkerThread<DigestMethods>({
    name: 'copier',
    entry: 'copier',
    data: null,
    youngGenerationMb: 4,
    onCrash: () => undefined,
  })
  const stop = (): void => void thread.stop()
  signal?.addEventListener('abort', stop, { once: true })
  try {
    return await thread.call('digest', { fd: file.fd, copyTo: copyTo?.fd ?? null })
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  } finally {
    signal?.removeEventListener('abort', stop)
    // Once its descriptors are closed their numbers may belong to other files: it must have ended.
    await thread.stop()
  }
}

async function inPieces(file: FileHandle, { copyTo, signal }: DigestOptions): Promise<Digest> {
  const hash = createHash('sha256')
  const buffer = Buffer.allocUnsafe(PIECE_BYTES)
  let position = 0
  for (;;) {
    signal?.throwIfAborted()
    const { bytesRead } = await file.read(buffer, 0, PIECE_BYTES, position)
    if (bytesRead === 0) return { sha256: hash.digest('hex'), sizeBytes: position }
    const piece = buffer.subarray(0, bytesRead)
    hash.update(piece)
    if (copyTo !== null) await writeAll(copyTo, piece, position)
    position += bytesRead
  }
}

async function writeAll(file: FileHandle, piece: Uint8Array, position: number): Promise<void> {
  let done = 0
  while (done < piece.length) {
    const { bytesWritten } = await file.write(piece, done, piece.length - done, position + done)
    done += bytesWritten
  }
}
