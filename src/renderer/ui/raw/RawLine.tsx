import type { LineError } from '#shared/lineErrors'
import type { ReactNode } from 'react'
import { cx } from '../cx'
import { decodeLine, type DecodedLine } from './decode'
import { faultSpans } from './faults'
import type { Span } from './json'
import { byteText, linePieces, pasteable, rowPieces, type Piece } from './pieces'
import styles from './RawLine.module.css'

type BadLine = Pick<LineError, 'raw' | 'rawBytes' | 'issues'>

interface ReadLine {
  readonly line: DecodedLine
  readonly marks: readonly Span[]
}

/** A line is decoded once, however often it is drawn. */
const read = new WeakMap<object, ReadLine>()

function readLine(error: BadLine): ReadLine {
  const before = read.get(error)
  if (before) return before
  const line = decodeLine(error.raw, error.rawBytes > error.raw.length)
  const fresh = { line, marks: faultSpans(line, error.issues) }
  read.set(error, fresh)
  return fresh
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

/** As many characters as a wide window has room for. */
const ROW_CHARACTERS = 240

/** A raw line in a list row: one line, from shortly before its first fault on. */
export function RawRow({ error }: { readonly error: BadLine }): ReactNode {
  const { line, marks } = readLine(error)
  return (
    <div className={cx(styles.raw, styles.row)}>
      <Pieces pieces={rowPieces(line, marks, ROW_CHARACTERS)} foldText={() => '…'} />
    </div>
  )
}

/** Characters that stay around each fault of a folded line. */
const AROUND = 400

/** A raw line in full, or folded around its faults. */
export function RawFull({
  error,
  folded,
}: {
  readonly error: BadLine
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
export function canFold(error: BadLine): boolean {
  return linePieces(readLine(error).line, readLine(error).marks, AROUND).some(
    (piece) => piece.kind === 'fold',
  )
}

/** A line as text for the clipboard; bytes that are no text, and what would act, come as \xNN. */
export function rawText(error: BadLine): string {
  const { text, badBytes } = readLine(error).line
  let copied = ''
  let at = 0
  for (const [bad, value] of badBytes) {
    copied += pasteable(text.slice(at, bad)) + byteText(value)
    at = bad + 1
  }
  return copied + pasteable(text.slice(at))
}
