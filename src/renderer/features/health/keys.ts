/** Keys of the health page, for the keys sheet. */
export const healthKeys = [
  { keys: 'F', label: 'See its telemetry over time' },
  { keys: 'L', label: "See the satellite's packages side by side" },
  { keys: 'Escape', label: 'Back' },
] as const
