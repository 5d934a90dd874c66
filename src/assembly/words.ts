import { sameBytes } from './bytes'

/** Where the words of a record stand among those of the chunk; negative where it has room for no more. */
@external('env', 'wordsIndex')
declare function wordsIndex(combination: u32): i32

/** What the last record said, a number for each word, and all that was said in one record so far. */
const SLOTS: u32 = 1 << 13
const MOST: u32 = SLOTS / 2
const HASHES: usize = memory.data(4 * (1 << 13), 16)
/** Of each combination: in which chunk it has which index. */
const CHUNKS: usize = memory.data(4 * (1 << 12), 16)
const INDEXES: usize = memory.data(4 * (1 << 12), 16)
let current: usize = 0
let combinations: usize = 0
let size: u32 = 0
let most: u32 = 0
let count: u32 = 0
let chunk: u32 = 1
let hasChanged: bool = true
let index: u32 = 0
/** The chunk has room for the words of no further record. */
export let isFull: bool = false
/** There is no room to remember one more combination: all are to be forgotten first. */
export let isForgetting: bool = false

/** @param at where the current record's words lie, and behind them room for all combinations */
export function setWords(at: usize, words: u32, room: u32): void {
  current = at
  size = words * 4
  combinations = at + ((size + 31) & ~15)
  most = size == 0 ? 1 : min(MOST, room / size)
  memory.fill(current, 0, size)
  forgetWords()
}

export function forgetWords(): void {
  memory.fill(HASHES, 0, 4 * SLOTS)
  memory.fill(CHUNKS, 0, 4 * MOST)
  count = 0
  hasChanged = true
  isForgetting = false
}

/** The words of records are counted anew from here on. */
export function beginWords(): void {
  chunk++
  hasChanged = true
  isFull = false
}

@inline
export function setWord(word: u32, id: u32): void {
  if (load<u32>(current + (word << 2)) == id) return
  store<u32>(current + (word << 2), id)
  hasChanged = true
}

/** Where the current record's words are in the chunk; -1 where there is no room to remember them. */
export function currentWords(): i32 {
  if (!hasChanged) return index
  const combination = findCombination()
  if (combination < 0) return -1
  if (load<u32>(CHUNKS + (combination << 2)) != chunk) {
    const given = wordsIndex(combination)
    if (given < 0) isFull = true
    store<u32>(CHUNKS + (combination << 2), chunk)
    store<u32>(INDEXES + (combination << 2), given & 0x7fffffff)
  }
  index = load<u32>(INDEXES + (combination << 2))
  hasChanged = false
  return index
}

/** Where a combination's words lie. */
export function combinationAt(combination: u32): usize {
  return combinations + combination * size
}

function findCombination(): i32 {
  let hash: u32 = 0x811c9dc5
  for (let at: u32 = 0; at < size; at += 4) {
    hash = (hash ^ load<u32>(current + at)) * 0x01000193
    hash ^= hash >> 13
  }
  let slot = hash & (SLOTS - 1)
  for (; ; slot = (slot + 1) & (SLOTS - 1)) {
    const known = load<u32>(HASHES + (slot << 2))
    if (known == 0) break
    if (sameBytes(combinationAt(known - 1), current, size)) return known - 1
  }
  if (count == most) {
    isForgetting = true
    return -1
  }
  memory.copy(combinationAt(count), current, size)
  count++
  store<u32>(HASHES + (slot << 2), count)
  return count - 1
}
