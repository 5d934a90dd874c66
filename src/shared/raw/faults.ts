import type { LineIssue } from '../codes'
import { textFormat } from '../formats/formats'
import type { DecodedLine } from './decode'
import type { Span } from './json'

function badByteSpans(line: DecodedLine): Span[] {
  const spans: { start: number; end: number }[] = []
  for (const at of line.badBytes.keys()) {
    const last = spans.at(-1)
    if (last?.end === at) last.end = at + 1
    else spans.push({ start: at, end: at + 1 })
  }
  return spans
}

function merged(spans: readonly Span[]): Span[] {
  const result: { start: number; end: number }[] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1)
    if (last && span.start < last.end) last.end = Math.max(last.end, span.end)
    else result.push({ ...span })
  }
  return result
}

/**
 * Where the faults of a line stand, in order and apart from each other: the value of a faulty
 * field, the place where the line breaks off, the bytes that are not text, or the whole line. A span
 * of no length at the line's end says that something is missing there. A field that is not in the
 * line has no place.
 */
export function faultSpans(line: DecodedLine, issues: readonly LineIssue[]): Span[] {
  const { text, format } = line
  const placeOf = textFormat(format.file).faultIn(text, format)
  return merged(
    issues.flatMap((issue) => {
      if (issue.code === 'invalid_utf8') return badByteSpans(line)
      const place = placeOf(issue)
      return place === null ? [] : [place]
    }),
  )
}
