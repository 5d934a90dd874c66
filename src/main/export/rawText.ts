import { isUtf8 } from 'node:buffer'

/** A line's bytes as text; what is no text in them, or can't be seen, as \xNN. */
export function rawText(raw: Uint8Array): string {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.length)
  if (!isUtf8(bytes)) return bytes.toString('latin1').replaceAll(/[^\t\x20-\x7e]/gu, escaped)
  // A spreadsheet would drop control characters, or end the text there.
  return bytes.toString().replaceAll(/\p{Cc}/gu, (char) => (char === '\t' ? char : escaped(char)))
}

function escaped(char: string): string {
  return `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`
}
