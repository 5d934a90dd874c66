import { letter, type ViewKey } from '../../ui/viewKeys'

/** Keys of a file's page, for the keys sheet. */
export const fileKeys: readonly ViewKey[] = [
  letter('J', 'Next bad line (also ↓)'),
  letter('K', 'Previous bad line (also ↑)'),
  letter('E', 'Mend the bad line, or the first open one'),
  letter('C', 'Copy the raw line'),
  letter('V', 'Read the source again and compare, or stop that'),
  letter('X', 'Export the package with its mended lines'),
  { keys: '1', label: 'Only the first kind of bad line (2 the second, and so on)' },
  { keys: '0', label: 'All kinds of bad lines' },
  { keys: 'Space', label: 'Pause or resume the file' },
  { keys: 'Delete', label: 'Cancel the file, or remove what the package stored; can be undone' },
  letter('R', 'Retry, or import a duplicate again'),
  letter('A', 'Take a file that waits for its rest as it is'),
  letter('F', 'See its telemetry over time'),
  letter('H', 'See its health: span, gaps, extremes'),
  letter('Shift+R', 'Put a corrected copy in its place'),
  letter('U', 'Bring a removed package back'),
  { keys: 'Shift+Delete', label: 'Give the space of a removed package back' },
  letter('Shift+O', 'Show the file in its folder'),
  { keys: 'Escape', label: 'Back' },
]
