import type { AlertCode } from '#shared/status'
import type { Settings } from '#shared/settings'
import type { Sample } from '../../database/history/stretch'
import type { FilesAtWork } from './filesAtWork'
import type { Gauges } from './gauges'

/** Where nobody looked for longer the machine slept or the clock was set: nothing is known of it. */
const LONGEST_S = 5

/** What holds while a second goes by. */
export interface Circumstances {
  readonly settings: Pick<Settings, 'paused' | 'linesPerSecond' | 'pauseBetweenWritesMs'>
  readonly alert: AlertCode | null
}

/** Sums up what happened since it was asked the last time. */
export class Sampler {
  readonly #files: FilesAtWork
  #lines = 0
  #bad = 0
  #bytes = 0
  /** The second that the next sample begins with. */
  #at: number
  #before: Gauges

  /** `now` in seconds since 1970 UTC. */
  constructor(files: FilesAtWork, now: number, gauges: Gauges) {
    this.#files = files
    this.#at = Math.floor(now)
    this.#before = gauges
  }

  /** A chunk is stored. */
  stored(lines: number, bad: number, bytes: number): void {
    this.#lines += lines
    this.#bad += bad
    this.#bytes += bytes
  }

  /** The whole seconds since the last sample; null while there is none. */
  take(now: number, gauges: Gauges, circumstances: Circumstances): Sample | null {
    const seconds = Math.floor(now) - this.#at
    if (seconds >= 1 && seconds <= LONGEST_S) return this.#sample(seconds, gauges, circumstances)
    if (seconds < 0 || seconds > LONGEST_S) {
      this.#at = Math.floor(now)
      this.#before = gauges
    }
    return null
  }

  /** The last sample: what was stored in the second that is not over yet counts as one. */
  takeRest(now: number, gauges: Gauges, circumstances: Circumstances): Sample | null {
    const whole = this.take(now, gauges, circumstances)
    if (whole !== null || this.#bytes === 0) return whole
    return this.#sample(1, gauges, circumstances)
  }

  #sample(seconds: number, gauges: Gauges, { settings, alert }: Circumstances): Sample {
    const percent = (busyMs: number, threads: number): number =>
      Math.max(0, Math.min(100, Math.round(busyMs / (seconds * 10 * Math.max(1, threads)))))
    const sample: Sample = {
      at: this.#at,
      seconds,
      lines: this.#lines,
      bad: this.#bad,
      bytes: this.#bytes,
      queued: gauges.queued,
      processing: gauges.processing,
      staged: this.#files.stagedChunks,
      writer: percent(gauges.writerMs - this.#before.writerMs, 1),
      readers: percent(gauges.readersMs - this.#before.readersMs, gauges.processing),
      memory: gauges.memoryBytes,
      wal: gauges.walBytes,
      paused: settings.paused,
      comparing: this.#files.compared,
      alert,
      paceLines: settings.linesPerSecond,
      pacePauseMs: settings.pauseBetweenWritesMs,
    }
    this.#at += seconds
    this.#before = gauges
    this.#lines = 0
    this.#bad = 0
    this.#bytes = 0
    return sample
  }
}
