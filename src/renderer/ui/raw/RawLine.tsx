import type { BadLine } from '#shared/lineFindings'
import type { ReactNode } from 'react'
import { cx } from '../cx'
import { decodeLine, type DecodedLine } from '#shared/raw/decode'
import { faultSpans } from '#shared/raw/faults'
import { byteText, linePieces, pasteable, rowPieces, type Piece } from '#shared/raw/pieces'
import type { Span } from '#shared/raw/json'
import type { LineFormat } from '#shared/formats/lineFormat'
import styles from './RawLine.module.css'

type ShownBadLine = Pick<BadLine, 'raw' | 'rawBytes' | 'issues' | 'format'>

interface ReadLine {
  readonly line: DecodedLine
  readonly marks: readonly Span[]
}

/** A line is decoded once, however often it is drawn. */
const read = new WeakMap<object, ReadLine>()

function readLine(error: ShownBadLine): ReadLine {
  const before = read.get(error)
  if (before) return before
  const line = decodeLine(error.raw, error.rawBytes > error.raw.length, error.format)
  const fresh = { line, marks: faultSpans(line, error.issues) }
  read.set(error, fresh)
  return fresh
}

/** What the list of a line's issues needs of it. */
export function issuesOf(error: ShownBadLine) {
  const { line } = readLine(error)
  return { issues: error.issues, line, cut: error.rawBytes > error.raw.length }
}

interface PiecesProps {
  readonly pieces: readonly Piece[]
  /** What stands for a part that is left out. */
  readonly foldText: (characters: string) => string
}

function Pieces({ pieces, foldText }: PiecesProps): ReactNode {
  let at = 0
  return pieces.map((piece) => {
    const key = at
    at += piece.text.length + 1
    const Tag = piece.marked ? 'mark' : 'span'
    return (
      <Tag key={key} className={cx(styles[piece.kind], piece.marked && styles.marked)}>
        {piece.kind === 'fold' ? foldText(piece.text) : piece.text}
      </Tag>
    )
  })
}

interface MatchRowProps {
  /** A part of the line, from the byte `rawStart` on. */
  readonly raw: Uint8Array
  readonly rawStart: number
  /** Where the looked-for bytes begin in the line, and how many they are. */
  readonly at: number
  readonly length: number
  readonly format: LineFormat
}

/** A part of a raw line in a list row, with the bytes that were looked for marked. */
export function MatchRow({ raw, rawStart, at, length, format }: MatchRowProps): ReactNode {
  const from = Math.max(0, at - rawStart)
  const before = decodeLine(raw.subarray(0, from), true, format).text.length
  const match = decodeLine(raw.subarray(from, from + length), false, format).text.length
  const marks = [{ start: before, end: before + match }]
  return <MarkedRow line={decodeLine(raw, true, format)} marks={marks} tone="match" />
}

/** As many characters as a wide window has room for. */
const ROW_CHARACTERS = 240

interface MarkedRowProps {
  readonly line: DecodedLine
  /** In order, apart from each other. */
  readonly marks: readonly Span[]
  /** What the marks say: something wrong, gone, new, or looked for. */
  readonly tone?: 'wrong' | 'gone' | 'added' | 'match'
  /** Where the row starts to matter; its first mark unless another place is given. */
  readonly from?: number
}

/** A line in a list row: one line, from shortly before its first mark on. */
export function MarkedRow({ line, marks, tone = 'wrong', from }: MarkedRowProps): ReactNode {
  const pieces = rowPieces(line, marks, ROW_CHARACTERS, from)
  return (
    <div className={cx(styles.raw, styles.row, tone !== 'wrong' && styles[tone])}>
      <Pieces pieces={pieces} foldText={() => '…'} />
    </div>
  )
}

/** A raw line in a list row, its faults marked. */
export function RawRow({ error }: { readonly error: ShownBadLine }): ReactNode {
  const { line, marks } = readLine(error)
  return <MarkedRow line={line} marks={marks} />
}

/** Characters that stay around each fault of a folded line. */
const AROUND = 400

/** A raw line in full, or folded around its faults. */
export function RawFull({
  error,
  folded,
}: {
  readonly error: ShownBadLine
  readonly folded: boolean
}): ReactNode {
  const { line, marks } = readLine(error)
  return (
    <div className={cx(styles.raw, styles.full)} data-testid="raw-line">
      <Pieces
        pieces={linePieces(line, marks, folded ? AROUND : null)}
        foldText={(characters) => ` … ${characters} characters … `}
      />
    </div>
  )
}

/** Whether folding leaves anything of this line out. */
export function canFold(error: ShownBadLine): boolean {
  return linePieces(readLine(error).line, readLine(error).marks, AROUND).some(
    (piece) => piece.kind === 'fold',
  )
}

/** A line as text for the clipboard; bytes that are no text, and what would act, come as \xNN. */
export function rawText(error: ShownBadLine): string {
  const { text, badBytes } = readLine(error).line
  let copied = ''
  let at = 0
  for (const [bad, value] of badBytes) {
    copied += pasteable(text.slice(at, bad)) + byteText(value)
    at = bad + 1
  }
  return copied + pasteable(text.slice(at))
}
