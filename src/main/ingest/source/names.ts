import { createHash } from 'node:crypto'
import { extname } from 'node:path'
import type { FileIdentity } from '../../record/identity'

const PRIVATE_NAME = /^\.downlink-\d+-[0-9a-f]{16}$/

/**
 * The name under which a file is taken out of sight before it is removed. It follows from the row
 * of the file alone, so that a later run finds it; no two files of one folder share it.
 */
export function privateName(fileId: number, name: string, identity: FileIdentity): string {
  const { inode, sizeBytes, mtimeNs } = identity
  const hash = createHash('sha256').update(JSON.stringify([name, inode, sizeBytes, mtimeNs]))
  return `.downlink-${fileId}-${hash.digest('hex').slice(0, 16)}`
}

export function isPrivateName(name: string): boolean {
  return PRIVATE_NAME.test(name)
}

/** How many names are tried where the wanted one is taken. */
const MOST_TRIES = 1_000
/** Longest file name of the usual file systems, in bytes of UTF-8. */
const MAX_NAME_BYTES = 255
/** What is longer than this behind the last dot is no file type, and may be cut. */
const MAX_EXTENSION_BYTES = 32

/** The name itself, then `name (2).ext`, `name (3).ext` and so on, none longer than 255 bytes. */
export function* freeNames(name: string): Generator<string> {
  yield name
  const ending = extname(name)
  const extension = Buffer.byteLength(ending) <= MAX_EXTENSION_BYTES ? ending : ''
  const stem = name.slice(0, name.length - extension.length)
  for (let number = 2; number <= MOST_TRIES; number += 1) {
    const tail = ` (${number})${extension}`
    yield cutToBytes(stem, MAX_NAME_BYTES - Buffer.byteLength(tail)) + tail
  }
}

/** The longest beginning of `text` that has at most `bytes` bytes in UTF-8, cut between characters. */
function cutToBytes(text: string, bytes: number): string {
  let used = 0
  let kept = ''
  for (const character of text) {
    used += Buffer.byteLength(character)
    if (used > bytes) break
    kept += character
  }
  return kept
}
