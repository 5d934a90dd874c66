import { letter, type ViewKey } from '../../ui/viewKeys'

/** Keys of the file list, for the keys sheet. */
export const queueKeys: readonly ViewKey[] = [
  letter('J', 'Next file (also ↓)'),
  letter('K', 'Previous file (also ↑)'),
  { keys: 'Enter', label: 'Open the file' },
  { keys: 'Space', label: 'Pause or resume the file' },
  { keys: 'Delete', label: 'Cancel the file, or remove what the package stored; can be undone' },
  letter('R', 'Retry, or import a duplicate again'),
  letter('A', 'Take a file that waits for its rest as it is'),
  letter('C', 'Copy its path'),
  letter('Shift+O', 'Show the file in its folder'),
  { keys: 'Shift+F10', label: 'All actions of the file' },
]
