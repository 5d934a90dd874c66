import type { TaskFlag } from '../../workers/taskFlag'
import type { WriteDb } from '../handles'
import { remakeRollups } from '../rollups/remakeRollups'

/** Gathers the lines that became records, or are none any more, so that the rollup can follow them. */
export class TouchedLines {
  readonly #files = new Map<number, number[]>()

  add(fileId: number, lines: Iterable<number>): void {
    const known = this.#files.get(fileId) ?? []
    this.#files.set(fileId, known)
    for (const line of lines) known.push(line)
  }

  /**
   * Inside the transaction that changed them, after the last of them. Throws TaskCancelledError when
   * the task was cancelled.
   */
  rollUp(db: WriteDb, flag: TaskFlag): void {
    for (const [fileId, lines] of this.#files) {
      lines.sort((a, b) => a - b)
      remakeRollups(db, fileId, lines, () => flag.advance(0))
    }
  }
}
