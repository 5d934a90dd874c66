import { isLineEnd } from './bytes'
import { file } from './file'
import { scanObject } from './objects'
import { forgetNotes, tellNotes } from './plans'
import { scanRow } from './rows'
import { timeOfRecord } from './times'
import { currentWords, isFull } from './words'

export { fivesAt, prepareNumbers } from './numbers'
export { setPlans, takeTold } from './plans'
export { forgetTexts } from './texts'
export { partsAt, setEpoch, setTime } from './times'
export {
  beginWords,
  combinationAt,
  forgetWords,
  isForgetting,
  isFull,
  setWords,
} from './words'

/** Where the line begins that was not taken. */
export let nextStart: usize = 0

export function heapStart(): usize {
  return __heap_base
}

export function setObjects(): void {
  file.isJson = true
  file.decimal = 0x2e
}

export function setTable(
  delimiter: u32,
  quote: u32,
  decimal: u32,
  trims: bool,
  isLatin: bool,
  comment: usize,
  commentLength: u32,
): void {
  file.isJson = false
  file.delimiter = delimiter
  file.quote = quote
  file.decimal = decimal
  file.trims = trims
  file.isLatin = isLatin
  file.comment = comment
  file.commentLength = commentLength
}

/**
 * Takes lines from `start` on until there is one that can't be taken, or `most` of them; returns how
 * many. Row i of them stands in place i of the columns of time, offset, length and words, and of those
 * that the plans have.
 */
export function scanLines(
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
    forgetNotes()
    const end = file.isJson ? scanObject(start, row) : scanRow(start, row)
    if (end == 0 || !isLineEnd(end) || <u32>(end - start) > longest) break
    const timestampUs = timeOfRecord()
    if (!(timestampUs >= 0)) break
    const wordsIndex = currentWords()
    if (wordsIndex < 0) break
    store<f64>(times + (row << 3), timestampUs)
    store<f64>(offsets + (row << 3), origin + <f64>start)
    store<u32>(lengths + (row << 2), <u32>(end - start))
    store<u32>(words + (row << 2), wordsIndex)
    tellNotes(lineNumber + row)
    start = end + (load<u8>(end) == 0x0d ? 2 : 1)
  }
  nextStart = start
  return row
}
