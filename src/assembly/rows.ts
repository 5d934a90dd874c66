import { firstOf, isAscii, isBlank, isLineEnd, sameBytes } from './bytes'
import { file } from './file'
import { NUMBER, PLAN_BYTES, STATE, TIME, UNKNOWN, WORD, note, plans, takeNumber, takeText } from './plans'
import { takeTime } from './times'

const LF: u8 = 0x0a
const CR: u8 = 0x0d

/** Reads the row that begins at `start`; returns where it ends, or 0. */
export function scanRow(start: usize, row: u32): usize {
  if (file.commentLength > 0 && sameBytes(start, file.comment, file.commentLength)) return 0
  let at = start
  const last = plans.at + (<usize>plans.fields - 1) * PLAN_BYTES
  for (let plan = plans.at; ; plan += PLAN_BYTES) {
    at = skipBlanks(at)
    at = <u32>load<u8>(at) == file.quote ? scanQuoted(at, plan, row) : scanCell(at, plan, row)
    if (at == 0 || plan == last) break
    if (load<u8>(at) != file.delimiter) return 0
    at++
  }
  return at
}

/** Reads the cell that begins at `at`; returns where it and the blanks behind it end, or 0. */
@inline
function scanCell(at: usize, plan: usize, row: u32): usize {
  const kind = load<u32>(plan)
  if (kind == NUMBER || kind == STATE) {
    let end = takeNumber(at, plan, row)
    if (end != 0) end = endBehind(end)
    if (end != 0) return end
  } else if (kind == TIME) {
    const end = takeTime(at)
    return end == 0 ? end : endBehind(end)
  }
  const end = cellEnd(at)
  if (end == 0) return 0
  return takeCell(at, textEnd(at, end), plan, kind, row) ? end : 0
}

/** As `scanCell`, of a cell in quotes; what stands between them is its text as it is. */
function scanQuoted(at: usize, plan: usize, row: u32): usize {
  const start = at + 1
  const quote = <u8>file.quote
  const end = firstOf(start, quote, LF, 0, quote)
  if (load<u8>(end) != quote) return 0
  const behind = endBehind(end + 1)
  if (behind == 0) return 0
  const kind = load<u32>(plan)
  if (kind == TIME) return takeTime(start) == end ? behind : 0
  return takeCell(start, end, plan, kind, row) ? behind : 0
}

function takeCell(start: usize, end: usize, plan: usize, kind: u32, row: u32): bool {
  const isPlain = kind > WORD && (file.isLatin || isAscii(start, end))
  if (!takeText(start, end, plan, row, isPlain)) return false
  if (kind == UNKNOWN && end > start) note(plan)
  return true
}

@inline
function skipBlanks(at: usize): usize {
  if (!file.trims) return at
  for (let byte = <u32>load<u8>(at); isBlank(byte) && byte != file.delimiter; ) {
    at++
    byte = load<u8>(at)
  }
  return at
}

/** Where the delimiter or the line end behind a cell stands, if only blanks stand before it; else 0. */
@inline
function endBehind(at: usize): usize {
  if (<u32>load<u8>(at) == file.delimiter) return at
  const end = skipBlanks(at)
  return <u32>load<u8>(end) == file.delimiter || isLineEnd(end) ? end : 0
}

/** Where the delimiter or the line end behind a cell stands; 0 where what was read ends before. */
function cellEnd(at: usize): usize {
  let end = firstOf(at, <u8>file.delimiter, LF, CR, 0)
  // A CR that ends no line is a part of the cell.
  while (load<u8>(end) == CR && !isLineEnd(end)) {
    end = firstOf(end + 1, <u8>file.delimiter, LF, CR, 0)
  }
  return load<u8>(end) == 0 ? 0 : end
}

/** Where a cell's text ends, without the blanks behind it where they are trimmed. */
function textEnd(start: usize, end: usize): usize {
  if (!file.trims) return end
  while (end > start && isBlank(load<u8>(end - 1))) end--
  return end
}
