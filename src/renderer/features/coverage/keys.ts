/** Keys of the coverage view, for the keys sheet. */
export const coverageKeys = [
  { keys: 'Enter', label: 'Open the package' },
  { keys: 'H', label: 'See the health of the package' },
  { keys: 'F', label: 'See its telemetry over time' },
  { keys: 'S', label: 'Choose the satellite type' },
] as const
