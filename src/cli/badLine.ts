import type { BadLine } from '#shared/lineFindings'
import { printable } from '#shared/printable'
import { decodeLine } from '#shared/raw/decode'
import { faultSpans } from '#shared/raw/faults'
import { rowPieces } from '#shared/raw/pieces'
import { faultPlace, placeWords } from '#shared/raw/place'

type ShownBadLine = Pick<BadLine, 'line' | 'issues' | 'rawBytes' | 'format'> & {
  readonly raw: Uint8Array
}

const INDENT = '    '

/** A bad line for people: what is wrong, the line as far as it fits, and marks below its faults. */
export function badLineText(error: ShownBadLine, width: number): string {
  const cut = error.rawBytes > error.raw.length
  const line = decodeLine(error.raw, cut, error.format)
  const why = error.issues.map((issue) => {
    const place = faultPlace(line, issue, cut)
    return place === null ? issue.message : `${issue.message} (${placeWords(place)})`
  })
  const room = Math.max(1, width - INDENT.length)
  let text = ''
  let marks = ''
  let left = room
  for (const piece of rowPieces(line, faultSpans(line, error.issues), room)) {
    for (const character of printable(piece.kind === 'fold' ? '…' : piece.text)) {
      const columns = columnsOf(character)
      left -= columns
      if (left < 0) break
      text += character
      marks += (piece.marked ? '^' : ' ').repeat(columns)
    }
  }
  const head = printable(`line ${error.line}: ${why.join('; ')}`)
  const shown = `${INDENT}${text}`.trimEnd()
  return [head, shown, `${INDENT}${marks}`.trimEnd()].filter((row) => row !== '').join('\n')
}

const NARROWEST = /^[\p{Mn}\p{Me}\p{Cf}]$/u
const WIDE =
  /^[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1F64F}\u{1F900}-\u{1F9FF}\u{20000}-\u{3FFFD}]$/u

/** How many columns a terminal gives a character. */
function columnsOf(character: string): number {
  if (NARROWEST.test(character)) return 0
  return WIDE.test(character) ? 2 : 1
}
