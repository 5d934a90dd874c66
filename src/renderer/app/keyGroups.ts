import { coverageKeys } from '../features/coverage/keys'
import { fileKeys } from '../features/file/keys'
import { flightKeys } from '../features/flight/keys'
import { healthKeys } from '../features/health/keys'
import { historyKeys } from '../features/history/keys'
import { groupKeys, inboxKeys } from '../features/inbox/keys'
import type { KeyGroup } from '../features/palette/KeysSheet'
import { pipelineKeys } from '../features/pipeline/keys'
import { queueKeys } from '../features/queue/keys'
import type { Place } from '../stores/navigation/navigation'
import { commands } from './commands'

/** Keys, and the view in which they work; null for keys that work everywhere. */
interface ViewKeys extends KeyGroup {
  readonly view: Place['view'] | null
}

const keyGroups: readonly ViewKeys[] = [
  {
    view: null,
    name: 'Everywhere',
    keys: commands.flatMap(({ keys, title }) => (keys === null ? [] : [{ keys, label: title }])),
  },
  { view: 'queue', name: 'In the list of files', keys: queueKeys },
  { view: 'file', name: "On a file's page", keys: fileKeys },
  { view: 'inbox', name: 'Among the errors', keys: inboxKeys },
  { view: 'group', name: 'On a group of errors', keys: groupKeys },
  { view: 'flight', name: 'In the flight view', keys: flightKeys },
  { view: 'health', name: 'On the health page', keys: healthKeys },
  { view: 'coverage', name: 'In the coverage', keys: coverageKeys },
  { view: 'history', name: 'In the history of the pipeline', keys: historyKeys },
  { view: 'pipeline', name: 'In the pipeline', keys: pipelineKeys },
]

/** Every key of the window, for the keys sheet: first those of the view that is open. */
export function keyGroupsFor(open: Place['view']): readonly KeyGroup[] {
  const mine = keyGroups.filter(({ view }) => view === open)
  return [...mine, ...keyGroups.filter(({ view }) => view !== open)]
}
