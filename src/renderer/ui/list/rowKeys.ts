/**
 * The row that a movement key leads to from `from` (null: none yet, so the first), or null when the
 * key does not move. `isStop` says which rows can be stood on.
 */
export function rowForKey(
  key: string,
  from: number | null,
  count: number,
  pageRows: number,
  isStop: (index: number) => boolean,
): number | null {
  const moves: Readonly<Record<string, readonly [to: number, onwards: 1 | -1]>> = {
    ArrowDown: [from === null ? 0 : from + 1, 1],
    j: [from === null ? 0 : from + 1, 1],
    ArrowUp: [from === null ? 0 : from - 1, -1],
    k: [from === null ? 0 : from - 1, -1],
    PageDown: [Math.min(count - 1, (from ?? 0) + pageRows), -1],
    PageUp: [Math.max(0, (from ?? 0) - pageRows), 1],
    Home: [0, 1],
    End: [count - 1, -1],
  }
  const move = Object.hasOwn(moves, key) ? moves[key] : undefined
  if (!move) return null
  const [to, onwards] = move
  for (let i = to; i >= 0 && i < count; i += onwards) {
    if (isStop(i)) return i
  }
  return from
}
