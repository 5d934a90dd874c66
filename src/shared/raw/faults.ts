import type { LineIssue } from '../codes'
import type { DecodedLine } from './decode'
import { faultSpan, walkJson, type Span } from './json'

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
 * field, the place where JSON breaks off, the bytes that are not text, or the whole line. A span of
 * no length at the line's end says that something is missing there. A field that is not in the
 * line has no place.
 */
export function faultSpans(line: DecodedLine, issues: readonly LineIssue[]): Span[] {
  const whole = { start: 0, end: line.text.length }
  const walk = walkJson(line.text)
  return merged(
    issues.flatMap((issue): Span[] => {
      if (issue.code === 'invalid_utf8') return badByteSpans(line)
      if (issue.code === 'invalid_json') {
        return [walk.faultAt === null ? whole : faultSpan(line.text, walk.faultAt)]
      }
      if (issue.path === '') return [whole]
      const value = walk.members.get(issue.path)
      return value ? [value] : []
    }),
  )
}
