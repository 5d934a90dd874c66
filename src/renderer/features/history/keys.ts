import { letter, type ViewKey } from '../../ui/viewKeys'

/** Keys of the history of the pipeline, for the keys sheet. */
export const historyKeys: readonly ViewKey[] = [
  { keys: '1', label: 'The last 5 minutes; 2 an hour, 3 a day, 4 thirty days' },
  { keys: '0', label: 'Now: follow what happens' },
  { keys: '+', label: 'Zoom in (also the wheel, or drag over a stretch)' },
  { keys: '-', label: 'Zoom out' },
  { keys: 'ArrowLeft', label: 'Earlier; → later (also Shift and drag)' },
  { keys: 'Shift+ArrowLeft', label: 'Cursor one point back; Shift → one on' },
  { keys: 'Home', label: 'To the beginning; End to now' },
  letter('N', 'Next restart, alert, pause or start (Shift+N the one before)'),
  letter('J', 'Next event of the list (K the one above, also ↓ and ↑)'),
  { keys: 'Enter', label: "Open the event's package" },
  letter('Shift+F', 'List all events, troubles, or packages'),
  { keys: 'Escape', label: 'Let go of the moment, else back' },
]
