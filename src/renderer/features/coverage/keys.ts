import { letter, type ViewKey } from '../../ui/viewKeys'

/** Keys of the coverage view, for the keys sheet. */
export const coverageKeys: readonly ViewKey[] = [
  { keys: '+', label: 'Zoom in (also the wheel, or drag over a stretch)' },
  { keys: '-', label: 'Zoom out' },
  { keys: '0', label: 'All of the time' },
  { keys: 'ArrowLeft', label: 'Earlier; → later (also Shift and drag)' },
  letter('N', 'Next gap or overlap (Shift+N the one before)'),
  { keys: 'Enter', label: 'Open the package' },
  letter('H', 'See the health of the package'),
  letter('F', 'See its telemetry over time'),
  letter('P', 'Choose the satellite type'),
  { keys: 'Escape', label: 'Let go of the moment, else back' },
]
