import { isUtf8 } from 'node:buffer'

// A BOM is only ignored at the start of a file; inside a line it is a character like any other.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * The text of UTF-8 bytes, or null where they are not UTF-8. Nothing is ever replaced. They are
 * looked at first, because letting the decoder throw costs fifty times as much.
 */
export function decodeUtf8(bytes: Uint8Array): string | null {
  return isUtf8(bytes) ? textOf(bytes) : null
}

/** The text of bytes that are known to be UTF-8. */
export function textOf(bytes: Uint8Array): string {
  return decoder.decode(bytes)
}
