import { BLOCK_BYTES } from '../../record/chunk'
import type { FileIdentity } from '../../record/identity'
import { BlockHash } from './blockHash'
import { PackageFile } from './packageFile'
import { SpareBuffers } from './spareBuffers'

/**
 * The fingerprint of a file, or of its first bytes: SHA-256, in hex, over the SHA-256 digests of
 * each 1 MiB block, the last one as long as it is. `identity` is that of before the first byte was
 * read. Throws FileFailureError (unreadable).
 */
export function fingerprintFile(
  path: string,
  firstBytes = Number.MAX_SAFE_INTEGER,
  spares = new SpareBuffers(),
): { fingerprint: string; identity: FileIdentity } {
  const file = PackageFile.open(path)
  try {
    const identity = file.identity()
    return { fingerprint: fingerprintOf(file, firstBytes, BLOCK_BYTES, spares), identity }
  } finally {
    file.close()
  }
}

/** The fingerprint of an open file's first bytes, or of all of it where it is shorter. */
export function fingerprintOf(
  file: PackageFile,
  firstBytes: number,
  blockBytes: number,
  spares: SpareBuffers,
): string {
  const hash = new BlockHash(blockBytes)
  const buffer = spares.take(BLOCK_BYTES)
  let position = 0
  while (position < firstBytes) {
    const length = Math.min(buffer.length, firstBytes - position)
    const read = file.read(buffer, 0, length, position)
    if (read === 0) break
    hash.update(position, buffer.subarray(0, read))
    position += read
  }
  spares.giveBack(buffer)
  return hash.fingerprint()
}
