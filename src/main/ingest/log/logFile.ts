import { statSync } from 'node:fs'
import { appendFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeFolder } from '../../makeFolder'
import { inWords } from '../../systemError'

/** A log that has come to this size gives way to a new one; the one before it is kept. */
const LARGE_BYTES = 10 * 1024 * 1024
/** What waits to be written to a disk that takes nothing; what comes beyond it is dropped. */
const MOST_WAITING_CHARACTERS = 1024 * 1024
/** What comes within so long is written at once: opening the file costs more than what is written. */
const GATHER_MS = 50
/** How long the end waits for a disk that takes nothing. */
const ENDING_MS = 500

/**
 * `downlink.log` in a folder, written in the background and read by this user alone. When it is
 * large it becomes `downlink.log.1`. A disk that takes nothing, as a full one, holds nobody up.
 */
export class LogFile {
  readonly #path: string
  readonly #largeBytes: number
  #bytes: number
  #waiting = ''
  #writing: Promise<void> | null = null
  /** Ends the gathering of what is written next. */
  #hurry = new AbortController()
  #isEnding = false

  /** Makes the folder where it is missing. Throws an Error with words when it can't be used. */
  constructor(folder: string, largeBytes = LARGE_BYTES) {
    this.#path = join(folder, 'downlink.log')
    this.#largeBytes = largeBytes
    try {
      makeFolder(folder)
      this.#bytes = statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0
    } catch (error) {
      throw new Error(`The log folder ${folder} can't be used: ${inWords(error)}`, { cause: error })
    }
  }

  /**
   * Takes whole lines, each with its line end.
   *
   * @param isUrgent for what somebody will look for if the program ends right after it
   */
  write(lines: string, isUrgent = false): void {
    if (this.#waiting.length + lines.length > MOST_WAITING_CHARACTERS) return
    this.#waiting += lines
    if (isUrgent) this.#hurry.abort()
    this.#writing ??= this.#writeAll().finally(() => (this.#writing = null))
  }

  /** Resolves when everything is written, or the disk takes nothing. */
  async end(): Promise<void> {
    this.#isEnding = true
    this.#hurry.abort()
    if (this.#writing !== null) await Promise.race([this.#writing, sleep(ENDING_MS)])
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting !== '') {
      await sleep(GATHER_MS, undefined, this.#hurry).catch(() => undefined)
      if (!this.#isEnding) this.#hurry = new AbortController()
      const text = this.#waiting
      this.#waiting = ''
      try {
        if (this.#bytes >= this.#largeBytes) await this.#turnOver()
        await appendFile(this.#path, text, { mode: 0o600 })
        this.#bytes += Buffer.byteLength(text)
      } catch {
        // It is tried again with what comes next, on a line of its own if some of it was written.
        this.#waiting = `\n${text.trimStart()}${this.#waiting}`
        return
      }
    }
  }

  async #turnOver(): Promise<void> {
    // Where somebody has removed it there is nothing to set aside.
    await rename(this.#path, `${this.#path}.1`).catch(() => undefined)
    this.#bytes = 0
  }
}
