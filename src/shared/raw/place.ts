import type { LineCode, LineIssue } from '../codes'
import type { DecodedLine } from './decode'
import { faultSpans } from './faults'
import { showInvisible } from './pieces'

/** What was met is said up to this length; the line itself is shown beside it. */
const MAX_MET = 24

/** Of other codes the field says where they are. */
const BREAKS: ReadonlySet<LineCode> = new Set(['invalid_json', 'invalid_utf8', 'open_quote'])

/** The first place of a line where it can't be read. */
export interface FaultPlace {
  /** In characters, from 1. */
  readonly column: number
  /** What stands there, with everything visible; null at the line's end. */
  readonly met: string | null
}

/**
 * Where a line that is no text, no JSON or has an open quote breaks off. It is told apart from the message, which is the
 * same for all lines of a group. Null for other issues, whose field says where they are, and where
 * the place lies beyond what was kept of the line.
 */
export function faultPlace(line: DecodedLine, issue: LineIssue, cut: boolean): FaultPlace | null {
  if (!BREAKS.has(issue.code)) return null
  const [span] = faultSpans(line, [issue])
  if (span === undefined || (cut && span.end >= line.text.length)) return null
  const column = Array.from(line.text.slice(0, span.start)).length + 1
  const byte = line.badBytes.get(span.start)
  if (byte !== undefined) return { column, met: `byte 0x${byte.toString(16).toUpperCase()}` }
  const met = Array.from(line.text.slice(span.start, span.end))
  const shown = met.length > MAX_MET ? [...met.slice(0, MAX_MET), '…'] : met
  return { column, met: met.length === 0 ? null : showInvisible(shown.join('')) }
}

/** The same in words that follow a message: `column 57: NaN`. */
export function placeWords({ column, met }: FaultPlace): string {
  return `column ${column}: ${met ?? 'the line ends there'}`
}
