import type { LineIssue } from '../codes'
import { JsonCells } from './cells/jsonCells'
import { columnOf } from './cells/rowCells'
import { rowCells } from './cells/rowText'
import type { DecodedLine } from './decode'
import { faultSpan, walkJson, type Span } from './json'
import type { RowFormat } from './lineFormat'

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
  const { format } = line
  const placeOf = format.kind === 'ndjson' ? inObject(line.text) : inRow(line.text, format)
  return merged(
    issues.flatMap((issue) => {
      if (issue.code === 'invalid_utf8') return badByteSpans(line)
      const place = placeOf(issue)
      return place === null ? [] : [place]
    }),
  )
}

type PlaceOf = (issue: LineIssue) => Span | null

function inObject(text: string): PlaceOf {
  const walk = walkJson(text)
  const cells = walk.faultAt === null ? JsonCells.of(text) : null
  return ({ code, path }) => {
    if (code === 'invalid_json' && walk.faultAt !== null) return faultSpan(text, walk.faultAt)
    if (path === '') return whole(text)
    return cells?.cell(path) ?? walk.members.get(path) ?? null
  }
}

function inRow(text: string, format: RowFormat): PlaceOf {
  const { cells, isOpen } = rowCells(text, format)
  return ({ code, path }) => {
    if (code === 'wrong_column_count') return { start: text.length, end: text.length }
    if (code === 'open_quote' && isOpen)
      return { ...whole(text), start: openQuote(text, cells, format) }
    if (path === '') return whole(text)
    return cells[columnOf(path, format)] ?? null
  }
}

/** Where the first quote behind the last whole cell stands. */
function openQuote(text: string, cells: readonly Span[], { quote }: RowFormat): number {
  return Math.max(0, text.indexOf(quote === false ? '"' : quote, cells.at(-1)?.end ?? 0))
}

function whole(text: string): Span {
  return { start: 0, end: text.length }
}
