import { createHash } from 'node:crypto'
import { readSync, writeSync } from 'node:fs'

/** What a file holds. */
export interface Digest {
  /** In hex. */
  readonly sha256: string
  readonly sizeBytes: number
}

const PIECE_BYTES = 1024 * 1024

/** What the copier's thread answers. */
export function createDigestMethods() {
  return {
    /** Reads an open file to its end, and writes it to another one on the way. */
    digest: ({ fd, copyTo }: { fd: number; copyTo: number | null }): Digest => {
      const hash = createHash('sha256')
      const buffer = Buffer.allocUnsafe(PIECE_BYTES)
      let position = 0
      for (;;) {
        const bytes = readSync(fd, buffer, 0, PIECE_BYTES, position)
        if (bytes === 0) return { sha256: hash.digest('hex'), sizeBytes: position }
        const piece = buffer.subarray(0, bytes)
        hash.update(piece)
        if (copyTo !== null) writeAll(copyTo, piece, position)
        position += bytes
      }
    },
  }
}

export type DigestMethods = ReturnType<typeof createDigestMethods>

function writeAll(fd: number, piece: Uint8Array, position: number): void {
  for (let done = 0; done < piece.length;) {
    done += writeSync(fd, piece, done, piece.length - done, position + done)
  }
}
