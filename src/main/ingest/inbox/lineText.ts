import { textFormat } from '#shared/formats/formats'
import type { LineFormat } from '#shared/formats/lineFormat'
import { decodeUtf8 } from '../reader/utf8'

/** Half of a character alone, which UTF-8 has no bytes for. */
const HALF_A_CHARACTER = /\p{Surrogate}/u
const BEYOND_LATIN = /[\u0100-\uffff]/

/** The text of a bad line's bytes; null where they are no text. */
export function textOfLine(bytes: Buffer, format: LineFormat): string | null {
  return isLatin(format) ? bytes.toString('latin1') : decodeUtf8(bytes)
}

/** The bytes that stand for a text in a file; null where it has none. */
export function bytesOfLine(text: string, format: LineFormat): Buffer | null {
  if (isLatin(format)) return BEYOND_LATIN.test(text) ? null : Buffer.from(text, 'latin1')
  return HALF_A_CHARACTER.test(text) ? null : Buffer.from(text)
}

/** Whether every character of a line is one byte. */
export function isLatin({ file }: LineFormat): boolean {
  return textFormat(file).encoding(file) === 'latin1'
}
