import type { WriteDb } from '../handles'
import { measuring } from './measure'
import { isUnchanged, nextDue, saveTime, type DueTime } from './rows'

/** How long one step may take, so that an import waits no longer than for a chunk. */
const STEP_MS = 20

/** Finds out and stores which time packages have, those that are due, step by step. */
export class TimeKeeper {
  readonly #db: WriteDb
  /** Those before it come next. */
  #beforeId = Infinity
  #current: { readonly due: DueTime; readonly steps: ReturnType<typeof measuring> } | null = null

  constructor(db: WriteDb) {
    this.#db = db
  }

  /**
   * To be called again while it answers true: then some packages may still be due. Those that came
   * since the last step are looked at with `fromNewest`.
   */
  step(fromNewest: boolean): boolean {
    if (fromNewest) this.#beforeId = Infinity
    return this.#db.transaction(() => this.#stepUntil(performance.now() + STEP_MS)).immediate()
  }

  #stepUntil(endMs: number): boolean {
    do {
      // What was read of a package before it changed does not fit what would be read now.
      if (this.#current !== null && !isUnchanged(this.#db, this.#current.due)) this.#current = null
      this.#current ??= this.#next()
      if (this.#current === null) {
        this.#beforeId = Infinity
        return false
      }
      const { due, steps } = this.#current
      // Where reading fails it begins anew: a generator that has thrown is over, without an answer.
      this.#current = null
      const { done, value } = steps.next()
      if (done === true) {
        saveTime(this.#db, due, value ?? null)
        this.#beforeId = due.fileId
      } else {
        this.#current = { due, steps }
      }
    } while (performance.now() < endMs)
    return true
  }

  #next() {
    const due = nextDue(this.#db, this.#beforeId)
    return due === null ? null : { due, steps: measuring(this.#db, due.fileId) }
  }
}
