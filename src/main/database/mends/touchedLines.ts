import type { TaskFlag } from '../../workers/taskFlag'
import type { WriteDb } from '../handles'
import { remakeRollups } from '../remakeRollups'

/** Lines between two looks at whether to go on; as many as a chunk has. */
const LINES_PER_STEP = 20_000

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
      for (let at = 0; at < lines.length; at += LINES_PER_STEP) {
        remakeRollups(db, fileId, lines.slice(at, at + LINES_PER_STEP))
        flag.advance(0)
      }
    }
  }
}
