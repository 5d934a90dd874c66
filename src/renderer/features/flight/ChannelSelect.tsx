import type { ChannelName } from '#shared/flight/scope'
import { useState, type ReactNode } from 'react'
import { useFlightChannels } from '../../stores/flight/channels'
import { channelTitle } from '../../ui/channelWords'
import { PickBox } from '../../ui/PickBox'
import { Select } from '../../ui/Select'

/** A longer list is searched. */
const MOST_IN_SELECT = 16

interface ChannelSelectProps {
  readonly label: string
  readonly value: ChannelName
  readonly onChange: (name: ChannelName) => void
}

/** One of the numbers that the type has. */
export function ChannelSelect({ label, value, onChange }: ChannelSelectProps): ReactNode {
  const numbers = useFlightChannels((s) => s.numbers)
  const [isOpen, setOpen] = useState(false)
  const options = numbers.map((channel) => ({ id: channel.name, name: channelTitle(channel) }))
  if (options.length <= MOST_IN_SELECT) {
    return <Select label={label} value={value} options={options} onChange={onChange} />
  }
  return (
    <PickBox
      label={label}
      noun="channel"
      value={value}
      first={null}
      options={options}
      isOpen={isOpen}
      onOpenChange={setOpen}
      onChange={onChange}
    />
  )
}
