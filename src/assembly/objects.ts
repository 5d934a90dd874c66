import { blanksEnd, sameBytes } from './bytes'
import { CLOSE, COLON, COMMA, OPEN, QUOTE, isNull, isPlainString, literalEnd, skipValue, stringEnd } from './json'
import {
  IGNORED,
  NUMBER,
  ONLY,
  PLAN_BYTES,
  STATE,
  TIME,
  TIME_TEXT,
  UNKNOWN,
  WORD,
  hasValue,
  lastText,
  note,
  plans,
  takeMeaning,
  takeNothing,
  takeNumber,
  takeText,
} from './plans'
import { isEntry, lengthOf, lookUp, meaningOf } from './texts'
import { isEpoch, takeTime } from './times'

/** What a plan has for its key: the line in which that was seen last, by a count of its own. */
const SEEN: usize = 56
/** The plans of the keys that came behind it, the last one first. */
const NEXT: usize = 64
const OTHER: usize = 68
/** The bytes from behind a comma to the value, as they were last, if they are not too many. */
const PREFIX_LENGTH: usize = 72
const PREFIX: usize = 80
const LONGEST_PREFIX: u32 = 48

/** The place of the first plan: of no key, but of what stands before all. */
const START: u32 = 0

let line: u64 = 0
/** Where the value begins behind the key that was found last. */
let valueAt: usize = 0

/**
 * Reads the object that begins at `start`, with all its keys; returns where it and the blanks behind
 * it end, or 0.
 *
 * It expects behind each value the key that came there before, byte by byte, or the one before that;
 * other orders cost a look for each key.
 */
export function scanObject(start: usize, row: u32): usize {
  line++
  let seen: u32 = 0
  let at = blanksEnd(start)
  if (load<u8>(at) != OPEN) return 0
  for (let plan = plans.at; ; ) {
    at++
    plan = nextPlan(plan, at)
    if (plan == 0) return 0
    at = blanksEnd(valueAt)
    if (load<u64>(plan, SEEN) == line) return 0
    store<u64>(plan, line, SEEN)
    const kind = load<u32>(plan)
    seen += u32(kind < UNKNOWN)
    if (kind == UNKNOWN) note(plan)
    at = scanValue(at, plan, kind, row)
    if (at == 0) return 0
    if (load<u8>(at) == COMMA) continue
    at = blanksEnd(at)
    const byte = load<u8>(at)
    if (byte == CLOSE) break
    if (byte != COMMA) return 0
  }
  if (seen < plans.fields && !takeUnseen(row)) return 0
  return blanksEnd(at + 1)
}

/** What was not seen has no value; false where there must be one. */
function takeUnseen(row: u32): bool {
  const end = plans.at + (<usize>plans.fields + 1) * PLAN_BYTES
  for (let plan = plans.at + PLAN_BYTES; plan < end; plan += PLAN_BYTES) {
    if (load<u64>(plan, SEEN) != line && !takeNothing(plan, row)) return false
  }
  return true
}

/** The plan of the key at `at`, behind one of another plan; 0 where there is none. */
@inline
function nextPlan(plan: usize, at: usize): usize {
  const next = <usize>load<u32>(plan, NEXT)
  if (isKeyAt(next, at)) return next
  const other = <usize>load<u32>(plan, OTHER)
  const found = isKeyAt(other, at) ? other : findKey(at)
  if (found != 0) {
    store<u32>(plan, <u32>found, NEXT)
    store<u32>(plan, <u32>next, OTHER)
  }
  return found
}

@inline
function isKeyAt(plan: usize, at: usize): bool {
  const length = load<u32>(plan, PREFIX_LENGTH)
  valueAt = at + length
  return length > 0 && sameBytes(plan + PREFIX, at, length)
}

function findKey(at: usize): usize {
  const start = blanksEnd(at) + 1
  if (load<u8>(start - 1) != QUOTE) return 0
  const end = stringEnd(start)
  if (end == 0) return 0
  const place = lookUp(START, start, end)
  if (place == Infinity) return 0
  valueAt = blanksEnd(end + 1)
  if (load<u8>(valueAt) != COLON) return 0
  valueAt = blanksEnd(valueAt + 1)
  const plan = plans.at + <usize>place * PLAN_BYTES
  const length = <u32>(valueAt - at)
  store<u32>(plan, length <= LONGEST_PREFIX ? length : 0, PREFIX_LENGTH)
  if (length <= LONGEST_PREFIX) memory.copy(plan + PREFIX, at, length)
  return plan
}

/** Takes the value at `at`; returns where it ends, or 0. */
@inline
function scanValue(at: usize, plan: usize, kind: u32, row: u32): usize {
  if (load<u8>(at) == QUOTE) return scanString(at + 1, plan, kind, row)
  if (kind == NUMBER || kind == STATE) {
    const end = takeNumber(at, plan, row)
    if (end != 0) return end
  } else if (kind == TIME && isEpoch) return takeTime(at)
  return scanOther(at, plan, kind, row)
}

/** As `scanValue`, of a string whose first byte is at `at`. */
function scanString(at: usize, plan: usize, kind: u32, row: u32): usize {
  if (kind == TIME) {
    const end = takeTime(at)
    return end != 0 && load<u8>(end) == QUOTE ? end + 1 : 0
  }
  if (kind == NUMBER) {
    const end = takeNumber(at, plan, row)
    if (end != 0 && load<u8>(end) == QUOTE) return takeNumberText(end, plan, row)
  } else if (kind == WORD || kind == STATE) {
    const last = lastText(plan)
    if (last != 0) {
      const end = at + lengthOf(last)
      if (load<u8>(end) == QUOTE && isEntry(last, at, lengthOf(last))) {
        return takeMeaning(meaningOf(last), plan, row) ? end + 1 : 0
      }
    }
  }
  const end = stringEnd(at)
  if (end == 0 || !takeText(at, end, plan, row, isPlainString)) return 0
  return kind == NUMBER ? takeNumberText(end, plan, row) : end + 1
}

/** Of a number that is a text, and was taken. */
function takeNumberText(end: usize, plan: usize, row: u32): usize {
  if (hasValue(plan, row)) note(plan)
  return end + 1
}

/** What is neither a string nor a plain number. */
function scanOther(at: usize, plan: usize, kind: u32, row: u32): usize {
  if (kind == UNKNOWN || kind == IGNORED) return skipValue(at, plan)
  if (isNull(at)) return takeNothing(plan, row) ? at + 4 : 0
  if (kind != STATE && kind != ONLY && kind != TIME_TEXT) return 0
  const isNumber = <u32>load<u8>(at) < 0x3a
  const end = literalEnd(at)
  if (end == 0 || (kind == TIME_TEXT && !isNumber)) return 0
  return takeText(at, end, plan, row, true) ? end : 0
}
