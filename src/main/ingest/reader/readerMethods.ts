import { chunkBuffers, type Chunk } from '../chunk'
import type { FileIdentity } from '../identity'
import { withTransfer } from '../../workers/serve'
import { fingerprintFile } from './fingerprint'
import { PackageReader, usualWays } from './packageReader'
import { SpareBuffers } from './spareBuffers'

export interface OpenRequest {
  readonly path: string
  readonly resume: {
    readonly byte: number
    readonly line: number
    readonly blockHashes: Uint8Array<ArrayBuffer>
    readonly unknownKeys: readonly string[]
  } | null
}

export interface Opened {
  readonly satelliteType: string
  readonly identity: FileIdentity
}

/** What a reader thread answers. It has one file open at a time and reads only when asked. */
export function createReaderMethods() {
  const spares = new SpareBuffers()
  let open: PackageReader | null = null
  const current = (): PackageReader => {
    if (open === null) throw new Error('no file is open in this reader')
    return open
  }
  const close = (): void => {
    open?.close()
    open = null
  }

  return {
    open: ({ path, resume }: OpenRequest): Opened => {
      close()
      open = PackageReader.open(path, resume, usualWays, spares)
      return { satelliteType: open.satelliteType, identity: open.identity }
    },

    next: ({ maxLines }: { maxLines: number }): Chunk => {
      const chunk = current().next(maxLines)
      return withTransfer(chunk, chunkBuffers(chunk))
    },

    finish: () => current().finish(),

    rawLine: (input: { byteOffset: number; byteLength: number }): Uint8Array =>
      current().rawLine(input.byteOffset, input.byteLength),

    /** Of the open file itself, whatever its path leads to by now. */
    openFingerprint: (input: { firstBytes?: number }) => current().fingerprint(input.firstBytes),

    fingerprint: (input: { path: string; firstBytes?: number }) =>
      fingerprintFile(input.path, input.firstBytes, spares),

    close,
  }
}

export type ReaderMethods = ReturnType<typeof createReaderMethods>
