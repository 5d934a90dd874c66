import { coverageKeys } from '../features/coverage/keys'
import { fileKeys } from '../features/file/keys'
import { flightKeys } from '../features/flight/keys'
import { healthKeys } from '../features/health/keys'
import { historyKeys } from '../features/history/keys'
import { groupKeys, inboxKeys } from '../features/inbox/keys'
import type { KeyGroup } from '../features/palette/KeysSheet'
import { pipelineKeys } from '../features/pipeline/keys'
import { queueKeys } from '../features/queue/keys'
import { typeKeys } from '../features/types/keys'
import type { Place } from '../stores/navigation/navigation'
import type { ViewKey } from '../ui/viewKeys'

/** Keys, and the view in which they work. */
interface ViewKeys {
  readonly view: Place['view']
  readonly name: string
  readonly keys: readonly ViewKey[]
}

/** The keys of every view. */
export const viewKeys: readonly ViewKeys[] = [
  { view: 'queue', name: 'In the list of files', keys: queueKeys },
  { view: 'file', name: "On a file's page", keys: fileKeys },
  { view: 'inbox', name: 'Among the errors', keys: inboxKeys },
  { view: 'group', name: 'On a group of errors', keys: groupKeys },
  { view: 'flight', name: 'In the flight view', keys: flightKeys },
  { view: 'health', name: 'On the health page', keys: healthKeys },
  { view: 'coverage', name: 'In the coverage', keys: coverageKeys },
  { view: 'history', name: 'In the history of the pipeline', keys: historyKeys },
  { view: 'pipeline', name: 'In the pipeline', keys: pipelineKeys },
  { view: 'types', name: 'Among the satellite types', keys: typeKeys },
]

/** The keys of the view that is open; of a view without keys there is no group. */
export function viewKeysOf(open: Place['view']): readonly ViewKeys[] {
  return viewKeys.filter(({ view }) => view === open)
}

/**
 * Every key of the window, for the keys sheet: first those of the view that is open, then those
 * that work everywhere.
 */
export function keyGroupsFor(open: Place['view'], everywhere: KeyGroup): readonly KeyGroup[] {
  return [...viewKeysOf(open), everywhere, ...viewKeys.filter(({ view }) => view !== open)]
}
