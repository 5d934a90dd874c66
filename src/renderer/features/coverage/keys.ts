/** Keys of the coverage view, for the keys sheet. */
export const coverageKeys = [
  { keys: '+', label: 'Zoom in (also the wheel, or drag over a stretch)' },
  { keys: '-', label: 'Zoom out' },
  { keys: '0', label: 'All of the time' },
  { keys: 'ArrowLeft', label: 'Earlier; → later (also Shift and drag)' },
  { keys: 'N', label: 'Next gap or overlap (Shift+N the one before)' },
  { keys: 'Enter', label: 'Open the package' },
  { keys: 'H', label: 'See the health of the package' },
  { keys: 'F', label: 'See its telemetry over time' },
  { keys: 'P', label: 'Choose the satellite type' },
  { keys: 'Escape', label: 'Let go of the moment, else back' },
] as const
