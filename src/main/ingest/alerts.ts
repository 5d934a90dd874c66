import type { Alert } from '#shared/status'
import { announce } from './events'

/** Who holds the station up; of two at a time the first of this list is shown. */
const causes = ['damage', 'place', 'writing', 'arriving'] as const
type Cause = (typeof causes)[number]

/** Words that an alert gains, such as how much room is wanted; null where there are none. */
export type AlertDetail = (alert: Alert) => Promise<string | null> | null

/** What holds the whole station up, told when it changes and not at every try. */
export class Alerts {
  readonly #raised = new Map<Cause, Alert>()
  #told: Alert | null = null
  #detail: AlertDetail = () => null

  /** Asked once for each alert, before it is told. */
  set detail(detail: AlertDetail) {
    this.#detail = detail
  }

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
    const detail = alert === null ? null : this.#detail(alert)
    if (alert === null || detail === null) announce('alert', alert)
    else void this.#tellWith(alert, detail)
  }

  async #tellWith(alert: Alert, detail: Promise<string | null>): Promise<void> {
    const words = await detail.catch(() => null)
    if (this.#told !== alert) return
    const message = words === null ? alert.message : `${alert.message} ${words}`
    announce('alert', { ...alert, message })
  }
}
