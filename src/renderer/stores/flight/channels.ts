import type { FlightChannel } from '#shared/flight/channels'
import type { ChannelName } from '#shared/flight/scope'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { reuse } from '../reuse'

/** What a type is shown with before anybody chose: so many numbers, and so many strips. */
const USUAL_LANES = 4
const USUAL_STRIPS = 4

/** The channels of what is looked at, and those of them that plots, strips and table show. */
interface FlightChannelsState {
  /** The satellite type that they are of; '' before there is one. */
  readonly type: string
  /** In the definition's order. */
  readonly channels: readonly FlightChannel[]
  readonly numbers: readonly FlightChannel[]
  /** What is chosen: a plot for each number, a strip for each that is said in words. */
  readonly lanes: readonly FlightChannel[]
  readonly strips: readonly FlightChannel[]
  readonly actions: {
    /** Those of the type, and what was chosen of them before; null where nothing was. */
    readonly channelsReceived: (
      type: string,
      channels: readonly FlightChannel[],
      chosen: readonly ChannelName[] | null,
    ) => void
    readonly channelsChosen: (names: readonly ChannelName[]) => void
  }
}

type Choice = Pick<FlightChannelsState, 'lanes' | 'strips'>

function choiceOf(channels: readonly FlightChannel[], names: readonly ChannelName[]): Choice {
  const wanted = new Set(names)
  const chosen = channels.filter(({ name }) => wanted.has(name))
  return {
    lanes: chosen.filter(isNumber),
    strips: chosen.filter((channel) => !isNumber(channel)),
  }
}

function isNumber({ kind }: FlightChannel): boolean {
  return kind === 'number'
}

/** The first few: of the numbers those that have a role before others. */
export function usualChannels(channels: readonly FlightChannel[]): ChannelName[] {
  const numbers = channels.filter(isNumber)
  const byRole = [
    ...numbers.filter(({ role }) => role !== null),
    ...numbers.filter(({ role }) => role === null),
  ]
  const words = channels.filter((channel) => !isNumber(channel))
  return [...byRole.slice(0, USUAL_LANES), ...words.slice(0, USUAL_STRIPS)].map(({ name }) => name)
}

const store = createStore<FlightChannelsState>()((set) => ({
  type: '',
  channels: [],
  numbers: [],
  lanes: [],
  strips: [],
  actions: {
    channelsReceived: (type, received, chosen) =>
      set((state) => {
        const channels = reuse(state.channels, received)
        if (state.type === type && channels === state.channels) return {}
        const names = chosen ?? usualChannels(channels)
        return { type, channels, numbers: channels.filter(isNumber), ...choiceOf(channels, names) }
      }),
    channelsChosen: (names) => set(({ channels }) => choiceOf(channels, names)),
  },
}))

export const useFlightChannels = <T>(select: (state: FlightChannelsState) => T): T =>
  useStore(store, select)
export const flightChannelsState = store.getState
export const onFlightChannels = (
  listener: (state: FlightChannelsState, before: FlightChannelsState) => void,
): (() => void) => store.subscribe(listener)

/** The channel of a name; undefined where the type has none. */
export function channelNamed(
  { channels }: Pick<FlightChannelsState, 'channels'>,
  name: ChannelName,
): FlightChannel | undefined {
  return channels.find((channel) => channel.name === name)
}

/** The name of the number that has a role; null where none has. */
export function nameOfRole(
  { numbers }: Pick<FlightChannelsState, 'numbers'>,
  role: FlightChannel['role'],
): ChannelName | null {
  return numbers.find((channel) => channel.role === role)?.name ?? null
}
