import type { ComponentFigures } from '#shared/status'
import type { Gauge, Reading } from './reading'

/** Figures are of this many milliseconds: steady enough to read, quick enough to trust. */
const WINDOW_MS = 2_000
/** A megabyte more or less is no news. */
const MEMORY_STEP = 1e6

interface Sample {
  readonly at: number
  readonly reading: Reading
}

/** Makes rates and shares of what a gauge counts. */
export class Meter {
  readonly #gauge: Gauge
  /** Oldest first; the first one is at least a window old, once there is one. */
  #samples: readonly Sample[] = []

  constructor(gauge: Gauge) {
    this.#gauge = gauge
  }

  /** @param now milliseconds of a clock that never goes back */
  measure(now: number): { readonly figures: ComponentFigures; readonly detail?: string } {
    const reading = this.#gauge()
    const samples = [...this.#samples, { at: now, reading }]
    while ((samples[1]?.at ?? Infinity) <= now - WINDOW_MS) samples.shift()
    this.#samples = samples
    const first = samples[0] ?? { at: now, reading }
    const elapsed = now - first.at
    const { done, busyMs, depth, room, memoryBytes, line, detail } = reading
    const rate = grown(done, first.reading.done, elapsed / 1_000)
    const load = grown(busyMs, first.reading.busyMs, elapsed)
    return {
      figures: {
        ...(rate === undefined ? {} : { rate: Math.round(rate * 10) / 10 }),
        ...(load === undefined ? {} : { load: Math.round(Math.min(1, load) * 100) / 100 }),
        ...(depth === undefined ? {} : { depth }),
        ...(room === undefined ? {} : { room }),
        ...(memoryBytes === undefined
          ? {}
          : { memoryBytes: Math.round(memoryBytes / MEMORY_STEP) * MEMORY_STEP }),
        ...(line === undefined ? {} : { line }),
      },
      ...(detail === undefined ? {} : { detail }),
    }
  }
}

/** How much a count has grown for each unit of time; a count that began anew has not. */
function grown(now: number | undefined, before: number | undefined, time: number) {
  if (now === undefined) return undefined
  return before === undefined || time <= 0 ? 0 : Math.max(0, now - before) / time
}
