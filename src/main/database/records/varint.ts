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
  let rest = value
  let more = 0
  for (let k = at + length - 1; k >= at; k -= 1) {
    bytes[k] = (rest & 0x7f) | more
    more = 0x80
    rest >>>= 7
  }
  return at + length
}

/** Files beyond this one have ids of another form. */
export const LAST_SHORT_FILE = 2 ** 24 - 1

/** How many bytes the ids of a file's lines take, which is the same for all of them. */
export function idBytes(fileId: number): number {
  if (fileId < 1 || fileId > LAST_SHORT_FILE) throw new Error(`file ${fileId} has other ids`)
  return Math.ceil((32 + 32 - Math.clz32(fileId)) / 7)
}

/** The id of a file's line: `fileId << 32 | line`. It takes `length` bytes, as `idBytes` says. */
export function writeId(
  bytes: Uint8Array,
  at: number,
  length: number,
  fileId: number,
  line: number,
): void {
  const end = at + length
  bytes[end - 1] = line & 0x7f
  bytes[end - 2] = (line >>> 7) | 0x80
  bytes[end - 3] = (line >>> 14) | 0x80
  bytes[end - 4] = (line >>> 21) | 0x80
  // The line's last four bits, and behind them the file.
  bytes[end - 5] = (line >>> 28) | (fileId << 4) | 0x80
  let rest = fileId >>> 3
  for (let k = end - 6; k >= at; k -= 1) {
    bytes[k] = rest | 0x80
    rest >>>= 7
  }
}
