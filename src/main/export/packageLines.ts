import { channelNames, type SatelliteDefinition } from '#shared/satellites/definition'
import { timestampText } from '../ingest/inbox/rules/conversions'

/** Line 1 of a package. */
export function packageHeader({ type }: SatelliteDefinition): string {
  return JSON.stringify({ satellite_type: type })
}

/**
 * A record as a line that reads as this very record: doubles are written so that they come back bit
 * for bit, and times to the microsecond.
 *
 * @param values of the channels, in the order of `channelNames`
 * @param instruments the JSON text of an object of their words
 */
export function packageLine(
  definition: SatelliteDefinition,
  timestampUs: number,
  values: readonly number[],
  instruments: string,
): string {
  const members = [
    member(definition.timestamp.key, timestampText(timestampUs)),
    ...channelNames.map((name, i) => member(definition[name].key, values[i] ?? null)),
  ]
  // The words are an object's text already, in the order of the definition.
  const words = instruments.slice(1, -1)
  if (words !== '') members.push(words)
  return `{${members.join(',')}}`
}

function member(key: string, value: string | number | null): string {
  return `${JSON.stringify(key)}:${JSON.stringify(value)}`
}
