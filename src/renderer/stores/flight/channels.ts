import type { FlightChannel } from '#shared/flight/channels'
import type { ChannelName } from '#shared/flight/scope'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { reuse } from '../reuse'
import { lanesOf, type Lane, type Sharing } from './lanes'

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
  /** What is chosen: the numbers that are plotted, and a strip for each that is said in words. */
  readonly plotted: readonly FlightChannel[]
  readonly strips: readonly FlightChannel[]
  /** Which of the numbers share a lane, also of those that are not plotted now. */
  readonly sharing: Sharing
  readonly lanes: readonly Lane[]
  readonly actions: {
    /** Those of the type, and what was chosen of them before; null where nothing was. */
    readonly channelsReceived: (
      type: string,
      channels: readonly FlightChannel[],
      chosen: ChannelChoice | null,
    ) => void
    readonly channelsChosen: (choice: ChannelChoice) => void
  }
}

/** Which channels of a type are shown, and which of them share a lane. */
export interface ChannelChoice {
  readonly names: readonly ChannelName[]
  readonly sharing: Sharing
}

type Chosen = Pick<FlightChannelsState, 'plotted' | 'strips' | 'sharing' | 'lanes'>

function choose(
  before: Chosen,
  channels: readonly FlightChannel[],
  { names, sharing }: ChannelChoice,
): Chosen {
  const wanted = new Set(names)
  const chosen = channels.filter(({ name }) => wanted.has(name))
  const plotted = reuse(before.plotted, chosen.filter(isNumber))
  const strips = reuse(
    before.strips,
    chosen.filter((channel) => !isNumber(channel)),
  )
  return { plotted, strips, sharing, lanes: reuse(before.lanes, lanesOf(plotted, sharing)) }
}

function isNumber({ kind }: FlightChannel): boolean {
  return kind === 'number'
}

/** The first few, each in a lane of its own: of the numbers those that have a role before others. */
export function usualChannels(channels: readonly FlightChannel[]): ChannelChoice {
  const numbers = channels.filter(isNumber)
  const byRole = [
    ...numbers.filter(({ role }) => role !== null),
    ...numbers.filter(({ role }) => role === null),
  ]
  const words = channels.filter((channel) => !isNumber(channel))
  const usual = [...byRole.slice(0, USUAL_LANES), ...words.slice(0, USUAL_STRIPS)]
  return { names: usual.map(({ name }) => name), sharing: new Map() }
}

const store = createStore<FlightChannelsState>()((set) => ({
  type: '',
  channels: [],
  numbers: [],
  plotted: [],
  strips: [],
  sharing: new Map(),
  lanes: [],
  actions: {
    channelsReceived: (type, received, chosen) =>
      set((state) => {
        const channels = reuse(state.channels, received)
        if (state.type === type && channels === state.channels) return {}
        const choice = chosen ?? usualChannels(channels)
        const numbers = channels.filter(isNumber)
        return { type, channels, numbers, ...choose(state, channels, choice) }
      }),
    channelsChosen: (choice) => set((state) => choose(state, state.channels, choice)),
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
