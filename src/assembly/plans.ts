import { file } from './file'
import { numberEnd, readNumber } from './numbers'
import { found, generation, isEntry, lengthOf, lookUp, meaningOf } from './texts'
import { takePart } from './times'
import { setWord } from './words'

/**
 * A plan says what is done with a value. Rows have one for each column, in their order; objects one
 * for each key: those that the type reads, and behind them those that were met and are not read.
 */
export namespace plans {
  export let at: usize = 0
  /** How many columns there are, or keys that the type reads. */
  export let fields: u32 = 0
  /** Room for as many addresses as there may be plans, twice. */
  export let notes: usize = 0
  export let told: usize = 0
}

/** What is done with a value; see `LineMemory`. */
export const NUMBER: u32 = 0
export const STATE: u32 = 1
export const WORD: u32 = 2
export const TIME: u32 = 3
export const TIME_TEXT: u32 = 4
export const ONLY: u32 = 5
/** What nobody reads. */
export const UNKNOWN: u32 = 6
export const IGNORED: u32 = 7

export const PLAN_BYTES: usize = 128
/** Of a word its place among them, of a text that the time is read from as well. */
const INDEX: usize = 4
const LEAST: usize = 8
const MOST: usize = 16
/** Numbers that stand for no value, and their count. */
const MISSING: usize = 24
const MISSING_COUNT: usize = 28
/** What stood there last, if texts were not forgotten since. */
const LAST_TEXT: usize = 32
const LAST_GENERATION: usize = 36
/** How often it was noted, and first in which line. */
const COUNT: usize = 40
const FIRST_LINE: usize = 44
/** Where its values go, eight bytes a row. */
const TARGET: usize = 48
const IS_REQUIRED: usize = 52

let noted: u32 = 0
/** How many plans were noted since that was asked last; their addresses stand in `plans.told`. */
export let toldCount: u32 = 0

export function setPlans(at: usize, fields: u32, notes: usize, told: usize): void {
  plans.at = at
  plans.fields = fields
  plans.notes = notes
  plans.told = told
  toldCount = 0
}

export function takeTold(): u32 {
  const count = toldCount
  toldCount = 0
  return count
}

@inline
export function put(plan: usize, row: u32, value: f64): void {
  store<f64>(<usize>load<u32>(plan, TARGET) + (row << 3), value)
}

@inline
export function hasValue(plan: usize, row: u32): bool {
  return !isNaN(load<f64>(<usize>load<u32>(plan, TARGET) + (row << 3)))
}

/** Takes it that there is no value; false where there must be one. */
export function takeNothing(plan: usize, row: u32): bool {
  if (load<u32>(plan, IS_REQUIRED) != 0) return false
  if (load<u32>(plan) == WORD) setWord(load<u32>(plan, INDEX), 0)
  else put(plan, row, NaN)
  return true
}

/** Takes the plain number at `at`; returns where it ends, or 0 where something else may be meant. */
@inline
export function takeNumber(at: usize, plan: usize, row: u32): usize {
  const value = readNumber(at, file.decimal)
  if (!(value >= load<f64>(plan, LEAST) && value <= load<f64>(plan, MOST))) return 0
  const missing = load<u32>(plan, MISSING_COUNT)
  if (missing > 0 && isMissing(value, load<u32>(plan, MISSING), missing)) {
    return takeNothing(plan, row) ? numberEnd : 0
  }
  // Adding 0 turns -0 into 0, as it is stored.
  put(plan, row, value + 0)
  return numberEnd
}

function isMissing(value: f64, missing: usize, count: u32): bool {
  for (let i: u32 = 0; i < count; i++) {
    if (load<f64>(missing + (i << 3)) == value) return true
  }
  return false
}

/**
 * Takes a value by its text; false where the exact way is to say.
 *
 * @param isPlain whether it is ASCII and each byte stands for itself
 */
export function takeText(start: usize, end: usize, plan: usize, row: u32, isPlain: bool): bool {
  const kind = load<u32>(plan)
  if (kind <= WORD || kind == ONLY) return takeMeaning(textMeaning(start, end, plan), plan, row)
  if (kind != TIME_TEXT) return isPlain || textMeaning(start, end, plan) != Infinity
  if (isPlain) takePart(load<u32>(plan, INDEX), start, end)
  return isPlain
}

@inline
export function takeMeaning(value: f64, plan: usize, row: u32): bool {
  if (value == Infinity) return false
  const kind = load<u32>(plan)
  if (kind <= STATE) put(plan, row, value)
  else if (kind == WORD) setWord(load<u32>(plan, INDEX), <u32>value)
  return true
}

/** The entry of the text that stood there last; 0 where it is not known. */
@inline
export function lastText(plan: usize): usize {
  return load<u32>(plan, LAST_GENERATION) == generation ? <usize>load<u32>(plan, LAST_TEXT) : 0
}

/** Values mostly say what the ones before them said. */
@inline
function textMeaning(start: usize, end: usize, plan: usize): f64 {
  const last = lastText(plan)
  if (last != 0 && isEntry(last, start, <u32>(end - start))) return meaningOf(last)
  const value = lookUp(<u32>((plan - plans.at) / PLAN_BYTES), start, end)
  store<u32>(plan, <u32>found, LAST_TEXT)
  store<u32>(plan, generation, LAST_GENERATION)
  return value
}

export function forgetNotes(): void {
  noted = 0
}

/** Notes a plan, once for a line: an unknown value that holds something, or a number that is a text. */
export function note(plan: usize): void {
  store<u32>(plans.notes + (noted << 2), <u32>plan)
  noted++
}

/** Counts what was noted, of a line that was taken. */
@inline
export function tellNotes(line: u32): void {
  for (let i: u32 = 0; i < noted; i++) {
    const plan = <usize>load<u32>(plans.notes + (i << 2))
    const count = load<u32>(plan, COUNT)
    if (count == 0) {
      store<u32>(plan, line, FIRST_LINE)
      store<u32>(plans.told + (toldCount << 2), <u32>plan)
      toldCount++
    }
    store<u32>(plan, count + 1, COUNT)
  }
}
