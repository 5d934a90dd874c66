import { fileKeys } from '../features/file/keys'
import { groupKeys, inboxKeys } from '../features/inbox/keys'
import type { KeyGroup } from '../features/palette/KeysSheet'
import { queueKeys } from '../features/queue/keys'
import { commands } from './commands'

/** Every key of the window, for the keys sheet. */
export const keyGroups: readonly KeyGroup[] = [
  {
    name: 'Everywhere',
    keys: commands.flatMap(({ keys, title }) => (keys === null ? [] : [{ keys, label: title }])),
  },
  { name: 'In the list of files', keys: queueKeys },
  { name: "On a file's page", keys: fileKeys },
  { name: 'Among the errors', keys: inboxKeys },
  { name: 'On a group of errors', keys: groupKeys },
]
