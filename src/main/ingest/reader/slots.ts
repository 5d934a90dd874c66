import type { Definition } from '#shared/telemetry/definition'
import type { Source } from '#shared/telemetry/source'
import { timeSources } from '#shared/telemetry/timeSources'

/** Which of a line's values the parts of a type are read from. */
export interface Slots<P> {
  /** The places that values are taken from, each once: a slot is an index into them. */
  readonly places: readonly P[]
  readonly time: readonly number[]
  /** In the definition's order. */
  readonly channels: readonly number[]
  readonly only: number | null
}

/** @param placeOf where a source leads; `nameOf` names equal places alike. */
export function slotsOf<P>(
  definition: Definition,
  placeOf: (source: Source) => P,
  nameOf: (place: P) => string,
): Slots<P> {
  const places: P[] = []
  const known = new Map<string, number>()
  const slotOf = (source: Source): number => {
    const place = placeOf(source)
    const name = nameOf(place)
    const slot = known.get(name) ?? places.push(place) - 1
    known.set(name, slot)
    return slot
  }
  return {
    time: timeSources(definition.time).map(slotOf),
    channels: definition.channels.map(({ from }) => slotOf(from)),
    only: definition.only === undefined ? null : slotOf(definition.only.from),
    places,
  }
}
