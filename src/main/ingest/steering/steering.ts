import type { Settings } from '#shared/settings'
import type { ComponentStatus, StationStatus } from '#shared/status'
import type { ComponentAction } from '#shared/steering/actions'
import { componentIds } from '#shared/steering/ids'
import { offersOf } from '#shared/steering/offers'
import { announce } from '../events'
import type { ErrorInbox } from '../inbox/errorInbox'
import type { TelemetrySupervisor } from '../telemetrySupervisor'
import { userName } from '../userName'

export interface SteeringDeps {
  readonly telemetry: TelemetrySupervisor
  readonly inbox: ErrorInbox
  readonly status: () => StationStatus
  readonly settings: () => Settings
  readonly pause: (paused: boolean) => Promise<void>
}

/** Carries out what the operator asks of the components of the live tree. */
export class Steering {
  readonly #deps: SteeringDeps
  readonly #by = userName()

  constructor(deps: SteeringDeps) {
    this.#deps = deps
  }

  /** Throws an Error with words when the component is gone, or can't do that now. */
  async act(id: string, action: ComponentAction): Promise<void> {
    const component = this.#deps.telemetry.registry.find(id)
    if (component === undefined) throw new Error('This part is not at work any more.')
    const offer = offersOf(component, this.#deps.status()).find((each) => each.action === action)
    if (offer === undefined) throw new Error(`${component.name} has no such action now.`)
    if (offer.why !== null) throw new Error(offer.why)
    await this.#do(component, action)
    announce('steering', { component: component.name, action, by: this.#by, will: offer.will })
  }

  async #do(component: ComponentStatus, action: ComponentAction): Promise<void> {
    const { telemetry, pause } = this.#deps
    if (component.file !== undefined) return this.#doWithPackage(component.file.id, action)
    switch (action) {
      case 'pause':
        return pause(true)
      case 'resume':
        return pause(false)
      case 'drain':
        telemetry.parsers.draining = true
        return
      case 'stop-draining':
        telemetry.parsers.draining = false
        return
      case 'restart':
        return this.#restart(component.id)
      case 'hold':
      case 'release':
      case 'take':
        throw new Error(`${component.name} has no such action.`)
    }
  }

  async #doWithPackage(fileId: number, action: ComponentAction): Promise<void> {
    const { parsers } = this.#deps.telemetry
    switch (action) {
      case 'pause':
      case 'resume':
      case 'take':
        return parsers.act(fileId, action)
      case 'restart':
        return parsers.restart(fileId)
      case 'hold':
        return parsers.hold(fileId, this.#by)
      case 'release':
        return parsers.act(fileId, 'retry')
      case 'drain':
      case 'stop-draining':
        throw new Error('A single package can’t be drained. Pause it instead.')
    }
  }

  #restart(id: string): Promise<void> {
    const { telemetry, inbox, settings } = this.#deps
    switch (id) {
      case componentIds.writer:
        return telemetry.database.restartWriter()
      case componentIds.reader:
        return telemetry.database.restartReader()
      case componentIds.watcher:
        return telemetry.watching.restart(settings())
      case componentIds.sources:
        return telemetry.sources.restart()
      case componentIds.inbox:
        return inbox.restart()
      default:
        throw new Error('This part can’t be restarted by itself.')
    }
  }
}
