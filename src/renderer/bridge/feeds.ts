import type { Push } from '#shared/ipc'
import { jobsState } from '../stores/jobs/jobs'
import { navigationState } from '../stores/navigation/navigation'
import { settingsState } from '../stores/settings/settings'
import { stationState } from '../stores/station/station'
import { tellAdded } from './acts'
import { followEditorLeft } from './inboxEditor'
import { followInboxCounts } from './inboxCounts'
import { followInboxLeft } from './inboxSeen'
import { followFilesBefore } from './filesBefore'
import { prepareFlight } from './flight'
import { heed } from './heed'
import { followRates } from './pipeline'
import { followOutcomes } from './outcomes'
import { ask, hear } from './station'
import { followUpdates } from './updates'

/** Leads what the station tells into the stores: first what it says when asked, then every push. */
export function connectFeeds(onCommand: (command: Push<'push:command'>) => void): void {
  const { statusReceived, infoReceived } = stationState().actions
  const { settingsReceived } = settingsState().actions
  const { placeChosen } = navigationState().actions
  hear('push:status', statusReceived)
  hear('push:settings', settingsReceived)
  hear('push:job', jobsState().actions.progressReceived)
  hear('push:command', onCommand)
  hear('push:added', tellAdded)
  hear('push:package', ({ fileId }) => placeChosen({ view: 'file', fileId }))
  followOutcomes()
  followInboxCounts()
  followInboxLeft()
  followEditorLeft()
  prepareFlight()
  followRates()
  followFilesBefore()
  followUpdates()
  void ask('app:info', undefined).then((reply) => heed(reply, infoReceived))
  void ask('settings:get', undefined).then((reply) => heed(reply, settingsReceived))
  void ask('station:status', undefined).then((reply) =>
    heed(reply, (status) => {
      // A push may have overtaken the answer.
      if (stationState().status === null) statusReceived(status)
    }),
  )
}
