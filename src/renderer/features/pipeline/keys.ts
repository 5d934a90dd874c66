/** Keys of the live tree, for the keys sheet. */
export const pipelineKeys = [
  { keys: 'J', label: 'Next component (also ↓)' },
  { keys: 'K', label: 'Previous component (also ↑)' },
  { keys: 'Space', label: 'Pause it, or let it go on' },
  { keys: 'D', label: 'Drain the station, or take that back' },
  { keys: 'R', label: 'Restart the component' },
  { keys: 'H', label: 'Hold the package, or release it' },
  { keys: 'Enter', label: "Open the component's package" },
  { keys: 'Shift+F10', label: 'All actions of the component' },
] as const
