import type { FlightChannel } from '#shared/flight/channels'
import type { ReactNode } from 'react'
import { shownRecord, useMoment } from '../../stores/flight/moment'
import { channelValue } from '../../ui/channelWords'

/** The value of a channel where the cursor stands. */
export function ValueNow({
  channel: { name, decimals },
  className,
}: {
  readonly channel: FlightChannel
  readonly className: string | undefined
}): ReactNode {
  const value = useMoment((s) => shownRecord(s)?.record.values[name] ?? null)
  return (
    <span className={className} title={value === null ? undefined : String(value)}>
      {value === null ? '–' : channelValue(value, decimals)}
    </span>
  )
}
