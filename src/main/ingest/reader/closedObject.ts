const TAB = 0x09
const LF = 0x0a
const CR = 0x0d
const SPACE = 0x20
const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d

/** Whether a JSON object begins with the first byte that is no blank and is closed by the last one. */
export function isClosedObject(bytes: Uint8Array): boolean {
  let at = 0
  while (isSpace(bytes[at])) at += 1
  if (bytes[at] !== OPEN_BRACE) return false
  let depth = 0
  for (; at < bytes.length; at += 1) {
    const byte = bytes[at]
    if (byte === QUOTE) {
      at = stringEnd(bytes, at)
      if (at === -1) return false
    } else if (byte === OPEN_BRACE) depth += 1
    else if (byte === CLOSE_BRACE) depth -= 1
    else if (depth === 0 && !isSpace(byte)) return false
  }
  return depth === 0
}

/** Where the string that begins at `at` has its closing quote; -1 when it has none. */
function stringEnd(bytes: Uint8Array, at: number): number {
  for (let i = at + 1; i < bytes.length; i += 1) {
    if (bytes[i] === BACKSLASH) i += 1
    else if (bytes[i] === QUOTE) return i
  }
  return -1
}

function isSpace(byte: number | undefined): boolean {
  return byte === SPACE || byte === TAB || byte === CR || byte === LF
}
