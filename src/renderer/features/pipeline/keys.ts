import { letter, type ViewKey } from '../../ui/viewKeys'

/** Keys of the live tree, for the keys sheet. */
export const pipelineKeys: readonly ViewKey[] = [
  letter('J', 'Next component (also ↓)'),
  letter('K', 'Previous component (also ↑)'),
  { keys: 'Space', label: 'Pause it, or let it go on' },
  letter('R', 'Restart the component'),
  letter('W', 'Hold the package, or release it'),
  letter('A', 'Take a file that waits for its rest as it is'),
  { keys: 'Enter', label: "Open the component's package" },
  { keys: 'Shift+F10', label: 'All actions of the component' },
]
