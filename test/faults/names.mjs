/** The sweeps, in the order in which they run. */
export const SWEEPS = /** @type {const} */ ([
  'oracle',
  'kill',
  'errno',
  'random',
  'threads',
  'window',
  'disk',
  'acts',
  'power',
  'order',
  'links',
  'tenfold',
  'soak',
])
