import { sameBytes } from './bytes'

/**
 * What a text means in a place: a number, or what a word or a key is counted as; infinite where that is
 * not known.
 */
@external('env', 'meaning')
declare function meaning(place: u32, start: usize, end: usize): f64

/** Longer ones are asked for each time. */
const LONGEST: u32 = 200
const SLOTS: u32 = 1 << 14
const MOST: u32 = SLOTS / 2
/** An entry: place, length, meaning, bytes. */
const BYTES: u32 = 16
const HASHES: usize = memory.data(4 * (1 << 14), 16)
const ROOM: usize = 512 * 1024
const ENTRIES: usize = memory.data(512 * 1024, 16)
let count: u32 = 0
let free: usize = ENTRIES
/** Goes up when all are forgotten, so that nobody takes an old entry for one of these. */
export let generation: u32 = 1

/** Forgets all texts. */
export function forgetTexts(): void {
  memory.fill(HASHES, 0, 4 * SLOTS)
  count = 0
  free = ENTRIES
  generation++
}

/** The entry that was found last; 0 where the text is too long for one. */
export let found: usize = 0

@inline
export function isEntry(entry: usize, start: usize, length: u32): bool {
  return lengthOf(entry) == length && sameBytes(entry + BYTES, start, length)
}

@inline
export function lengthOf(entry: usize): u32 {
  return load<u32>(entry, 4)
}

@inline
export function meaningOf(entry: usize): f64 {
  return load<f64>(entry, 8)
}

/** What the text means in this place; see `meaning`. Each text is asked for once. */
export function lookUp(place: u32, start: usize, end: usize): f64 {
  const length = <u32>(end - start)
  found = 0
  if (length > LONGEST) return meaning(place, start, end)
  let hash = place * 0x9e3779b1 + length
  for (let at = start; at < end; at++) hash = (hash ^ load<u8>(at)) * 0x01000193
  hash ^= hash >> 15
  for (let slot = hash & (SLOTS - 1); ; slot = (slot + 1) & (SLOTS - 1)) {
    const entry = <usize>load<u32>(HASHES + (slot << 2))
    if (entry == 0) break
    if (load<u32>(entry) == place && isEntry(entry, start, length)) {
      found = entry
      return meaningOf(entry)
    }
  }
  const value = meaning(place, start, end)
  const size = (BYTES + length + 16) & ~15
  if (count == MOST || free + size + 16 > ENTRIES + ROOM) forgetTexts()
  let slot = hash & (SLOTS - 1)
  while (load<u32>(HASHES + (slot << 2)) != 0) slot = (slot + 1) & (SLOTS - 1)
  store<u32>(free, place)
  store<u32>(free, length, 4)
  store<f64>(free, value, 8)
  memory.copy(free + BYTES, start, length)
  store<u32>(HASHES + (slot << 2), <u32>free)
  found = free
  free += size
  count++
  return value
}
