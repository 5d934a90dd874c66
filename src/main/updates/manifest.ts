import { createPublicKey, verify } from 'node:crypto'
import { z } from 'zod'
import { VERSION } from './version'

/** For what a release is. */
export const ReleaseKind = z.object({
  /** The name in package.json: a trial is another product. */
  product: z.string().max(64),
  platform: z.string().max(32),
  architecture: z.string().max(32),
})
export type ReleaseKind = z.infer<typeof ReleaseKind>

/** What is said of a release; `scripts/package/manifest.js` writes it. */
export const Manifest = ReleaseKind.extend({
  version: z.string().regex(VERSION),
  news: z.string().max(16_384),
  packages: z
    .array(
      z.object({
        /** A plain name: it lies beside the manifest. */
        file: z.string().regex(/^[A-Za-z0-9][\w.+~-]{0,200}$/),
        bytes: z.int().nonnegative(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .min(1)
    .max(16),
})
export type Manifest = z.infer<typeof Manifest>

/** What the manifest of such a release is called; its signature has `.sig` added. */
export const manifestName = ({ product, platform, architecture }: ReleaseKind): string =>
  `${product}-update-${platform}-${architecture}.json`

/** The text of a signature: 64 bytes in base64. */
const SIGNATURE = /^[A-Za-z0-9+/]{86}==\s*$/

/**
 * Whether the owner of the key has signed these bytes (Ed25519).
 *
 * @param publicKey PEM
 * @throws Error where the key is none
 */
export function isSigned(bytes: Uint8Array, signature: string, publicKey: string): boolean {
  if (!SIGNATURE.test(signature)) return false
  const key = createPublicKey(publicKey)
  // `verify` goes by the key's kind: it must not be one that another kind of signature fits.
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('the key is not one of Ed25519')
  return verify(null, bytes, key, Buffer.from(signature, 'base64'))
}
