import { letter, type ViewKey } from '../../ui/viewKeys'

/** Keys of the flight view, for the keys sheet. */
export const flightKeys: readonly ViewKey[] = [
  { keys: '+', label: 'Zoom in (also the wheel, or drag over a stretch)' },
  { keys: '-', label: 'Zoom out' },
  { keys: '0', label: 'All of the time' },
  { keys: 'ArrowLeft', label: 'Earlier; → later (also Shift and drag)' },
  { keys: 'Home', label: 'To the beginning; End to the end' },
  { keys: 'Shift+ArrowLeft', label: 'Cursor one point back; Shift → one on' },
  { keys: 'Enter', label: 'Choose the record under the cursor' },
  { keys: '.', label: 'Next record in time; , the one before' },
  letter('J', 'Next row of the records (K the previous one, also ↓ and ↑)'),
  letter('N', 'Next record out of order or with a repeated time'),
  letter('O', "Open the record's package"),
  letter('C', 'Copy the record'),
  letter('P', 'Choose what to look at'),
  letter('V', 'Choose the channels that are shown'),
  letter('L', 'In the list of channels: into the lane of the one above, or its own'),
  { keys: 'PageDown', label: 'Further plots (also the wheel over their names); PageUp back' },
  letter('X', 'Export what is seen'),
  { keys: 'Escape', label: 'Let go of the record, else back' },
]
