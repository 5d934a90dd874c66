/** Keys of a file's page, for the keys sheet. */
export const fileKeys = [
  { keys: 'J', label: 'Next bad line (also ↓)' },
  { keys: 'K', label: 'Previous bad line (also ↑)' },
  { keys: 'E', label: 'Mend the bad line, or the first open one' },
  { keys: 'C', label: 'Copy the raw line' },
  { keys: 'V', label: 'Read the source again and compare, or stop that' },
  { keys: 'X', label: 'Export the package with its mended lines' },
  { keys: '1', label: 'Only the first kind of bad line (2 the second, and so on)' },
  { keys: '0', label: 'All kinds of bad lines' },
  { keys: 'Space', label: 'Pause or resume the file' },
  { keys: 'Delete', label: 'Cancel the file; can be undone' },
  { keys: 'R', label: 'Retry, or import a duplicate again' },
  { keys: 'F', label: 'See its telemetry over time' },
  { keys: 'H', label: 'See its health: span, gaps, extremes' },
  { keys: 'O', label: 'Show the file in its folder' },
  { keys: 'Escape', label: 'Back' },
] as const
