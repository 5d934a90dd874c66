import { firstOf, isAscii, sameBytes } from './bytes'
import { numberEnd, readNumber } from './numbers'
import { table } from './state'
import { found, generation, isEntry, lookUp, meaningOf } from './texts'
import { readTime, timeEnd } from './times'
import { currentWords, isFull, setWord } from './words'

export { fivesAt, prepareNumbers } from './numbers'
export { forgetTexts } from './texts'
export { setEpoch, setTime } from './times'
export {
  beginWords,
  combinationAt,
  forgetWords,
  isForgetting,
  isFull,
  setWords,
} from './words'

/** The time that a record's texts make, which lie in PARTS; negative where they make none. */
// @ts-ignore: decorator
@external('env', 'moment')
declare function moment(): f64

const LF: u8 = 0x0a
const CR: u8 = 0x0d
const TAB: u8 = 0x09
const SPACE: u8 = 0x20

/** What is done with a cell; see `RowProgram`. */
const IGNORED: u32 = 0
const UNKNOWN: u32 = 1
const COLUMN: u32 = 2
const WORD: u32 = 3
const TIME: u32 = 4
const TIME_TEXT: u32 = 5
const ONLY: u32 = 6

/** A plan: kind, index, least, most, missing numbers and their count, last text, count, first line. */
const PLAN_BYTES: usize = 64
const LEAST: usize = 8
const MOST: usize = 16
const MISSING: usize = 24
const MISSING_COUNT: usize = 28
const LAST_TEXT: usize = 32
const LAST_GENERATION: usize = 36
const COUNT: usize = 40
const FIRST_LINE: usize = 44
const TARGET: usize = 48

/** Start and end of each text that the time is read from: at most ten. */
const PARTS: usize = memory.data(8 * 16, 16)
/** Plans of unknown cells of the current line that hold something. */
const FILLED: usize = memory.data(4 * 128, 16)
let filled: u32 = 0
/** The time of the current line. */
let timestampUs: f64 = 0
/** Whether the time is read from texts. */
let isTimeText: bool = false

/** Where the line begins that was not taken. */
export let nextStart: usize = 0

export function heapStart(): usize {
  return __heap_base
}

export function partsAt(): usize {
  return PARTS
}

export function setTable(
  delimiter: u32,
  quote: u32,
  decimal: u32,
  trims: bool,
  isLatin: bool,
  comment: usize,
  commentLength: u32,
  plans: usize,
  places: u32,
  timeOfTexts: bool,
): void {
  table.delimiter = delimiter
  table.quote = quote
  table.decimal = decimal
  table.trims = trims
  table.isLatin = isLatin
  table.comment = comment
  table.commentLength = commentLength
  table.plans = plans
  table.places = places
  isTimeText = timeOfTexts
}

/**
 * Takes lines from `start` on until there is one that can't be taken, or `most` of them; returns how
 * many. Row i of them stands in place i of the columns of time, offset, length and words, and of those
 * that the plans have.
 */
export function scanRows(
  start: usize,
  origin: f64,
  lineNumber: u32,
  most: u32,
  longest: u32,
  times: usize,
  offsets: usize,
  lengths: usize,
  words: usize,
): u32 {
  let row: u32 = 0
  for (; row < most && !isFull; row++) {
    const end = scanRow(start, row)
    if (end == 0 || <u32>(end - start) > longest) break
    const wordsIndex = currentWords()
    if (wordsIndex < 0) break
    store<f64>(times + (row << 3), timestampUs)
    store<f64>(offsets + (row << 3), origin + <f64>start)
    store<u32>(lengths + (row << 2), <u32>(end - start))
    store<u32>(words + (row << 2), wordsIndex)
    if (filled > 0) countFilled(lineNumber + row)
    start = end + (load<u8>(end) == CR ? 2 : 1)
  }
  nextStart = start
  return row
}

/** Reads the line that begins at `start`; returns where its line end is, or 0. */
function scanRow(start: usize, row: u32): usize {
  if (table.commentLength > 0 && sameBytes(start, table.comment, table.commentLength)) return 0
  filled = 0
  let at = start
  const last = table.plans + (<usize>table.places - 1) * PLAN_BYTES
  for (let plan = table.plans; ; plan += PLAN_BYTES) {
    at = skipBlanks(at)
    at = <u32>load<u8>(at) == table.quote ? scanQuoted(at, plan, row) : scanCell(at, plan, row)
    if (at == 0) return 0
    if (plan == last) break
    if (load<u8>(at) != table.delimiter) return 0
    at++
  }
  if (!isLineEnd(at)) return 0
  if (!isTimeText) return at
  timestampUs = moment()
  return timestampUs >= 0 ? at : 0
}

/** Reads the cell that begins at `at`; returns where it and the blanks behind it end, or 0. */
// @ts-ignore: decorator
@inline
function scanCell(at: usize, plan: usize, row: u32): usize {
  const kind = load<u32>(plan)
  if (kind == COLUMN) {
    const end = scanNumber(at, plan, row)
    if (end != 0) return end
  } else if (kind == TIME) {
    timestampUs = readTime(at)
    return timestampUs < 0 ? 0 : endBehind(timeEnd)
  }
  const end = cellEnd(at)
  if (end == 0) return 0
  return takeText(at, textEnd(at, end), plan, row) ? end : 0
}

/** As `scanCell`, of a cell in quotes; what stands between them is its text as it is. */
function scanQuoted(at: usize, plan: usize, row: u32): usize {
  const start = at + 1
  const quote = <u8>table.quote
  const end = firstOf(start, quote, LF, 0, quote)
  if (load<u8>(end) != quote) return 0
  const behind = endBehind(end + 1)
  if (behind == 0) return 0
  if (load<u32>(plan) == TIME) {
    timestampUs = readTime(start)
    return timestampUs >= 0 && timeEnd == end ? behind : 0
  }
  return takeText(start, end, plan, row) ? behind : 0
}

/** A plain number; where it is none, its text says what it is. */
// @ts-ignore: decorator
@inline
function scanNumber(at: usize, plan: usize, row: u32): usize {
  const value = readNumber(at, table.decimal)
  if (!(value >= load<f64>(plan, LEAST) && value <= load<f64>(plan, MOST))) return 0
  const missing = load<u32>(plan, MISSING_COUNT)
  if (missing > 0 && isMissing(value, load<u32>(plan, MISSING), missing)) return 0
  const end = endBehind(numberEnd)
  // Adding 0 turns -0 into 0, as it is stored.
  if (end != 0) store<f64>(<usize>load<u32>(plan, TARGET) + (row << 3), value + 0)
  return end
}

function isMissing(value: f64, missing: usize, count: u32): bool {
  for (let i: u32 = 0; i < count; i++) {
    if (load<f64>(missing + (i << 3)) == value) return true
  }
  return false
}

/** Takes a cell by its text; false where the exact way is to say. */
function takeText(start: usize, end: usize, plan: usize, row: u32): bool {
  const kind = load<u32>(plan)
  if (kind == COLUMN || kind == WORD) {
    const value = textMeaning(start, end, plan)
    if (value == Infinity) return false
    if (kind == WORD) setWord(load<u32>(plan, 4), <u32>value)
    else store<f64>(<usize>load<u32>(plan, TARGET) + (row << 3), value)
    return true
  }
  if (!table.isLatin && !isAscii(start, end)) return false
  if (kind == ONLY) return textMeaning(start, end, plan) == 1
  if (kind == TIME_TEXT) {
    const part = PARTS + (load<u32>(plan, 4) << 3)
    store<u32>(part, <u32>start)
    store<u32>(part, <u32>end, 4)
  } else if (kind == UNKNOWN && end > start) {
    store<u32>(FILLED + (filled << 2), <u32>plan)
    filled++
  }
  return true
}

/** Cells mostly say what the one above them says. */
// @ts-ignore: decorator
@inline
function textMeaning(start: usize, end: usize, plan: usize): f64 {
  const last = <usize>load<u32>(plan, LAST_TEXT)
  if (
    load<u32>(plan, LAST_GENERATION) == generation &&
    last != 0 &&
    isEntry(last, start, <u32>(end - start))
  ) {
    return meaningOf(last)
  }
  const place = <u32>((plan - table.plans) / PLAN_BYTES)
  const value = lookUp(place, start, end)
  store<u32>(plan, <u32>found, LAST_TEXT)
  store<u32>(plan, generation, LAST_GENERATION)
  return value
}

function countFilled(line: u32): void {
  for (let i: u32 = 0; i < filled; i++) {
    const plan = <usize>load<u32>(FILLED + (i << 2))
    const count = load<u32>(plan, COUNT)
    if (count == 0) store<u32>(plan, line, FIRST_LINE)
    store<u32>(plan, count + 1, COUNT)
  }
}

// @ts-ignore: decorator
@inline
function isBlank(byte: u32): bool {
  return byte == SPACE || byte == TAB
}

// @ts-ignore: decorator
@inline
function isLineEnd(at: usize): bool {
  const byte = load<u8>(at)
  return byte == LF || (byte == CR && load<u8>(at, 1) == LF)
}

// @ts-ignore: decorator
@inline
function skipBlanks(at: usize): usize {
  if (!table.trims) return at
  for (let byte = <u32>load<u8>(at); isBlank(byte) && byte != table.delimiter; ) {
    at++
    byte = load<u8>(at)
  }
  return at
}

/** Where the delimiter or the line end behind a cell stands, if only blanks stand before it; else 0. */
// @ts-ignore: decorator
@inline
function endBehind(at: usize): usize {
  if (<u32>load<u8>(at) == table.delimiter) return at
  const end = skipBlanks(at)
  return <u32>load<u8>(end) == table.delimiter || isLineEnd(end) ? end : 0
}

/** Where the delimiter or the line end behind a cell stands; 0 where what was read ends before. */
function cellEnd(at: usize): usize {
  let end = firstOf(at, <u8>table.delimiter, LF, CR, 0)
  // A CR that ends no line is a part of the cell.
  while (load<u8>(end) == CR && !isLineEnd(end)) {
    end = firstOf(end + 1, <u8>table.delimiter, LF, CR, 0)
  }
  return load<u8>(end) == 0 ? 0 : end
}

/** Where a cell's text ends, without the blanks behind it where they are trimmed. */
function textEnd(start: usize, end: usize): usize {
  if (!table.trims) return end
  while (end > start && isBlank(load<u8>(end - 1))) end--
  return end
}
