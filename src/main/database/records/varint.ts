/**
 * SQLite's numbers of varying length: base 128, the upper digits first, all but the last with their
 * top bit set (https://sqlite.org/fileformat2.html, section 1.6).
 */

/** How many bytes a number below 2^32 takes. */
export function varintBytes(value: number): number {
  if (value < 0x80) return 1
  if (value < 0x4000) return 2
  if (value < 0x20_0000) return 3
  return value < 0x1000_0000 ? 4 : 5
}

/** Returns where the number ends. */
export function writeVarint(bytes: Uint8Array, at: number, value: number): number {
  const length = varintBytes(value)
  writeDigits(bytes, at, length, 0, value)
  return at + length
}

/** Files beyond this one have ids of another form. */
export const LAST_SHORT_FILE = 2 ** 24 - 1

/** How many bytes the ids of a file's lines take, which is the same for all of them. */
export function idBytes(fileId: number): number {
  if (fileId < 1 || fileId > LAST_SHORT_FILE) throw new Error(`file ${fileId} has other ids`)
  return Math.ceil((32 + 32 - Math.clz32(fileId)) / 7)
}

/** Writes the id of a file's line, which takes so many bytes. */
export function writeId(
  bytes: Uint8Array,
  at: number,
  length: number,
  fileId: number,
  line: number,
): void {
  writeDigits(bytes, at, length, fileId, line)
}

/** A number of two halves of 32 bits. */
function writeDigits(
  bytes: Uint8Array,
  at: number,
  length: number,
  upper: number,
  lower: number,
): void {
  let [high, low] = [upper, lower]
  let more = 0
  for (let k = at + length - 1; k >= at; k -= 1) {
    bytes[k] = (low & 0x7f) | more
    more = 0x80
    low = (low >>> 7) | (high << 25)
    high >>>= 7
  }
}
