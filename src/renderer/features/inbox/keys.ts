/** Keys of the list of groups, for the keys sheet. */
export const inboxKeys = [
  { keys: 'J', label: 'Next group (also ↓)' },
  { keys: 'K', label: 'Previous group (also ↑)' },
  { keys: 'Enter', label: 'Open the group' },
  { keys: 'E', label: "Mend the group's first open line" },
  { keys: 'M', label: 'Mend all lines of the group by a rule' },
  { keys: 'D', label: 'Dismiss the group' },
  { keys: 'U', label: 'Undo what was done last' },
  { keys: '/', label: 'Find text in raw lines' },
  { keys: 'F', label: 'Go to the filter' },
  { keys: '0', label: 'Clear the filter' },
  { keys: 'S', label: 'Most lines first, or latest first' },
  { keys: 'X', label: 'Export what is listed' },
  { keys: 'Escape', label: 'Stop or leave the search, else back' },
] as const

/** Keys of a group's page. */
export const groupKeys = [
  { keys: 'J', label: 'Next line (also ↓)' },
  { keys: 'K', label: 'Previous line (also ↑)' },
  { keys: 'E', label: 'Mend the line, or the next open one' },
  { keys: 'Mod+Enter', label: 'Save the mended line' },
  { keys: 'M', label: 'Mend all like it by a rule' },
  { keys: 'D', label: 'Dismiss the line' },
  { keys: 'Shift+D', label: 'Dismiss all open lines of the group' },
  { keys: 'U', label: 'Undo what was done last, or the chosen one of the history' },
  { keys: 'C', label: 'Copy the raw line' },
  { keys: 'O', label: "Open the line's file" },
  { keys: 'V', label: 'See the records around the line over time' },
  { keys: '1', label: 'Open lines (2 mended, 3 dismissed, 4 all)' },
  { keys: 'H', label: 'What was done to the group' },
  { keys: '0', label: 'In all packages' },
  { keys: '/', label: 'Find text in its raw lines' },
  { keys: 'X', label: 'Export its lines' },
  { keys: 'Escape', label: 'Leave the editor or the search, else back' },
] as const
