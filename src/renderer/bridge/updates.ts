import type { UpdateState } from '#shared/updates'
import { navigationState } from '../stores/navigation/navigation'
import { updatesState } from '../stores/updates/updates'
import { heed } from './heed'
import { ask, hear } from './station'
import { tell, told } from './tell'

/** Leads what is known of newer versions into its store, and tells of each one once. */
export function followUpdates(): void {
  const { stateReceived } = updatesState().actions
  let toldOf = ''
  const receive = (state: UpdateState): void => {
    stateReceived(state)
    if (state.is !== 'newer' || state.version === toldOf) return
    toldOf = state.version
    tell({
      tone: 'good',
      text: `Version ${state.version} is there to be installed.`,
      step: {
        label: 'Show',
        run: () => navigationState().actions.placeChosen({ view: 'settings' }),
      },
    })
  }
  hear('push:update', receive)
  void ask('updates:state', undefined).then((reply) => heed(reply, receive))
}

export async function lookForUpdate(): Promise<void> {
  await told(ask('updates:look', undefined))
}

export async function showUpdate(file: string): Promise<void> {
  const shown = await told(ask('updates:show', { file }))
  if (shown && !shown.value) {
    tell({ tone: 'attention', text: 'The file is no longer where it was.' })
  }
}
