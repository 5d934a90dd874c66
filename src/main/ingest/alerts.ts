import type { Alert } from '#shared/status'
import { announce } from './events'

/** Who holds the station up; of two at a time the first of this list is shown. */
const causes = ['place', 'writing'] as const
type Cause = (typeof causes)[number]

/** What holds the whole station up, told when it changes and not at every try. */
export class Alerts {
  readonly #raised = new Map<Cause, Alert>()
  #told: Alert | null = null

  raise(cause: Cause, alert: Alert): void {
    this.#raised.set(cause, alert)
    this.#tell()
  }

  clear(cause: Cause): void {
    this.#raised.delete(cause)
    this.#tell()
  }

  #tell(): void {
    const first = causes.find((cause) => this.#raised.has(cause))
    const alert = (first !== undefined && this.#raised.get(first)) || null
    if (alert?.message === this.#told?.message) return
    this.#told = alert
    announce('alert', alert)
  }
}
