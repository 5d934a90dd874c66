import { letter, type ViewKey } from '../../ui/viewKeys'

/** Keys of the list of groups, for the keys sheet. */
export const inboxKeys: readonly ViewKey[] = [
  letter('J', 'Next group (also ↓)'),
  letter('K', 'Previous group (also ↑)'),
  { keys: 'Enter', label: 'Open the group' },
  letter('E', "Mend the group's first open line"),
  letter('M', 'Mend all lines of the group by a rule'),
  letter('D', 'Dismiss the group'),
  letter('U', 'Undo what was done last'),
  { keys: '/', label: 'Find text in raw lines' },
  letter('Shift+F', 'Go to the filter'),
  { keys: '0', label: 'Clear the filter' },
  letter('S', 'Most lines first, or latest first'),
  letter('X', 'Export what is listed'),
  { keys: 'Escape', label: 'Stop or leave the search, else back' },
]

/** Keys of a group's page. */
export const groupKeys: readonly ViewKey[] = [
  letter('J', 'Next line (also ↓)'),
  letter('K', 'Previous line (also ↑)'),
  letter('E', 'Mend the line, or the next open one'),
  { keys: 'Mod+Enter', label: 'Save the mended line' },
  letter('M', 'Mend all like it by a rule'),
  letter('D', 'Dismiss the line'),
  letter('Shift+D', 'Dismiss all open lines of the group'),
  letter('U', 'Undo what was done last, or the chosen one of the history'),
  letter('C', 'Copy the raw line'),
  letter('O', "Open the line's file"),
  letter('F', 'See the records around the line over time'),
  { keys: '1', label: 'Open lines (2 mended, 3 dismissed, 4 all)' },
  { keys: '5', label: 'What was done to the group' },
  { keys: '0', label: 'In all packages' },
  { keys: '/', label: 'Find text in its raw lines' },
  letter('X', 'Export its lines'),
  { keys: 'Escape', label: 'Leave the editor or the search, else back' },
]
