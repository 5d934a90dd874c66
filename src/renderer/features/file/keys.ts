/** Keys of a file's page, for the keys sheet. */
export const fileKeys = [
  { keys: 'J', label: 'Next bad line (also ↓)' },
  { keys: 'K', label: 'Previous bad line (also ↑)' },
  { keys: 'C', label: 'Copy the raw line' },
  { keys: 'Space', label: 'Pause or resume the file' },
  { keys: 'Delete', label: 'Cancel the file; can be undone' },
  { keys: 'R', label: 'Retry, or import a duplicate again' },
  { keys: 'O', label: 'Show the file in its folder' },
  { keys: 'Escape', label: 'Back' },
] as const
