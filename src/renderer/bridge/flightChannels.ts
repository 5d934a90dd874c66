import type { ChannelName, FlightScope } from '#shared/flight/scope'
import { flightChannelsState, nameOfRole, usualChannels } from '../stores/flight/channels'
import { flightViewState } from '../stores/flight/view'
import { ask } from './station'

const KEPT = 'downlink.channels.'

/** What was chosen of a type's channels; null where nobody chose. */
function kept(type: string): ChannelName[] | null {
  try {
    const names: unknown = JSON.parse(localStorage.getItem(`${KEPT}${type}`) ?? 'null')
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : null
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
export function chooseChannels(names: readonly ChannelName[]): void {
  const { type, channels, actions } = flightChannelsState()
  actions.channelsChosen(names)
  const usual = usualChannels(channels)
  const isUsual = usual.length === names.length && usual.every((name) => names.includes(name))
  try {
    if (isUsual) localStorage.removeItem(`${KEPT}${type}`)
    else localStorage.setItem(`${KEPT}${type}`, JSON.stringify(names))
  } catch {
    // It is only a convenience: there may be no room for it.
  }
}
