import type { Marks } from '#shared/flight/marks'
import { formatShortCount } from '../../ui/format'

/** '3 back, 2 repeated' of what is looked at; 'in order' where time never turns or stands still. */
export function orderWords({ outOfOrderTotal, repeatedTotal }: Marks): string {
  const back = Math.round(outOfOrderTotal)
  const repeated = Math.round(repeatedTotal)
  const parts = [
    back === 0 ? '' : `${formatShortCount(back)} back`,
    repeated === 0 ? '' : `${formatShortCount(repeated)} repeated`,
  ].filter((part) => part !== '')
  return parts.length === 0 ? 'in order' : parts.join(', ')
}
