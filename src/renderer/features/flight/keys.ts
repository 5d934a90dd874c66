/** Keys of the flight view, for the keys sheet. */
export const flightKeys = [
  { keys: '+', label: 'Zoom in (also the wheel, or drag over a stretch)' },
  { keys: '-', label: 'Zoom out' },
  { keys: '0', label: 'All of the time' },
  { keys: 'ArrowLeft', label: 'Earlier; → later (also Shift and drag)' },
  { keys: 'Home', label: 'To the beginning; End to the end' },
  { keys: 'Shift+ArrowLeft', label: 'Cursor one point back; Shift → one on' },
  { keys: 'Enter', label: 'Choose the record under the cursor' },
  { keys: '.', label: 'Next record in time; , the one before' },
  { keys: 'J', label: 'Next row of the records (K the previous one, also ↓ and ↑)' },
  { keys: 'N', label: 'Next record out of order or with a repeated time' },
  { keys: 'O', label: "Open the record's package" },
  { keys: 'C', label: 'Copy the record' },
  { keys: 'P', label: 'Choose what to look at' },
  { keys: 'X', label: 'Export what is seen' },
  { keys: 'Escape', label: 'Let go of the record, else back' },
] as const
