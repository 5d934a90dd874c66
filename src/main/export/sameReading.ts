import { fileById } from '../database/files/files'
import type { ReadDb } from '../database/handles'

interface Stand {
  readonly startedAt: string | null
  readonly checkpointLine: number
}

/** Remembers how far packages were read, so that an export is never of two readings of one. */
export class SameReading {
  readonly #db: ReadDb
  readonly #before: ReadonlyMap<number, Stand>

  constructor(db: ReadDb, fileIds: readonly number[]) {
    this.#db = db
    this.#before = new Map(
      fileIds.flatMap((fileId) => {
        const file = fileById(db, fileId)
        return file === null ? [] : [[fileId, file] as const]
      }),
    )
  }

  /** Throws with words when one of them was begun anew since, or is gone. */
  check(): void {
    for (const [fileId, before] of this.#before) {
      const now = fileById(this.#db, fileId)
      const goesOn =
        now !== null &&
        (before.startedAt === null || now.startedAt === before.startedAt) &&
        now.checkpointLine >= before.checkpointLine
      if (goesOn) continue
      const name = now?.name ?? `Package #${fileId}`
      throw new Error(`${name} was read anew meanwhile. Export again to have all of it.`)
    }
  }
}
