import type { Start } from '#shared/telemetry/time'
import { textOf } from '../cells/jsonNumber'
import { clockOf } from './clock'
import { PatternReader } from './patternReader'
import { parseTimestamp } from './timestamp'

/**
 * The moment that a file's times count from, in microseconds since 1970 UTC; null where the file
 * does not say it as the definition promises.
 *
 * @param said the value of the header's key `start.header`, or the file's name for `start.name`.
 */
export function startOf(start: Start, said: unknown): number | null {
  const text = textOf(said)
  if (text === undefined) return null
  const moment = readStart(start, text)
  return moment < 0 ? null : moment
}

function readStart(start: Start, text: string): number {
  if (start.name !== undefined) return new PatternReader(start.name, clockOf(start)).find(text)
  if (start.pattern === undefined) return parseTimestamp(text)
  return new PatternReader(start.pattern, clockOf(start)).read(text)
}
