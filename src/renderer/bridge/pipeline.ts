import type { ComponentStatus } from '#shared/status'
import type { ComponentAction } from '#shared/steering/actions'
import { componentIds } from '#shared/steering/ids'
import { offersOf, type Offer } from '#shared/steering/offers'
import { pipelineState } from '../stores/pipeline/pipeline'
import { onStationChange, stationState } from '../stores/station/station'
import { ask } from './station'
import { tell, told } from './tell'

/** What is said when it is done, and how it is taken back. */
const done: Readonly<
  Record<ComponentAction, { readonly text: string; readonly back: ComponentAction | null }>
> = {
  pause: { text: 'Paused', back: 'resume' },
  resume: { text: 'Goes on', back: null },
  drain: { text: 'Draining', back: 'stop-draining' },
  'stop-draining': { text: 'The drain is taken back', back: null },
  restart: { text: 'Restarted', back: null },
  hold: { text: 'Held', back: 'release' },
  take: { text: 'Taken as it is: it is in the queue', back: null },
  release: { text: 'Released: it is in the queue', back: null },
}

/** Has a component do what it offered. A failure is told. */
export async function steer(
  component: Pick<ComponentStatus, 'id' | 'name' | 'file'>,
  action: ComponentAction,
): Promise<void> {
  const { id, name, file } = component
  const result = await told(ask('components:act', { id, action }))
  if (result === null) return
  const { text, back } = done[action]
  const what = id === componentIds.root || id === componentIds.parsers ? 'Station' : name
  tell({
    tone: 'good',
    text: `${text}: ${file === undefined ? what : `${name} of ${file.name}`}`,
    topic: `steer-${id}`,
    step: back === null ? null : { label: 'Take back', run: () => void steer(component, back) },
  })
}

/** What a component of the present tree offers; nothing where it is gone. */
function offerOf(id: string, action: ComponentAction): [ComponentStatus, Offer] | null {
  const { status } = stationState()
  const component = status?.components.find((each) => each.id === id)
  if (status === null || component === undefined) return null
  const offer = offersOf(component, status).find((each) => each.action === action)
  return offer === undefined ? null : [component, offer]
}

/** Begins to drain the station, or takes that back; where it can't be done it says why. */
export async function toggleDrain(): Promise<void> {
  const draining = stationState().status?.draining ?? false
  const found = offerOf(componentIds.root, draining ? 'stop-draining' : 'drain')
  if (found === null) return
  const [component, offer] = found
  if (offer.why === null) await steer(component, offer.action)
  else tell({ tone: 'attention', text: offer.why })
}

/** Keeps the rates of the last minute. */
export function followRates(): void {
  onStationChange(({ status }) => {
    if (status !== null) pipelineState().actions.ratesReceived(status.components, status.at)
  })
}
