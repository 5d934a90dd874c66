import type { FlightChannel } from '#shared/flight/channels'
import type { ChannelName } from '#shared/flight/scope'

/** More lines over each other have no colours that are told apart. */
export const MAX_IN_LANE = 8

/** Which channel shares the lane of which other, that has one of its own. */
export type Sharing = ReadonlyMap<ChannelName, ChannelName>

/** Channels in one lane, in the definition's order; never empty. */
export type Lane = readonly FlightChannel[]

/** The lanes of what is plotted, each where its first channel stands. */
export function lanesOf(plotted: readonly FlightChannel[], sharing: Sharing): Lane[] {
  const groups = Map.groupBy(plotted, ({ name }) => sharing.get(name) ?? name)
  const order = new Map(plotted.map(({ name }, place) => [name, place]))
  const placeOf = (lane: Lane): number => order.get(lane[0]?.name ?? '') ?? 0
  return [...groups.values()].flatMap(inParts).toSorted((a, b) => placeOf(a) - placeOf(b))
}

function inParts(channels: readonly FlightChannel[]): Lane[] {
  return Array.from({ length: Math.ceil(channels.length / MAX_IN_LANE) }, (_, i) =>
    channels.slice(i * MAX_IN_LANE, (i + 1) * MAX_IN_LANE),
  )
}

/** Some channels, and those that share a lane with the first of them, all in the lane of another. */
export function shared(
  sharing: Sharing,
  names: readonly ChannelName[],
  other: ChannelName,
): Sharing {
  const owner = sharing.get(other) ?? other
  const moved = new Set(names)
  const [first] = names
  const after = new Map(sharing)
  for (const [name, itsOwner] of sharing) {
    if (itsOwner === first) moved.add(name)
  }
  for (const name of moved) if (name !== owner) after.set(name, owner)
  return after
}

/** Some channels in lanes of their own again. */
export function parted(sharing: Sharing, names: readonly ChannelName[]): Sharing {
  const own = new Set(names)
  return new Map([...sharing].filter(([name, owner]) => !own.has(name) && !own.has(owner)))
}

/** Whether some channels share one lane. */
export function areShared(sharing: Sharing, names: readonly ChannelName[]): boolean {
  return new Set(names.map((name) => sharing.get(name) ?? name)).size === 1
}

/** Whether a channel has its lane to itself. */
export function isAlone(lanes: readonly Lane[], name: ChannelName): boolean {
  return lanes.some((lane) => lane.length === 1 && lane[0]?.name === name)
}
