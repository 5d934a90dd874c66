/** What the database keeps of a bad line. */
export const KEPT_BYTES = 64 * 1024

const LF = 0x0a
const CR = 0x0d

/**
 * The lines of a package behind its header, as DESIGN.md counts them: the header is line 1, LF and
 * CRLF end a line, the last one needs no end, and a blank one is only counted.
 *
 * @param {Buffer} bytes
 * @returns {{ line: number, raw: Buffer }[]} each line that is not blank, without its end
 */
export function linesOf(bytes) {
  return splitLines(bytes).filter(
    ({ line, raw }) => line > 1 && !raw.every((byte) => byte === 0x20 || byte === 0x09),
  )
}

/**
 * All lines of a file.
 *
 * @param {Buffer} bytes
 * @returns {{ line: number, raw: Buffer }[]} each without its end
 */
export function splitLines(bytes) {
  const found = []
  let line = 1
  for (let start = 0; start < bytes.length; line += 1) {
    const lf = bytes.indexOf(LF, start)
    const end = lf === -1 ? bytes.length : lf
    const hasCr = lf !== -1 && end > start && bytes[end - 1] === CR
    found.push({ line, raw: bytes.subarray(start, hasCr ? end - 1 : end) })
    start = end + 1
  }
  return found
}

/** @param {Buffer} bytes @returns {string} the satellite type that the header names */
export function typeOf(bytes) {
  return JSON.parse(bytes.subarray(0, bytes.indexOf(LF)).toString()).satellite_type
}
