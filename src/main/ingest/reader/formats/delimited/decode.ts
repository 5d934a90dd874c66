import type { DelimitedFile } from '#shared/formats/delimited/file'
import { bomLength } from '../../head'
import { decodeUtf8 } from '../../utf8'

/** The text of a line, or null where it is no text in the encoding. A mark before line 1 is left out. */
export function decodeLine(
  bytes: Uint8Array,
  lineNumber: number,
  encoding: DelimitedFile['encoding'],
): string | null {
  const text = lineNumber === 1 ? bytes.subarray(bomLength(bytes)) : bytes
  return encoding === 'latin-1'
    ? Buffer.from(text.buffer, text.byteOffset, text.length).toString('latin1')
    : decodeUtf8(text)
}
