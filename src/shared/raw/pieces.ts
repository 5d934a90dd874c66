import { countText } from '../numbers'
import type { DecodedLine } from './decode'
import type { Span } from './json'

/** A stretch of a raw line that is drawn in one way. */
export interface Piece {
  /** `symbol` stands for what can't be seen, `byte` for bytes that are no text, `fold` for what is left out. */
  readonly kind: 'text' | 'symbol' | 'byte' | 'fold'
  readonly text: string
  readonly marked: boolean
}

const names: Readonly<Record<string, string>> = {
  '\u00A0': 'NBSP',
  '\u00AD': 'SHY',
  '\u200B': 'ZWSP',
  '\u200C': 'ZWNJ',
  '\u200D': 'ZWJ',
  '\u200E': 'LRM',
  '\u200F': 'RLM',
  '\u202A': 'LRE',
  '\u202B': 'RLE',
  '\u202C': 'PDF',
  '\u202D': 'LRO',
  '\u202E': 'RLO',
  '\u2060': 'WJ',
  '\uFEFF': 'BOM',
}

/** Controls, formats, odd spaces, unpaired surrogates and unassigned: nothing of it shows by itself. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]|(?! )\p{Zs}/u
const invisibles = new RegExp(invisible.source, 'gu')

/** What stands on the screen for a character that would not show: ␀, ␉, ‹NBSP›, ‹U+2029›. */
export function symbolFor(char: string): string {
  const code = char.codePointAt(0) ?? 0
  if (code < 0x20) return String.fromCodePoint(0x2400 + code)
  if (code === 0x7f) return '␡'
  return `‹${names[char] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`}›`
}

/** A text with everything invisible made visible; for names that are not ours. */
export function showInvisible(text: string): string {
  return text.replace(invisibles, symbolFor)
}

/** A byte that is no text, as people write it: \xC3. */
export function byteText(value: number): string {
  return `\\x${value.toString(16).toUpperCase().padStart(2, '0')}`
}

/** What would act where it is pasted: on a terminal, as Enter, on the writing direction. */
const acting = /(?!\t)\p{Cc}|[\p{Bidi_Control}\p{Zl}\p{Zp}]/gu

/** A text for the clipboard, on one line: what would act stands there as \x1B or \u202E. */
export function pasteable(text: string): string {
  return text.replace(acting, (char) => {
    const code = char.charCodeAt(0)
    if (code < 0x80) return byteText(code)
    return `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`
  })
}

function append(pieces: Piece[], piece: Piece): void {
  const last = pieces.at(-1)
  if (last?.kind === piece.kind && last.marked === piece.marked) {
    pieces[pieces.length - 1] = { ...last, text: last.text + piece.text }
  } else if (piece.text !== '') {
    pieces.push(piece)
  }
}

interface Oddity {
  readonly at: number
  readonly length: number
  readonly kind: 'symbol' | 'byte'
  readonly text: string
}

/** Everything in a stretch that has to be drawn as something else, in order. */
function oddities(line: DecodedLine, { start, end }: Span): Oddity[] {
  const { text, badBytes } = line
  const found: Oddity[] = []
  for (const match of text.slice(start, end).matchAll(invisibles)) {
    const [char] = match
    found.push({
      at: start + match.index,
      length: char.length,
      kind: 'symbol',
      text: symbolFor(char),
    })
  }
  for (const [at, value] of badBytes) {
    if (at >= start && at < end) found.push({ at, length: 1, kind: 'byte', text: byteText(value) })
  }
  const textStart = text.length - text.trimStart().length
  const textEnd = text.trimEnd().length
  const dot = (at: number): void => {
    if (text[at] === ' ') found.push({ at, length: 1, kind: 'symbol', text: '·' })
  }
  for (let at = start; at < Math.min(end, textStart); at += 1) dot(at)
  for (let at = Math.max(start, textStart, textEnd); at < end; at += 1) dot(at)
  return found.toSorted((a, b) => a.at - b.at)
}

/** Pieces of a stretch that is marked as a whole, or not at all. */
function appendEven(pieces: Piece[], line: DecodedLine, span: Span, marked: boolean): void {
  let at = span.start
  for (const odd of oddities(line, span)) {
    append(pieces, { kind: 'text', text: line.text.slice(at, odd.at), marked })
    append(pieces, { kind: odd.kind, text: odd.text, marked })
    at = odd.at + odd.length
  }
  append(pieces, { kind: 'text', text: line.text.slice(at, span.end), marked })
}

function appendStretch(
  pieces: Piece[],
  line: DecodedLine,
  marks: readonly Span[],
  stretch: Span,
): void {
  let at = stretch.start
  for (const mark of marks) {
    const start = Math.max(mark.start, at)
    const end = Math.min(mark.end, stretch.end)
    if (start >= end) continue
    appendEven(pieces, line, { start: at, end: start }, false)
    appendEven(pieces, line, { start, end }, true)
    at = end
  }
  appendEven(pieces, line, { start: at, end: stretch.end }, false)
}

function appendFold(pieces: Piece[], characters: number): void {
  if (characters > 0) pieces.push({ kind: 'fold', text: countText(characters), marked: false })
}

function appendEnd(pieces: Piece[], line: DecodedLine, marks: readonly Span[]): void {
  const end = line.text.length
  if (marks.some((mark) => mark.start === end && mark.end === end)) {
    pieces.push({ kind: 'symbol', text: '‹line ends here›', marked: true })
  }
}

/** What of a long line is shown: its start, and `around` characters on both sides of each mark. */
function shownStretches(length: number, marks: readonly Span[], around: number): Span[] {
  const stretches: { start: number; end: number }[] = []
  for (const mark of [{ start: 0, end: 0 }, ...marks]) {
    const start = Math.max(0, mark.start - around)
    // A mark that is longer than this is folded too.
    const end = Math.min(length, Math.min(mark.end, mark.start + around * 2) + around)
    const last = stretches.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else stretches.push({ start, end })
  }
  return stretches
}

/**
 * Cuts a line into pieces to draw, with the marks (in order, apart) where they are. `around` folds
 * a long line to that many characters around each mark; null shows all of it.
 */
export function linePieces(
  line: DecodedLine,
  marks: readonly Span[],
  around: number | null,
): Piece[] {
  const pieces: Piece[] = []
  const length = line.text.length
  const stretches =
    around === null || length <= around * 4
      ? [{ start: 0, end: length }]
      : shownStretches(length, marks, around)
  let at = 0
  for (const stretch of stretches) {
    appendFold(pieces, stretch.start - at)
    appendStretch(pieces, line, marks, stretch)
    at = stretch.end
  }
  appendFold(pieces, length - at)
  appendEnd(pieces, line, marks)
  return pieces
}

/** What stands before the first mark of a row, characters. */
const ROW_LEAD = 24

/** As many characters of a line as a list row shows, from shortly before `first` on. */
export function rowPieces(
  line: DecodedLine,
  marks: readonly Span[],
  characters: number,
  first = marks[0]?.start ?? 0,
): Piece[] {
  const length = line.text.length
  const start = first > ROW_LEAD * 2 ? Math.min(first - ROW_LEAD, length) : 0
  const end = Math.min(length, start + characters)
  const pieces: Piece[] = []
  appendFold(pieces, start)
  appendStretch(pieces, line, marks, { start, end })
  appendFold(pieces, length - end)
  if (end === length) appendEnd(pieces, line, marks)
  return pieces
}
