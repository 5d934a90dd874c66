import type { RecordColumns } from './columns'

/**
 * Lines whose numbers differ only in their last 8 bits make a block: 256 lines, fixed by the line
 * number, so that any writer of any part of a file cuts it at the same places.
 */
const LINE_BITS = 8

/** The block that a line belongs to. */
export function blockOfLine(line: number): number {
  return line >>> LINE_BITS
}

/** The first and the last line of a block. */
export function linesOfBlock(block: number): { readonly first: number; readonly last: number } {
  const lines = 2 ** LINE_BITS
  return { first: block * lines, last: block * lines + lines - 1 }
}

/** How many blocks the lines of records lie in. */
export function countBlocks({ count, line }: Pick<RecordColumns, 'count' | 'line'>): number {
  let blocks = 0
  let last = -1
  for (let i = 0; i < count; i += 1) {
    const block = blockOfLine(line[i] ?? 0)
    if (block !== last) blocks += 1
    last = block
  }
  return blocks
}
