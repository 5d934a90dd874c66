import { open, type FileHandle } from 'node:fs/promises'
import { truncateSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '../../fixtures/generator/random'

/** How often a transfer stalls, and in how many pieces what is between comes. */
const STALLS = 6
const CLOSING = new Set(Buffer.from('}\r\n'))

/**
 * A transfer into the watched folder that stalls again and again. One that keeps its file open
 * stalls anywhere; one that opens it anew for each piece only where its last line is cut, because
 * nothing could tell a file that ends with a whole line from a complete one.
 */
export class Writer {
  readonly whenDone: Promise<void>
  #isDone = false

  /** Leaves the first piece of the file at `path`, which holds all of `bytes`, and writes the rest. */
  constructor(path: string, bytes: Buffer, milliseconds: number, random: Random) {
    const keepsOpen = random.chance(0.5)
    const ends = Array.from({ length: STALLS }, () => 1 + random.integer(bytes.length - 1))
      .toSorted((a, b) => a - b)
      .map((end) => (keepsOpen ? end : beforeClosing(bytes, end)))
    const [first = 0, ...rest] = ends
    truncateSync(path, first)
    this.whenDone = this.#write(path, bytes, [...rest, bytes.length], milliseconds, keepsOpen)
  }

  get isDone(): boolean {
    return this.#isDone
  }

  async #write(
    path: string,
    bytes: Buffer,
    ends: readonly number[],
    milliseconds: number,
    keepsOpen: boolean,
  ): Promise<void> {
    let file: FileHandle | null = keepsOpen ? await open(path, 'r+') : null
    try {
      for (const end of ends) {
        await sleep(milliseconds / ends.length)
        file ??= await open(path, 'r+')
        const { size } = await file.stat()
        await file.write(bytes, size, Math.max(0, end - size), size)
        if (!keepsOpen) {
          await file.close()
          file = null
        }
      }
    } finally {
      await file?.close()
      this.#isDone = true
    }
  }
}

/** The next place at or before `end` that cuts a line. */
function beforeClosing(bytes: Buffer, end: number): number {
  let at = end
  while (at > 1 && CLOSING.has(bytes[at - 1] ?? 0)) at -= 1
  return at
}
