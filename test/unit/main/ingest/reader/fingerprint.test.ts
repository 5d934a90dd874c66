import { createHash, randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BLOCK_BYTES } from '../../../../../src/main/record/chunk'
import { BlockHash } from '../../../../../src/main/ingest/reader/blockHash'
import { fingerprintFile } from '../../../../../src/main/ingest/reader/fingerprint'
import { withFile } from './withFile'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()

/** The definition itself: the hash of the blocks' hashes. */
function expected(bytes: Uint8Array, blockBytes: number): string {
  const digests: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += blockBytes) {
    digests.push(sha256(bytes.subarray(at, at + blockBytes)))
  }
  return sha256(Buffer.concat(digests)).toString('hex')
}

describe('fingerprintFile', () => {
  it.each([0, 1, BLOCK_BYTES - 1, BLOCK_BYTES, BLOCK_BYTES + 1, 3 * BLOCK_BYTES + 7])(
    'hashes the hashes of the blocks of %i bytes',
    (length) => {
      const bytes = randomBytes(length)
      withFile(bytes, (path) => {
        expect(fingerprintFile(path).fingerprint).toBe(expected(bytes, BLOCK_BYTES))
        expect(fingerprintFile(path).identity.sizeBytes).toBe(length)
        const firstBytes = Math.floor(length / 2)
        expect(fingerprintFile(path, firstBytes).fingerprint).toBe(
          expected(bytes.subarray(0, firstBytes), BLOCK_BYTES),
        )
      })
    },
  )
})

describe('BlockHash', () => {
  it('comes to the same whatever the pieces, and goes on from digests alone', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.nat(50)),
        fc.nat(),
        (bytes, blockBytes, pieces, stop) => {
          const first = new BlockHash(blockBytes)
          first.update(0, bytes.subarray(0, stop % (bytes.length + 1)))
          const { digests } = first.take()
          const second = new BlockHash(blockBytes, digests)
          let at = 0
          for (const length of pieces) {
            second.update(at, bytes.subarray(at, at + length))
            at = Math.min(bytes.length, at + length)
          }
          second.update(at, bytes.subarray(at))
          expect(second.fingerprint()).toBe(expected(bytes, blockBytes))
          expect(second.take().firstBlock).toBe(digests.length / 32)
        },
      ),
    )
  })
})
