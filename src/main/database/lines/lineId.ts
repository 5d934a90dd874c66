/** The highest line number that an id has room for. */
export const LAST_LINE = 2 ** 32 - 1

/**
 * The id of a file's line in `records`, `bad_lines` and `rollups`. A bigint, because better-sqlite3
 * binds numbers as REAL.
 */
export function lineId(fileId: number, line: number): bigint {
  return (BigInt(fileId) << 32n) + BigInt(line)
}

/** Ids of all lines of a file, from and to. */
export function lineIds(fileId: number): [from: bigint, to: bigint] {
  return [lineId(fileId, 0), lineId(fileId, LAST_LINE)]
}

/** Lines of one file, from and to, both included. */
export interface LineRange {
  readonly fileId: number
  readonly first: number
  readonly last: number
}

/** Ids of these lines, from and to. */
export function rangeIds({ fileId, first, last }: LineRange): [from: bigint, to: bigint] {
  return [lineId(fileId, first), lineId(fileId, last)]
}

/** Ids as a JSON list, for `json_each`. */
export function idList(ids: readonly bigint[]): string {
  return `[${ids.join(',')}]`
}

/** The file that an id belongs to. */
export function fileOf(id: bigint): number {
  return Number(id >> 32n)
}

/** The line of an id within its file. */
export function lineOf(id: bigint): number {
  return Number(BigInt.asUintN(32, id))
}
