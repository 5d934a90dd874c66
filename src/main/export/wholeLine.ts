import type { RawLine } from '../database/inbox/rawLines'
import type { PackageFile } from '../ingest/reader/packageFile'

const LF = 0x0a
const CR = 0x0d
const PIECE_BYTES = 3 * 256 * 1024

/**
 * A line of which the database keeps the beginning alone, read from its source piece by piece; null
 * when the source does not hold that very line there any more. A piece's length is a multiple of
 * three but for the last one's.
 */
export function wholeLine(source: PackageFile, line: RawLine): Generator<Uint8Array> | null {
  const head = new Uint8Array(line.raw.length)
  if (readFully(source, head, line.byteOffset) < head.length) return null
  if (line.raw.compare(head) !== 0) return null
  const behind = new Uint8Array(2)
  const found = readFully(source, behind, line.byteOffset + line.rawBytes)
  const ended =
    found === 0 || behind[0] === LF || (found === 2 && behind[0] === CR && behind[1] === LF)
  return ended ? pieces(source, line) : null
}

function* pieces(source: PackageFile, { byteOffset, rawBytes }: RawLine): Generator<Uint8Array> {
  for (let at = 0; at < rawBytes; at += PIECE_BYTES) {
    const piece = new Uint8Array(Math.min(PIECE_BYTES, rawBytes - at))
    if (readFully(source, piece, byteOffset + at) < piece.length) {
      throw new Error('The source was cut short while it was read. Export again.')
    }
    yield piece
  }
}

function readFully(source: PackageFile, target: Uint8Array, position: number): number {
  let end = 0
  while (end < target.length) {
    const read = source.read(target, end, target.length - end, position + end)
    if (read === 0) break
    end += read
  }
  return end
}
