/** Keys of the file list, for the keys sheet. */
export const queueKeys = [
  { keys: 'J', label: 'Next file (also ↓)' },
  { keys: 'K', label: 'Previous file (also ↑)' },
  { keys: 'Enter', label: 'Open the file' },
  { keys: 'Space', label: 'Pause or resume the file' },
  { keys: 'Delete', label: 'Cancel the file; can be undone' },
  { keys: 'R', label: 'Retry, or import a duplicate again' },
  { keys: 'O', label: 'Show the file in its folder' },
  { keys: 'Shift+F10', label: 'All actions of the file' },
] as const
