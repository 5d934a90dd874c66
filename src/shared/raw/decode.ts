import { jsonLines, textFormat } from '../formats/formats'
import type { LineFormat } from '../formats/lineFormat'

/**
 * A raw line as text of which every position is known: a byte that is not UTF-8 stands in `text` as
 * one U+FFFD and in `badBytes` under its position, so that a U+FFFD of the line itself is told apart.
 */
export interface DecodedLine {
  readonly text: string
  /** Byte values by position in `text`. */
  readonly badBytes: ReadonlyMap<number, number>
  readonly format: LineFormat
}

const noBytes: ReadonlyMap<number, number> = new Map()

/** A line that is text already. */
export function textLine(text: string, format = jsonLines): DecodedLine {
  return { text, badBytes: noBytes, format }
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Length of the UTF-8 sequence at `at`, or 0 when there is none (Unicode 15, table 3-7). */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0
  if (first < 0x80) return 1
  const length =
    first >= 0xc2 && first <= 0xdf
      ? 2
      : first >= 0xe0 && first <= 0xef
        ? 3
        : first >= 0xf0 && first <= 0xf4
          ? 4
          : 0
  if (length === 0 || at + length > bytes.length) return 0
  for (let i = 1; i < length; i += 1) {
    if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0
  }
  const second = bytes[at + 1] ?? 0
  const overlong = (first === 0xe0 && second < 0xa0) || (first === 0xf0 && second < 0x90)
  const surrogate = first === 0xed && second > 0x9f
  const beyond = first === 0xf4 && second > 0x8f
  return overlong || surrogate || beyond ? 0 : length
}

/** True when the bytes from `at` to the end are the start of a longer UTF-8 sequence. */
function isCutSequence(bytes: Uint8Array, at: number): boolean {
  const first = bytes[at] ?? 0
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1
  const rest = bytes.subarray(at + 1)
  return rest.length < length - 1 && rest.length < 3 && rest.every((b) => (b & 0xc0) === 0x80)
}

/**
 * Decodes a raw line of a package. `cut` says that the bytes end within a longer line: a character that the cut
 * went through is then left out instead of being shown as bad bytes.
 */
export function decodeLine(
  bytes: Uint8Array,
  cut: boolean,
  format: LineFormat = jsonLines,
): DecodedLine {
  const { file } = format
  if (textFormat(file).encoding(file) === 'latin1') return textLine(decodeLatin(bytes), format)
  try {
    return textLine(strict.decode(bytes), format)
  } catch {
    return { ...decodeWithBadBytes(bytes, cut), format }
  }
}

/** Every byte is a character. Not by a TextDecoder: that takes it for windows-1252. */
function decodeLatin(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 1024) {
    text += String.fromCharCode(...bytes.subarray(at, at + 1024))
  }
  return text
}

function decodeWithBadBytes(bytes: Uint8Array, cut: boolean): Omit<DecodedLine, 'format'> {
  const badBytes = new Map<number, number>()
  let text = ''
  let goodFrom = 0
  let at = 0
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at)
    if (length > 0) {
      at += length
      continue
    }
    text += strict.decode(bytes.subarray(goodFrom, at))
    if (cut && isCutSequence(bytes, at)) return { text, badBytes }
    badBytes.set(text.length, bytes[at] ?? 0)
    text += '\uFFFD'
    at += 1
    goodFrom = at
  }
  return { text: text + strict.decode(bytes.subarray(goodFrom)), badBytes }
}
