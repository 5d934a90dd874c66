import { MAX_NEEDLE_BYTES } from '#shared/inbox/bounds'

const encoder = new TextEncoder()
const writtenByte = /\\x([0-9A-Fa-f]{2})/g

/**
 * The bytes to look for: the text as UTF-8, and \xNN as the byte that it names, as the window
 * writes bytes that are no text. Null when there is nothing to look for, or too much of it.
 */
export function needleOf(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes: number[] = []
  let at = 0
  for (const match of text.matchAll(writtenByte)) {
    bytes.push(...encoder.encode(text.slice(at, match.index)), Number.parseInt(match[1] ?? '', 16))
    at = match.index + match[0].length
  }
  bytes.push(...encoder.encode(text.slice(at)))
  return bytes.length === 0 || bytes.length > MAX_NEEDLE_BYTES ? null : new Uint8Array(bytes)
}
