import type { Source } from './source'
import type { TimeDefinition } from './time'

/** Where in a line the time's values stand, in the order in which they are read. */
export function timeSources(time: TimeDefinition): readonly Source[] {
  if (time.form === 'gps') return time.week === undefined ? [time.from] : [time.week, time.from]
  return Array.isArray(time.from) ? time.from : [time.from]
}
