import type { FlightScope } from '#shared/flight/scope'
import { z } from 'zod'
import {
  flightChannelsState,
  nameOfRole,
  usualChannels,
  type ChannelChoice,
} from '../stores/flight/channels'
import { flightViewState } from '../stores/flight/view'
import { ask } from './station'

const KEPT = 'downlink.channels.'

const Kept = z.object({
  names: z.array(z.string()),
  sharing: z.array(z.tuple([z.string(), z.string()])),
})

/** What was chosen of a type's channels; null where nobody chose. */
function kept(type: string): ChannelChoice | null {
  try {
    const { names, sharing } = Kept.parse(
      JSON.parse(localStorage.getItem(`${KEPT}${type}`) ?? 'null'),
    )
    return { names, sharing: new Map(sharing) }
  } catch {
    return null
  }
}

/** Finds out what channels the scope has. Whatever is wrong, the questions that follow say it too. */
export async function loadChannels(scope: FlightScope): Promise<void> {
  const reply = await ask('flight:channels', scope)
  const { scope: now, satelliteType } = flightViewState()
  if (!reply.ok || now !== scope) return
  const channels = flightChannelsState()
  channels.actions.channelsReceived(satelliteType, reply.value, kept(satelliteType))
  chooseAxes()
}

/** What colours the track and what is against what, where the type has not what was chosen last. */
function chooseAxes(): void {
  const channels = flightChannelsState()
  const { colour, against, actions } = flightViewState()
  const names = channels.numbers.map(({ name }) => name)
  const altitude = nameOfRole(channels, 'altitude') ?? names[0]
  const x = nameOfRole(channels, 'latitude') ?? names[0]
  const y = altitude === x ? (names.find((name) => name !== x) ?? x) : altitude
  if (altitude !== undefined && !names.includes(colour)) actions.colourChosen(altitude)
  if (x !== undefined && !names.includes(against.x)) actions.axisChosen('x', x)
  if (y !== undefined && !names.includes(against.y)) actions.axisChosen('y', y)
}

/** Plots these, and keeps that for the type. */
export function chooseChannels(choice: ChannelChoice): void {
  const { type, channels, actions } = flightChannelsState()
  actions.channelsChosen(choice)
  const { names, sharing } = choice
  const usual = usualChannels(channels).names
  const isUsual =
    sharing.size === 0 &&
    usual.length === names.length &&
    usual.every((name) => names.includes(name))
  try {
    if (isUsual) localStorage.removeItem(`${KEPT}${type}`)
    else localStorage.setItem(`${KEPT}${type}`, JSON.stringify({ names, sharing: [...sharing] }))
  } catch {
    // It is only a convenience: there may be no room for it.
  }
}
