import { letter, type ViewKey } from '../../ui/viewKeys'

/** Keys of the health page, for the keys sheet. */
export const healthKeys: readonly ViewKey[] = [
  letter('F', 'See its telemetry over time'),
  letter('L', "See the satellite's packages side by side"),
  { keys: 'Escape', label: 'Back' },
]
