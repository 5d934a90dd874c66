import type { HistoryEvent } from '#shared/history/events'
import type { Unsaved } from '../../database/history/save'
import { continued, type Sample } from '../../database/history/stretch'

/** While nothing can be saved so much is kept; the newest stay. */
const MOST_SAMPLES = 7_200
const MOST_EVENTS = 5_000

/** What is recorded and not saved yet. Seconds in which nothing goes on share one sample. */
export class UnsavedLog implements Unsaved {
  #samples: readonly Sample[] = []
  #events: readonly HistoryEvent[] = []
  /** The newest sample; it may grow, also when it is saved already. */
  #last: Sample | null = null
  #lastId = 0

  get samples(): readonly Sample[] {
    return this.#samples
  }

  get events(): readonly HistoryEvent[] {
    return this.#events
  }

  addSample(sample: Sample): void {
    const longer = this.#last === null ? null : continued(this.#last, sample)
    const others = longer === null ? this.#samples : this.#samples.filter((s) => s !== this.#last)
    this.#last = longer ?? sample
    this.#samples = [...others, this.#last].slice(-MOST_SAMPLES)
  }

  /** Gives the event its id: the time in microseconds, made greater where two would be equal. */
  addEvent(event: Omit<HistoryEvent, 'id'>): void {
    this.#lastId = Math.max(this.#lastId + 1, Math.floor(event.atMs) * 1000)
    this.#events = [...this.#events, { ...event, id: this.#lastId }].slice(-MOST_EVENTS)
  }

  /** These are stored. */
  saved({ samples, events }: Unsaved): void {
    const stored = new Set<unknown>([...samples, ...events])
    this.#samples = this.#samples.filter((sample) => !stored.has(sample))
    this.#events = this.#events.filter((event) => !stored.has(event))
  }
}
