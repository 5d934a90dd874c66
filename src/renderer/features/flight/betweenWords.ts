import type { Between } from '../../stores/flight/moment'
import { formatMicroLength } from '../../ui/format'

/** What stands where there is no record: 'next record in 25 min'. */
export function betweenWords({ atUs, beforeUs, afterUs }: Between): string {
  if (afterUs !== null) return `next record in ${formatMicroLength(Math.round(afterUs - atUs))}`
  if (beforeUs === null) return 'no record'
  return `last record ${formatMicroLength(Math.round(atUs - beforeUs))} before`
}
