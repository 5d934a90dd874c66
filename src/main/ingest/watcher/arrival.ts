import type { ArrivingFile, IgnoredFile } from '#shared/status'
import { clockStepMs, sameIdentity, type FileIdentity } from '../../record/identity'
import { isHindrance } from './eligible'

/**
 * When a name was looked at, in milliseconds of any clock that never goes back. What was seen is
 * the state at some moment between the two: a busy disk may take its time to answer.
 */
interface Look {
  readonly askedAt: number
  readonly answeredAt: number
}

interface Arriving {
  readonly identity: FileIdentity
  readonly changedAt: number
  round: number
}

interface Announced {
  readonly identity: FileIdentity
  round: number
}

interface Ignored {
  readonly reason: string
  round: number
}

/**
 * What is known of each name in the watched folder, and the rule of arrival: a file has arrived
 * when it was seen unchanged for the quiet time. Touches neither disk nor clock.
 *
 * A name is arriving, announced (it has arrived, and was told once), or ignored. An announced file
 * that changes is arriving again.
 */
export class Arrivals {
  quietMs: number
  /** Ordered by `changedAt`, because a file that changes moves to the end. */
  readonly #arriving = new Map<string, Arriving>()
  readonly #announced = new Map<string, Announced>()
  readonly #ignored = new Map<string, Ignored>()
  /** Those of the ignored that are in trouble, which decides how a run ends: they are listed first. */
  readonly #hindered = new Map<string, Ignored>()
  #round = 0
  /** The coarsest clock that was met in the folder: how long two writes may get the same times. */
  #stepMs = 0

  constructor(quietMs: number) {
    this.quietMs = quietMs
  }

  /** Takes in how a regular file looks; true when it has arrived with this look. */
  see(name: string, identity: FileIdentity, look: Look): boolean {
    this.#notIgnored(name)
    this.#stepMs = Math.max(this.#stepMs, clockStepMs(identity))
    const announced = this.#announced.get(name)
    if (announced !== undefined) {
      if (sameIdentity(announced.identity, identity)) {
        announced.round = this.#round
        return false
      }
      this.#announced.delete(name)
    }
    const arriving = this.#arriving.get(name)
    if (arriving === undefined || !sameIdentity(arriving.identity, identity)) {
      this.#arriving.delete(name)
      this.#arriving.set(name, { identity, changedAt: look.answeredAt, round: this.#round })
      return false
    }
    arriving.round = this.#round
    if (look.askedAt - arriving.changedAt < this.#waitMs) return false
    this.#arriving.delete(name)
    this.#announced.set(name, { identity, round: this.#round })
    return true
  }

  ignore(name: string, reason: string): void {
    this.gone(name)
    const ignored = isHindrance(reason) ? this.#hindered : this.#ignored
    ignored.set(name, { reason, round: this.#round })
  }

  gone(name: string): void {
    this.#arriving.delete(name)
    this.#announced.delete(name)
    this.#notIgnored(name)
  }

  /** Counts a file as announced without telling it: it is known already, as it is now. */
  acknowledge(name: string, identity: FileIdentity): void {
    this.gone(name)
    this.#announced.set(name, { identity, round: this.#round })
  }

  /**
   * The folder is not there. Nothing is remembered: what comes back may be another disk, and its
   * files may look like those that were here, inode and times included.
   */
  folderGone(): void {
    this.#arriving.clear()
    this.#announced.clear()
    this.#ignored.clear()
    this.#hindered.clear()
    this.#stepMs = 0
  }

  /** For how long a file must not change: never less than its disk needs to show a change. */
  get #waitMs(): number {
    return Math.max(this.quietMs, this.#stepMs)
  }

  /** Names whose quiet time is over at `now`: one more look decides. */
  due(now: number): string[] {
    const names: string[] = []
    for (const [name, { changedAt }] of this.#arriving) {
      if (now - changedAt < this.#waitMs) break
      names.push(name)
    }
    return names
  }

  /** When the next name falls due; null when nothing is arriving. */
  nextDue(): number | null {
    for (const { changedAt } of this.#arriving.values()) return changedAt + this.#waitMs
    return null
  }

  /** Begins a reading of the whole folder. */
  startRound(): void {
    this.#round += 1
  }

  /**
   * Ends a reading of the whole folder: the files that it did not come across, which may be gone.
   * Ignored entries that it did not come across are dropped.
   */
  endRound(): string[] {
    for (const ignored of [this.#ignored, this.#hindered]) {
      for (const [name, { round }] of ignored) if (round < this.#round) ignored.delete(name)
    }
    const unseen: string[] = []
    for (const files of [this.#arriving, this.#announced]) {
      for (const [name, { round }] of files) if (round < this.#round) unseen.push(name)
    }
    return unseen
  }

  get arrivingCount(): number {
    return this.#arriving.size
  }

  get ignoredCount(): number {
    return this.#ignored.size + this.#hindered.size
  }

  /** The first `limit` arriving files, the longest quiet first. */
  arriving(now: number, limit: number): ArrivingFile[] {
    const files: ArrivingFile[] = []
    for (const [name, { identity, changedAt }] of this.#arriving) {
      if (files.length === limit) break
      const quietForMs = Math.max(0, Math.round(now - changedAt))
      files.push({ name, sizeBytes: identity.sizeBytes, quietForMs })
    }
    return files
  }

  /** The first `limit` ignored entries, those in trouble before the others. */
  ignored(limit: number): IgnoredFile[] {
    const files: IgnoredFile[] = []
    for (const ignored of [this.#hindered, this.#ignored]) {
      for (const [name, { reason }] of ignored) {
        if (files.length === limit) return files
        files.push({ name, reason })
      }
    }
    return files
  }

  #notIgnored(name: string): void {
    this.#ignored.delete(name)
    this.#hindered.delete(name)
  }
}
