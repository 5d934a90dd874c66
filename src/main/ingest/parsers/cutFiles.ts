import type { CutFile } from '../../database/files/cutFiles'
import { listen } from '../events'

/** After a restart a file still waits for so long: whoever writes it may be starting again as well. */
const LEAST_AFTER_RESTART_MS = 60_000

export interface CutFilesDeps {
  /** Has the row say until when the file waits. */
  readonly keepUntil: (fileId: number, until: string) => Promise<void>
  /** Its time is over, or nobody is to wait for it any more. */
  readonly onOver: (fileId: number) => void
  readonly waitMs: number
}

interface Wait {
  /** When it began, in milliseconds of a clock that never goes back. */
  readonly since: number
  readonly timer: NodeJS.Timeout
}

/**
 * The files that wait for the rest of their last line, and for how long. Within a run time is told
 * by a clock that never goes back; what is left of it after a restart, by the clock on the wall.
 */
export class CutFiles {
  readonly #deps: CutFilesDeps
  readonly #waits = new Map<number, Wait>()
  readonly #unlisten: () => void
  #waitMs: number

  constructor(deps: CutFilesDeps) {
    this.#deps = deps
    this.#waitMs = deps.waitMs
    // Whatever becomes of a file, it does not wait any more.
    this.#unlisten = listen('file', ({ fileId, status }) => {
      if (status !== 'waiting') this.#leave(fileId)
    })
  }

  /** How long a file waits from now on, in milliseconds; 0 when none does. */
  get waitMs(): number {
    return this.#waitMs
  }

  /** Holds for those that wait already, too. */
  set waitMs(waitMs: number) {
    if (waitMs === this.#waitMs) return
    this.#waitMs = waitMs
    for (const [fileId, { since }] of new Map(this.#waits)) {
      const leftMs = Math.max(0, since + waitMs - performance.now())
      this.#wait(fileId, since, leftMs)
      this.#keepUntil(fileId, leftMs)
    }
  }

  /** The moment until which a file waits whose wait begins now. */
  untilFromNow(): string {
    return momentIn(this.#waitMs)
  }

  /** The wait of a file begins. */
  add(fileId: number): void {
    this.#wait(fileId, performance.now(), this.#waitMs)
  }

  /** A file goes on waiting that waited in an earlier run. */
  recover(fileId: number, { until }: Pick<CutFile, 'until'>): void {
    const leftMs = leftAfterRestart(until, this.#waitMs, Date.now())
    this.#wait(fileId, performance.now() - (this.#waitMs - leftMs), leftMs)
    this.#keepUntil(fileId, leftMs)
  }

  stop(): void {
    this.#unlisten()
    for (const fileId of this.#waits.keys()) this.#leave(fileId)
  }

  #wait(fileId: number, since: number, leftMs: number): void {
    this.#leave(fileId)
    const timer = setTimeout(() => {
      this.#waits.delete(fileId)
      this.#deps.onOver(fileId)
    }, leftMs)
    this.#waits.set(fileId, { since, timer })
  }

  #leave(fileId: number): void {
    clearTimeout(this.#waits.get(fileId)?.timer)
    this.#waits.delete(fileId)
  }

  /** Only shown to people: what could not be kept changes nothing. */
  #keepUntil(fileId: number, leftMs: number): void {
    this.#deps.keepUntil(fileId, momentIn(leftMs)).catch(() => undefined)
  }
}

/**
 * What is left of a wait in milliseconds: as the clock on the wall says, but never more than the
 * whole time, however that clock was set back, nor less than a minute of it.
 */
export function leftAfterRestart(until: string, waitMs: number, nowMs: number): number {
  const least = Math.min(waitMs, LEAST_AFTER_RESTART_MS)
  return Math.min(waitMs, Math.max(least, Date.parse(until) - nowMs))
}

function momentIn(ms: number): string {
  return new Date(Date.now() + ms).toISOString()
}
