import type { Line } from './lineWindow'

const TAB = 0x09
const SPACE = 0x20

/**
 * What a file's last line says when no line end follows it:
 * - whole: nothing can follow on the same line by its format, or it is nothing but blanks
 * - cut: it ends in the middle, or in NUL bytes, as files do whose space was reserved before
 *
 * `text` is the line without NUL bytes at its end where it is a whole record without them: then they
 * cost no record. Otherwise it is the line as it is.
 */
export interface LastLine {
  readonly isCut: boolean
  readonly text: Line
}

/** @param isWhole whether bytes are a line that nothing can follow on */
export function lookAtLastLine(line: Line, isWhole: (bytes: Uint8Array) => boolean): LastLine {
  const length = line.byteLength - line.trailingNuls
  // Of a line that is too long only its beginning is at hand.
  if (length > line.bytes.length) return { isCut: true, text: line }
  const bytes = line.bytes.subarray(0, length)
  const whole = isWhole(bytes)
  if (line.trailingNuls === 0) return { isCut: !whole && !isBlank(bytes), text: line }
  return { isCut: true, text: whole ? { ...line, bytes, byteLength: length } : line }
}

/** Nothing, or only spaces and tabs. */
export function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === SPACE || byte === TAB)
}
