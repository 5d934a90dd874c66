import type { InvokeChannel } from '#shared/ipc'
import type { steeringCalls } from '#shared/steering/calls'
import type { Station } from '../ingest/station'
import type { Handlers } from './answer'

type SteeringChannel = Extract<InvokeChannel, keyof typeof steeringCalls>

/** Every call that steers the live tree. */
export function steeringHandlers(station: Pick<Station, 'steer'>): Pick<Handlers, SteeringChannel> {
  return {
    'components:act': async ({ id, action }) => {
      await station.steer(id, action)
    },
  }
}
