import { join } from 'node:path'
import { inWords } from '../../systemError'
import type { HeldFolder } from './heldFolder'
import { changeWords, sameBytes, sameRead } from './sameSource'
import type { SettleRequest } from './types'

/** What a file in the watched folder holds, compared with what was read of it; or why nobody knows. */
export type Content =
  | { readonly is: 'same' }
  | { readonly is: 'other'; readonly how: string }
  | { readonly is: 'unreadable'; readonly why: string }

/**
 * Reads a file whole once more before it goes. Its times prove little: a store through a memory map
 * into a page that waits to be written moves none, a disk with coarse clocks gives two writes one
 * time, and a disk that makes up its inodes gives another file all that this one had.
 *
 * It is put on disk first: from then on the next store through a map moves its times, so whatever
 * comes after this reading shows when the file is looked at the last time.
 *
 * @throws the signal's reason
 */
export async function contentOf(
  folder: HeldFolder,
  name: string,
  request: SettleRequest,
  signal: AbortSignal,
): Promise<Content> {
  try {
    const found = await folder.look(name)
    if (found !== null && !sameBytes(request.identity, found)) {
      return { is: 'other', how: changeWords(request.identity, found) }
    }
    await folder.syncFile(name)
    const { fingerprint, identity } = await request.fingerprintOf(join(folder.path, name))
    const isSame = fingerprint === request.fingerprint && sameRead(request.identity, identity)
    return isSame ? { is: 'same' } : { is: 'other', how: 'it was written to' }
  } catch (error) {
    signal.throwIfAborted()
    return { is: 'unreadable', why: inWords(error) }
  }
}
